package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.layers.Bidirectional;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.RNN;
import kerava.layers.SpectralNormalization;
import kerava.layers.StackedRNNCells;
import kerava.layers.TimeDistributed;
import kerava.metrics.Accuracy;
import kerava.network.BuiltLayer;
import kerava.network.Variable;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every class has the settings, the defaults, the shapes and the weights that Keras's class of the same name has ({@code golden_facts.py}).
 */
class FactsTest {
  private static final JsonNode FACTS = Goldens.read("facts");
  /**
   * Input is a function of Keras; the class Accuracy is what Keras calls "accuracy"; some are made of other layers, see FormatContractTest.
   */
  private static final Set<Class<?>> OTHERS =
      Set.of(Input.class, Accuracy.class, TimeDistributed.class, Bidirectional.class, SpectralNormalization.class,
          RNN.class, StackedRNNCells.class);
  /** Settings that Keras takes, but does not tell, or not at their default. RandomCrop tells one that it has drawn. */
  private static final Set<String> FORGOTTEN = Set.of("Identity gain", "SimpleRNN seed", "AUC thresholds", "Huber delta",
      "CosineSimilarity axis", "RandomCrop seed", "RandomGrayscale seed");
  private static final ObjectMapper JSON = new ObjectMapper();
  /** An int and a float of one value are one. */
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) -> a.equals(b) || a instanceof NumericNode && b instanceof NumericNode && (float) a.asDouble() == (float) b.asDouble() ? 0 : 1;

  @Test void theSameIsGivenToBoth() throws IOException {
    Map<String, Object> given = new LinkedHashMap<>();
    ConfigContractTest.GIVEN.forEach((key, value) -> given.put(key, ObjectWriter.MODERN.value(value)));
    assertEquals(Set.copyOf(names(FACTS.get("given"))), given.keySet());
    for (String key : given.keySet())
      same(FACTS.get("given").get(key), JSON.readTree(Json.write(Map.of("it", given.get(key)))).get("it"), key);
  }

  @TestFactory Stream<DynamicTest> settingsAndDefaults() {
    return members(ConfigContractTest.FAMILIES).map(
        member -> DynamicTest.dynamicTest(member.getSimpleName(), () -> sameConfig(member, facts(member).get("config"))));
  }

  @TestFactory Stream<DynamicTest> shapesAndWeights() {
    return members(List.of(Layer.class)).map(
        member -> DynamicTest.dynamicTest(member.getSimpleName(), () -> sameWeights((Layer) plain(member), facts(member))));
  }

  @TestFactory Stream<DynamicTest> whatOptimizersKeep() {
    return members(List.of(Optimizer.class)).map(member -> DynamicTest.dynamicTest(member.getSimpleName(), () -> sameKept(member)));
  }

  private static void sameKept(Class<?> member) {
    JsonNode settings = FACTS.get("full").path(member.getSimpleName());
    Record plain = plain(member), full = plain;
    for (String key : names(settings)) full = Settings.with(full, key, settings.get(key).isBoolean() ? true : settings.get(key).asDouble());
    List<Variable> dense = BuiltLayer.of(new Dense(3), List.of(Shape.of(Shape.NONE, 5)), "", true).variables();
    List<List<List<Integer>>> kept = new ArrayList<>();
    for (Record each : List.of(plain, full))
      kept.add(OptimizerVariables.KERAS_3.write(first((Optimizer) each, dense), (Optimizer) each, dense).stream()
          .map(dataset -> dataset.shape().sizes()).toList());
    assertEquals(facts(member).get("kept").toString(), JSON.valueToTree(kept).toString());
  }

  private static OptimizerState first(Optimizer optimizer, List<Variable> weights) {
    return OptimizerState.first(optimizer, weights.stream().map(Variable::trainedAs).toList());
  }

  private static Stream<Class<?>> members(List<Class<?>> families) {
    return families.stream().<Class<?>>flatMap(family -> Family.members(family).values().stream())
        .filter(member -> !OTHERS.contains(member));
  }

  private static JsonNode facts(Class<?> member) {
    Class<?> family = family(member);
    JsonNode facts = FACTS.get("families").get(family.getSimpleName()).get(member.getSimpleName());
    assertNotNull(facts, () -> "Keras has no " + family.getSimpleName() + " " + member.getSimpleName());
    assertNotNull(facts.get("config"), () -> "golden_facts.py must give " + facts.get("required"));
    return facts;
  }

  private static Class<?> family(Class<?> member) {
    return ConfigContractTest.FAMILIES.stream().filter(family -> family.isAssignableFrom(member)).findFirst().orElseThrow();
  }

  /** With a value for each setting that has no default. */
  private static Record plain(Class<?> member) {
    return (Record) Settings.build(member, ConfigContractTest.given(member));
  }

  private static void sameConfig(Class<?> member, JsonNode theirs) throws IOException {
    Record plain = plain(member);
    Map<String, Object> ours = new LinkedHashMap<>();
    if (plain instanceof Layer layer) ours.putAll(ArchitectureJson.common(layer, ObjectWriter.MODERN));
    ours.putAll(ObjectWriter.MODERN.config(plain));
    ours.remove("name");
    compare(family(member), member.getSimpleName(), theirs, JSON.readTree(Json.write(ours)));
  }

  /** Keras has each setting of ours, with this value; what it has beside them, {@link IgnorableKeys} takes for what changes nothing. */
  static void compare(Class<?> family, String member, JsonNode theirs, JsonNode ours) throws IOException {
    for (String key : names(ours))
      if (!FORGOTTEN.contains(member + " " + key)) {
        assertTrue(theirs.has(key), () -> "Keras has no setting " + key + " of " + member + ", but " + theirs);
        if (!key.equals("dtype")) same(theirs.get(key), ours.get(key), key);
      }
    Map<String, Object> others = new LinkedHashMap<>(Json.read(theirs.toString(), "Keras", Limits.DEFAULT));
    others.keySet().removeAll(names(ours));
    others.remove("activity_regularizer"); // one of those that all layers have
    Problems problems = new Problems("Keras");
    others.forEach((key, value) -> IgnorableKeys.check(family, member, key, value, problems, key));
    assertEquals(List.of(), problems.list(), "Keras's defaults");
  }

  private static void same(JsonNode theirs, JsonNode ours, String key) throws IOException {
    if (theirs.isObject() && !theirs.has("class_name")) {
      assertEquals(names(theirs), names(ours), key);
      for (String name : names(theirs)) same(theirs.get(name), ours.get(name), "optimizer");
    } else if (theirs.has("class_name")) {
      assertEquals(theirs.get("class_name"), ours.get("class_name"), key);
      compare(key.contains("optimizer") ? Optimizer.class : Initializer.class, theirs.get("class_name").asText(), theirs.get("config"),
          ours.get("config"));
    } else
      if (!theirs.equals(BY_VALUE, ours) && !(theirs.isTextual() && theirs.asText().equalsIgnoreCase(ours.asText())))
        assertEquals(theirs.toString(), ours.toString(), key);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void sameWeights(Layer layer, JsonNode facts) {
    List<Shape> inputs = new ArrayList<>();
    facts.get("inputs").forEach(sizes -> inputs.add(Shape.of(Goldens.ints(sizes)).prepend(Shape.NONE)));
    BuiltLayer built = BuiltLayer.of(layer, inputs, "", true);
    assertEquals(facts.get("outputs").toString(), JSON.valueToTree(built.outputs().stream().map(Shape::nullable).toList()).toString(),
        "outputs");
    List<List<Object>> weights = new ArrayList<>(), expected = new ArrayList<>();
    for (Variable each : built.variables()) weights.add(List.of(last(each.name()), each.shape().sizes(), each.trainable()));
    facts.get("weights").forEach(
        weight -> expected
            .add(List.of(last(weight.get(0).asText()), Shape.of(Goldens.ints(weight.get(1))).sizes(), weight.get(2).asBoolean())));
    assertEquals(expected, weights, "weights");
  }

  private static String last(String path) { return path.substring(path.lastIndexOf('/') + 1); }
}
