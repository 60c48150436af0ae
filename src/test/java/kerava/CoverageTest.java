package kerava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kerava.config.Family;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.optimizers.Optimizer;
import kerava.optimizers.schedules.Schedule;
import kerava.regularizers.Regularizer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/coverage.md names every class that Keras has in a family, and says of each whether Kerava has it. */
class CoverageTest {
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @TestFactory Stream<DynamicTest> thePageTellsWhatThereIs() throws Exception {
    String page = Files.readString(Path.of("docs", "coverage.md"));
    JsonNode keras = Goldens.read("facts").get("families");
    return Stream.of(Layer.class, Initializer.class, Optimizer.class, Loss.class, Metric.class, Regularizer.class, Constraint.class,
        Schedule.class).map(family -> DynamicTest.dynamicTest(family.getSimpleName(), () -> check(page, family, keras)));
  }

  @Test void thePageTellsWhichCallbacksThereAre() throws IOException {
    Set<String> all = new TreeSet<>(), here;
    Goldens.read("facts").get("callbacks").forEach(name -> all.add(name.asText()));
    try (Stream<Path> files = Files.list(Path.of("target", "classes", "kerava", "callbacks"))) {
      here = files.map(file -> file.getFileName().toString().replace(".class", "")).filter(all::contains)
          .collect(Collectors.toCollection(TreeSet::new));
    }
    check(Files.readString(Path.of("docs", "coverage.md")), "Callbacks: " + here.size() + " of " + all.size(), here, all);
  }

  private static void check(String page, Class<?> family, JsonNode keras) {
    Set<String> all = new TreeSet<>(), here = new TreeSet<>(Family.members(family).keySet());
    keras.get(family.getSimpleName()).fieldNames().forEachRemaining(all::add);
    if (here.remove("Input")) here.add("InputLayer");
    here.retainAll(all);
    check(page, family.getSimpleName() + (family == Loss.class ? "es: " : "s: ") + here.size() + " of " + all.size(), here, all);
  }

  private static void check(String page, String title, Set<String> here, Set<String> all) {
    Set<String> missing = new TreeSet<>(all);
    missing.removeAll(here);
    List<String> parts = Stream.of(page.split("(?m)^## ")).filter(part -> part.startsWith(title + "\n")).toList();
    assertEquals(1, parts.size(), "parts of docs/coverage.md headed '" + title + "'; count anew in the heading");
    String[] sides = parts.get(0).split("(?m)^Not here:");
    SameNames.check(here, names(sides[0]), "docs/coverage.md, " + title + ", Here");
    SameNames.check(missing, names(sides[1]), "docs/coverage.md, " + title + ", Not here");
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text).results().map((MatchResult found) -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }
}
