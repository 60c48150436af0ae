package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.SameNames;
import kerava.config.Family;
import kerava.engine.savedmodel.Port;
import kerava.layers.Add;
import kerava.layers.BatchNormalization;
import kerava.layers.Concatenate;
import kerava.layers.Conv2D;
import kerava.layers.ConvLSTM1D;
import kerava.layers.ConvLSTM2D;
import kerava.layers.Dense;
import kerava.layers.Dot;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.layers.LayerNormalization;
import kerava.layers.MultiHeadAttention;
import kerava.layers.Permute;
import kerava.saving.Dialect;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Axes of unknown size: shapes, tables and files as Keras has them (src/test/python/golden_axes.py), and data of any length. */
class OpenAxesTest {
  private static final int NONE = Shape.NONE;
  private static final JsonNode GOLDEN = Goldens.read("open_axes");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Supplier<KerasTensor>> REFUSED = new HashMap<>();

  static {
    REFUSED.put("Dense", () -> new Dense(3).apply(x(4, NONE)));
    REFUSED.put("Dense after Flatten", () -> new Dense(3).apply(new Flatten().apply(x(NONE, 4))));
    REFUSED.put("BatchNormalization", () -> new BatchNormalization().withAxis(1).apply(x(NONE, 4)));
    REFUSED.put("LayerNormalization", () -> new LayerNormalization().withAxis(1, 2).apply(x(NONE, 4)));
    REFUSED.put("Conv2D", () -> new Conv2D(3, 2).apply(x(4, 4, NONE)));
    REFUSED.put("LSTM", () -> new LSTM(3).apply(x(4, NONE)));
    REFUSED.put("ConvLSTM1D", () -> new ConvLSTM1D(3, 2).apply(x(4, 5, NONE)));
    REFUSED.put("ConvLSTM2D", () -> new ConvLSTM2D(3, 2).apply(x(4, NONE, 5, 2)));
    REFUSED.put("MultiHeadAttention", () -> new MultiHeadAttention(2, 3).apply(x(4, NONE), x(4, 3)));
    REFUSED.put("MultiHeadAttention with a key", () -> new MultiHeadAttention(2, 3).apply(x(4, 4), x(NONE, 3), x(5, 3)));
    REFUSED.put("Add", () -> new Add().apply(x(NONE, 4), x(NONE, 5)));
    REFUSED.put("Concatenate", () -> new Concatenate().apply(x(NONE, 4, 1), x(NONE, 5, 1)));
    REFUSED.put("Dot", () -> new Dot(2).apply(x(NONE, 4), x(NONE, 5)));
    REFUSED.put("Dot along it", () -> new Dot(1).apply(x(NONE, 4), x(5, 3)));
    REFUSED.put("Dense on what a Permute brings last", () -> new Dense(3).apply(new Permute(2, 1).apply(x(NONE, 4))));
  }

  @TempDir Path folder;

  private static KerasTensor x(int... sizes) { return new Input(sizes).tensor(); }

  /** Shapes, weights and both tables; JSON and files that are written give the same back. */
  @TestFactory Stream<DynamicTest> asKerasTakesThem() {
    return fields("taken").map(name -> DynamicTest.dynamicTest(name, () -> taken(GOLDEN.get("taken").get(name))));
  }

  private void taken(JsonNode golden) throws Exception {
    String json = golden.get("model").asText();
    try (Model model = Model.fromJson(json)) {
      assertEquals(shapes(golden.get("outputs")), model.built().outputs());
      assertEquals(shapes(golden.get("weights")), model.built().variables().stream().map(weight -> weight.shape()).toList());
      assertEquals(lines(golden.get("summary")), List.of(model.summary().split("\n", -1)));
      if (model.built().outputs().size() == 1) assertTrue(model.summaryKeras2().contains(model.built().outputShape().toString()));
      assertEquals(JSON.readTree(model.toJson()), JSON.readTree(Model.fromJson(model.toJson()).toJson()));
      for (String ending : List.of(".keras", ".h5")) same(model, Dialect.KERAS_3, ending);
      try {
        same(model, Dialect.KERAS_2, ".h5");
      } catch (KeravaException refused) {
        assertTrue(refused.getMessage().startsWith("save: Keras 2 has another"), refused.getMessage());
      }
    }
  }

  /** What is exported takes data of two lengths, or is refused by the name of the layer. */
  @TestFactory Stream<DynamicTest> exported() {
    return fields("taken").map(name -> DynamicTest.dynamicTest(name, () -> {
      Path to = Files.createTempDirectory(folder, "e").resolve("exported");
      try (Model model = Model.fromJson(GOLDEN.get("taken").get(name).get("model").asText())) {
        if (model.built().whole().all().anyMatch(layer -> !layer.layer().writesForAnySize())) {
          String said = assertThrows(KeravaException.class, () -> model.export(to)).getMessage();
          assertTrue(said.contains("export: layer '") && said.contains("None"), said);
          return;
        }
        model.export(to);
        try (SavedModel read = SavedModel.loadTrusted(to)) {
          assertEquals(Set.copyOf(model.built().inputs()),
              read.signatures().get("serve").inputs().values().stream().map(Port::shape).collect(Collectors.toSet()));
        }
      }
    }));
  }

  private void same(Model model, Dialect dialect, String ending) {
    Path file = folder.resolve(dialect + ending);
    model.save(file, dialect);
    try (Model read = Model.load(file)) {
      assertEquals(model.built().outputs(), read.built().outputs());
      assertEquals(model.getWeights(), read.getWeights());
    }
  }

  private static Stream<String> fields(String of) {
    List<String> names = new ArrayList<>();
    GOLDEN.get(of).fieldNames().forEachRemaining(names::add);
    return names.stream();
  }

  private static List<Shape> shapes(JsonNode shapes) {
    return StreamSupport.stream(shapes.spliterator(), false)
        .map(shape -> Shape.of(StreamSupport.stream(shape.spliterator(), false).mapToInt(size -> size.asInt(NONE)).toArray())).toList();
  }

  private static List<String> lines(JsonNode lines) {
    return StreamSupport.stream(lines.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** A new layer needs a case in golden_axes.py. */
  @Test void everyLayerIsAmongThem() {
    Set<String> missing = new TreeSet<>(Family.members(Layer.class).values().stream().map(Class::getSimpleName).toList());
    missing.remove("GroupedQueryAttention");
    missing.add("GroupQueryAttention"); // as Keras exports it
    fields("taken").forEach(name -> missing.removeAll(Arrays.asList(GOLDEN.get("taken").get(name).get("model").asText().split("\""))));
    SameNames.check(Set.of("Input"), missing, "layers without a case in TAKEN of golden_axes.py; add one, and call goldens.py open_axes");
  }

  @TestFactory Stream<DynamicTest> whatKerasRefuses() {
    assertEquals(fields("refused").collect(Collectors.toSet()), REFUSED.keySet());
    return fields("refused").map(name -> DynamicTest.dynamicTest(name, () -> {
      assertTrue(GOLDEN.get("refused").get(name).asBoolean(), "Keras takes it");
      String said = assertThrows(KeravaException.class, REFUSED.get(name)::get).getMessage();
      assertTrue(said.startsWith(name.split(" ")[0]) && said.contains("None"), said);
    }));
  }
}
