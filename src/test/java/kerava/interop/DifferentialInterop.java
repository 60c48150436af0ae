package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.SameNames;
import kerava.activations.Activations;
import kerava.config.Family;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.optimizers.Optimizer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random models give Python's bits; the seed is printed. */
class DifferentialInterop {
  private static final Pattern CLASS = Pattern.compile("\"class_name\": \"(\\w+)\"");
  /** Drawn by graph_draw.py. */
  private static final Set<String> MERGES = Set.of("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate");

  /**
   * Through these no gradient flows, or they are of another size in training, or made of another layer: they have fits in AugmentationFits.
   */
  private static final Set<String> ALONE =
      Set.of("RandomCrop", "RandomHue", "RandomPosterization", "RandomSaturation", "SpectralNormalization");

  /** The same cases each time, so that a change is to blame for what fails; {@link #manyCases} draws new ones. */
  @Tag("interop")
  @Test void forAWhile() throws IOException, InterruptedException {
    Differential.run(List.of("--seed", "1000", "--count", "100", "--minutes", "1.5"));
  }

  /** Each was a difference, or a crash; a new one is put here once it is mended, named by its kind. */
  @Tag("interop")
  @Test void whatWasMendedStays() throws IOException, InterruptedException {
    Differential.run(List.of("--case", "src/test/python/differential/mended", "--shrunk", "0"));
  }

  @Tag("interop-full")
  @Test void manyCases() throws IOException, InterruptedException {
    Differential.run(List.of("--count", "500"));
  }

  /** {@code make differential}. */
  @Tag("differential")
  @Test void byHand() throws IOException, InterruptedException {
    Differential.run(Stream.of(System.getProperty("kerava.differential", "").split(" ")).filter(word -> !word.isEmpty()).toList());
  }

  /** What the tester leaves out is what docs/differences.md tells, row by row. */
  @Tag("interop")
  @Test void everyKnownDifferenceIsDocumented() throws IOException {
    List<String> told = Files.readAllLines(Path.of("docs", "differences.md")).stream().filter(line -> line.startsWith("| `"))
        .map(line -> line.split("`")[1]).toList();
    assertEquals(Bits.texts(Python.lines("differential/known.py").get(0).get("known")), told);
  }

  /**
   * A new member of a family must be drawn too, by draw_layers.py or draw.py; what no chain can hold, or has states, has fits of its own.
   */
  @Tag("interop")
  @Test void everyMemberIsDrawn() {
    JsonNode drawn = Python.lines("differential/drawn.py", "4000").get(0);
    Set<String> layers = new TreeSet<>(Family.members(Layer.class).keySet());
    layers.remove("Input"); // the shape of a sample
    layers.add("Sequential");
    Set<String> tried = new TreeSet<>(Bits.texts(drawn.get("layers")));
    for (String golden : List.of("sequence_fits", "preprocessing_fits", "vectorization_fits"))
      Goldens.read(golden).get("fits").forEach(fit -> CLASS.matcher(fit.get("model").asText()).results()
          .map(found -> Family.exported(Family.members(Layer.class), found.group(1))).filter(Objects::nonNull).map(Class::getSimpleName)
          .filter(layers::contains).forEach(tried::add));
    tried.addAll(MERGES);
    tried.addAll(ALONE);
    // Samples have three axes at most: layers on volumes have their fits in NoiseFits and ConvolutionFits.
    layers.stream().filter(name -> name.contains("3D")).forEach(tried::add);
    SameNames.check(layers, tried, "layers that random models draw; add it to src/test/python/differential, draw_layers.py or images.py");
    Set<String> activations = new TreeSet<>();
    for (String name : Bits.texts(drawn.get("activations"))) activations.add(Activations.byName(name).toString());
    assertEquals(new TreeSet<>(Activations.names()), activations);
    isDrawn(Initializer.class, drawn.get("initializers"));
    isDrawn(Optimizer.class, drawn.get("optimizers"));
    LossFits.classes().forEach(((ArrayNode) drawn.get("losses"))::add);
    ((ArrayNode) drawn.get("losses")).add("CTC"); // of sequences, see golden_losses.py
    isDrawn(Loss.class, drawn.get("losses"));
    Set<String> metrics = Family.members(Metric.class).keySet();
    Goldens.read("metric_values").get("cases").findValuesAsText("class_name").stream().filter(metrics::contains)
        .forEach(((ArrayNode) drawn.get("metrics"))::add);
    isDrawn(Metric.class, drawn.get("metrics"));
  }

  private static <T> void isDrawn(Class<T> family, JsonNode names) {
    Set<String> members = new TreeSet<>(Family.members(family).keySet()), drawn = new TreeSet<>();
    for (String name : Bits.texts(names))
      drawn.add(members.contains(name) ? name : Family.byName(family, name).getClass().getSimpleName());
    SameNames.check(members, drawn, family.getSimpleName() + "s that random models draw; add it to src/test/python/differential");
  }
}
