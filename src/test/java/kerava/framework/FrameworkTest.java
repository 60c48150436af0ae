package kerava.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.KeravaException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.framework.activations.Activation;

/** docs/tensorflow-framework.md tells of each of TensorFlow Framework's members how it differs from Keras; here it is measured. */
class FrameworkTest {
  private static final JsonNode KERAS = Goldens.read("framework");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.+?)` \\| (.*) \\|[^|]*\\|$"),
      NUMBER = Pattern.compile("differs by ([0-9.]+)");
  private static final double EQUAL = 5e-6;

  /** How a family is measured, member by member. */
  private static final Map<String, BiFunction<JsonNode, String, List<Supplier<Measured.Pair>>>> FAMILIES = families();

  private static Map<String, BiFunction<JsonNode, String, List<Supplier<Measured.Pair>>>> families() {
    Map<String, BiFunction<JsonNode, String, List<Supplier<Measured.Pair>>>> families = new LinkedHashMap<>();
    families.put("activations", Measured::activation);
    families.put("initializers", Measured::initializer);
    families.put("losses", Measured::loss);
    families.put("metrics", Measured::metric);
    families.put("regularizers", Measured::regularizer);
    families.put("constraints", Measured::constraint);
    families.put("optimizers", Measured::optimizer);
    return families;
  }

  private static String page() throws IOException { return Files.readString(Path.of("docs", "tensorflow-framework.md")); }

  /** The rows of the table below the heading of a family: what is said of each member, cell by cell. */
  private static Map<String, List<String>> rows(String family) throws IOException {
    String title = Character.toUpperCase(family.charAt(0)) + family.substring(1);
    String part = Stream.of(page().split("(?m)^## ")).filter(each -> each.startsWith(title + "\n")).findFirst().orElseThrow();
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Matcher row = ROW.matcher(part);
    while (row.find()) rows.put(row.group(1), Stream.of(row.group(2).split(" \\| ")).filter(cell -> !cell.equals("none")).toList());
    return rows;
  }

  @TestFactory Stream<DynamicTest> thePageTellsWhatIsMeasured() {
    return FAMILIES.keySet().stream()
        .flatMap(family -> names(family).stream().map(name -> DynamicTest.dynamicTest(family + ", " + name, () -> {
          List<String> told = rows(family).get(name);
          assertTrue(told != null, "the page has no row of " + name + " under " + family);
          List<Supplier<Measured.Pair>> measured = FAMILIES.get(family).apply(KERAS.get(family), name);
          assertEquals(measured.size(), told.size(), "cells of " + told);
          for (int i = 0; i < told.size(); i++) check(told.get(i), measured.get(i));
        })));
  }

  @Test void thePageHasNoOtherRows() throws IOException {
    for (String family : FAMILIES.keySet()) assertEquals(new TreeSet<>(names(family)), new TreeSet<>(rows(family).keySet()), family);
  }

  private static List<String> names(String family) {
    List<String> names = new ArrayList<>();
    JsonNode cases = KERAS.get(family).has("cases") ? KERAS.get(family).get("cases") : KERAS.get(family);
    cases.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void check(String told, Supplier<Measured.Pair> measured) {
    if (told.equals("refused")) {
      assertThrows(KeravaException.class, measured::get);
      return;
    }
    double difference = measured.get().difference();
    Matcher number = NUMBER.matcher(told);
    if (told.equals("equal")) assertTrue(difference <= EQUAL, "differs by " + difference);
    else if (!number.lookingAt()) throw new AssertionError("neither equal, refused nor a difference: " + told);
    else if (told.endsWith(" or more")) assertTrue(difference >= Double.parseDouble(number.group(1)), "differs by " + difference);
    else assertEquals(Double.parseDouble(number.group(1)), difference, 0.05 * difference, "difference");
  }

  /** Every class of TensorFlow Framework that a user can hold is named on the page. */
  @Test void thePageNamesEveryClass() throws Exception {
    URI library = Activation.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    String page = page();
    Set<String> missing = new TreeSet<>();
    try (JarFile jar = new JarFile(Path.of(library).toFile())) {
      for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
        Matcher name = Pattern.compile("(org/tensorflow/framework/(\\w+)/(\\w+))\\.class").matcher(entry.getName());
        // Losses and Metrics hold functions.
        if (!name.matches() || !FAMILIES.containsKey(name.group(2)) || name.group(3).equalsIgnoreCase(name.group(2))) continue;
        Class<?> type = Class.forName(name.group(1).replace('/', '.'));
        boolean member = Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers()) && !type.isEnum();
        if (member && !Pattern.compile("`" + name.group(3) + "\\b").matcher(page).find()) missing.add(name.group(2) + "." + name.group(3));
      }
    }
    assertEquals(Set.of(), missing);
  }

  /** Those that the page says so of: all values are positive, where Keras's lie on both sides of 0. */
  @Test void uniformOnesAreNeverNegative() {
    for (String name : Members.initializers().keySet()) {
      if (!name.contains("UNIFORM")) continue;
      for (Supplier<Measured.Pair> measured : Measured.initializer(KERAS.get("initializers"), name)) {
        Measured.Pair pair = measured.get();
        boolean ours = false, keras = false;
        for (float value : pair.ours().values()) ours |= value < 0;
        for (float value : pair.keras().values()) keras |= value < 0;
        assertTrue(!ours && keras, name);
      }
    }
  }
}
