package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import kerava.FormatException;
import kerava.layers.Add;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.models.Model;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How layers lead to one another in a file: what leads nowhere, in a circle or too far is refused at once, with its place. */
class GraphFilesTest {
  /** Of a processor's time. */
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String BOTH = "\"keras_history\":[\"a\",0,0]",
      B_OF_A = "{\"args\":[{\"class_name\":\"__keras_tensor__\",\"config\":{\"shape\":[null,3],"
          + "\"dtype\":\"float32\",\"keras_history\":[\"drop\",0,0]}}],\"kwargs\":{}}";

  private record Case(String name, String what, String instead, String... told) {}

  private static final List<Case> CASES = List.of(
      new Case("a use that is not there", BOTH, "\"keras_history\":[\"a\",7,0]", "'drop'", "circle, nor for what is not there"),
      new Case("an output that is not there", BOTH, "\"keras_history\":[\"a\",0,3]", "layer 'drop', inbound_nodes[0]",
          "output 3 of layer 'a'"),
      new Case("a negative use", BOTH, "\"keras_history\":[\"a\",-1,0]", "'drop', inbound_nodes", "got [a, -1, 0]"),
      new Case("a use beyond 32 bits", BOTH, "\"keras_history\":[\"a\",4294967296,0]", "'drop', inbound_nodes", "4294967296"),
      new Case("a circle of two", "\"keras_history\":[\"x\",0,0]", "\"keras_history\":[\"drop\",0,0]", "in a circle",
          "'a', 'b', 'drop', 'sum'"),
      new Case("a layer on itself", BOTH, "\"keras_history\":[\"drop\",0,0]", "in a circle", "'drop'"),
      new Case("an unknown layer", BOTH, "\"keras_history\":[\"q\",0,0]",
          "layer 'drop', inbound_nodes: names a layer 'q' that the model has not"),
      new Case("an unknown output", "\"output_layers\":[\"sum\",0,0]", "\"output_layers\":[\"q\",0,0]",
          "config, output_layers: names a layer 'q'"),
      new Case("a use of an output that is not there", "\"output_layers\":[\"sum\",0,0]", "\"output_layers\":[\"sum\",1,0]",
          "output_layers",
          "use 1 and output 0 of layer 'sum', which has 1 uses"),
      new Case("an input that is none", "\"input_layers\":[\"x\",0,0]", "\"input_layers\":[\"a\",0,0]", "must be those of Input layers"),
      new Case("no inputs", "\"input_layers\":[\"x\",0,0]", "\"input_layers\":[]", "needs an input"),
      new Case("inputs that are a number", "\"input_layers\":[\"x\",0,0]", "\"input_layers\":7", "config, input_layers: must be a list"),
      new Case("nodes that are no list", "\"inbound_nodes\":[]", "\"inbound_nodes\":{}", "'x', inbound_nodes: must be a list, got {}"),
      new Case("another argument", "\"kwargs\":{}", "\"kwargs\":{\"training\":7}", "the argument 'training' is not supported here, got 7"),
      new Case("a mask", "\"kwargs\":{}", "\"kwargs\":{\"mask\":[1]}", "the argument 'mask' is not supported here, got [1]"),
      new Case("another name", "\"name\":\"a\",\"inbound", "\"name\":\"c\",\"inbound",
          "layers[1], name: must be 'a' as in its config, got 'c'"),
      new Case("shapes that do not fit", "\"units\":3", "\"units\":4", "layer 'sum', inbound_nodes[0]: Add", "axis 1",
          "(None, 4), (None, 3)"),
      new Case("10,000 uses", B_OF_A, B_OF_A + ("," + B_OF_A).repeat(10_000),
          "too much for the limits: uses of layers, got 5001, limit 5000"));

  @TestFactory Stream<DynamicTest> refused() {
    return CASES.stream().map(each -> DynamicTest.dynamicTest(each.name, () -> {
      String json = json(), changed = json.contains(each.what) ? replaced(json, each) : "";
      assertNotEquals("", changed, each.what + " is in " + json);
      refused(changed, each.told);
    }));
  }

  /** The first of those that stand there, as units are those of the first Dense. */
  private static String replaced(String json, Case each) {
    int at = json.indexOf(each.what);
    return json.substring(0, at) + each.instead + json.substring(at + each.what.length());
  }

  private static void refused(String json, String... told) {
    long begun = THREADS.getCurrentThreadCpuTime();
    String message = assertThrows(FormatException.class, () -> Model.fromJson(json)).getMessage();
    long took = THREADS.getCurrentThreadCpuTime() - begun;
    assertTrue(took < SOON.toNanos(), took + " ns");
    for (String text : told) assertTrue(message.contains(text), message);
  }

  private static String json() {
    KerasTensor x = new Input(5).named("x").tensor(), a = new Dense(3).named("a").apply(x),
        dropped = new Dropout(.5).named("drop").apply(a);
    KerasTensor b = new Dense(3).named("b").apply(dropped);
    try (Model model = new Model("m", List.of(x), List.of(new Add().named("sum").apply(a, b)))) {
      return plain(model.toJson());
    }
  }

  /**
   * Keras writes with a Dropout whether it was training where the model was written; a model that fits or predicts says that itself.
   * Of masks it writes that there are none.
   */
  @Test void whatHasNoEffectIsLeftAside() {
    for (String without : List.of("\"training\":false", "\"training\":true", "\"training\":null", "\"mask\":null",
        "\"mask\":[null,null]")) {
      String changed = json().replace("\"kwargs\":{}", "\"kwargs\":{" + without + "}");
      try (Model model = Model.fromJson(changed)) {
        assertEquals(json(), plain(model.toJson()));
      }
    }
  }

  /**
   * What src/test/python/graph_fixtures.py wrote: shared layers, a model with two outputs used twice, a chain; and from here it comes back.
   */
  @Test void pythonsGraphsAreRead() throws IOException {
    for (String generation : List.of("keras3", "keras2")) {
      String json = Files.readString(Path.of("src/test/resources/kerava/graphs", generation + ".json"));
      try (Model model = Model.fromJson(json); Model again = Model.fromJson(model.toJson())) {
        assertEquals(List.of("a", "b"), model.network().inputNames());
        assertEquals(List.of("chain", "most"), model.network().outputNames());
        assertEquals(16 + 20 + 12 + 24, model.countParams());
        assertEquals(model.summary(), again.summary());
      }
    }
  }

  /** Each model uses the one inside it twice, so that the innermost runs 2^40 times. */
  @Test void modelsInModelsEndSomewhere() {
    KerasTensor x = new Input(3).named("x").tensor();
    String json;
    try (Model innermost = new Model("m", List.of(x), List.of(new Dense(3).named("d").apply(x)));
        Model outer = twice(innermost)) {
      json = plain(outer.toJson());
    }
    int layer = json.indexOf("{\"module\":\"keras.src.models.functional\"", 1), end = json.indexOf(",\"name\":\"m\",\"inbound_nodes\"");
    String before = json.substring(0, layer), after = json.substring(end), inner = json.substring(layer, end);
    for (int depth = 0; depth < 40; depth++) {
      String whole = (before + inner + after).replace("\"twice\"", "\"m\"");
      inner = whole.substring(0, whole.length() - 1);
    }
    refused(inner + "}", "layers, each as often as it is used", "limit 5000");
  }

  private static Model twice(Model inner) {
    KerasTensor x = new Input(3).named("x").tensor();
    return new Model("twice", List.of(x), List.of(inner.apply(inner.apply(x))));
  }

  private static String plain(String json) { return json.replaceAll("\\s*([{}\\[\\]:,])\\s*", "$1"); }
}
