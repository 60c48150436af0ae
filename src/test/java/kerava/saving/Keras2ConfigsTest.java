package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.activations.Keras2HardSigmoid;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.layers.ConvLSTM2D;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.metrics.Accuracy;
import kerava.metrics.Metric;
import kerava.training.CompileSettings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What tf_keras writes of any class that both have is read, and written again as there ({@code golden_keras2_configs.py}); what is another
 * there is refused by name.
 */
class Keras2ConfigsTest {
  private static final JsonNode CONFIGS = Goldens.read("keras2_configs").get("families");
  private static final ObjectMapper JSON = new ObjectMapper();
  /** What is read where the layers of a model and its compile settings are. */
  private static final List<String> ELSEWHERE = List.of("name", "fn", "trainable", "dtype", "batch_input_shape");
  /** What some classes of tf_keras take, but do not tell at its default. */
  private static final Map<String, String> UNTOLD =
      Map.of("zero_output_for_mask", "false", "noise_shape", "null", "data_format", "channels_last",
          "dilation_rate", "[1,1,1]");

  @TestFactory Stream<DynamicTest> everyConfigOfPythonIsRead() {
    return ConfigContractTest.FAMILIES.stream().flatMap(family -> Family.members(family).values().stream()
        .filter(member -> member != Accuracy.class) // no class of Keras, see ObjectReader
        .filter(member -> CONFIGS.get(family.getSimpleName()).has(member.getSimpleName()))
        .map(member -> DynamicTest.dynamicTest(member.getSimpleName(), () -> {
          for (JsonNode config : CONFIGS.get(family.getSimpleName()).get(member.getSimpleName())) comesBack(family, member, config);
        })));
  }

  private static void comesBack(Class<?> family, Class<?> member, JsonNode config) throws IOException {
    Problems problems = new Problems("tf_keras");
    Object read = read(family, object(member.getSimpleName(), Json.read(config.toString(), "tf_keras", Limits.DEFAULT)),
        new ObjectReader(problems, Dialect.KERAS_2, Limits.DEFAULT, Custom.NONE));
    String told = problems.list() + " " + problems.leftAside();
    if (refused(member)) {
      assertTrue(told.contains("Keras 2"), () -> "must be refused, got " + told);
      return;
    }
    assertEquals(List.of(), problems.list(), () -> member + ": " + config);
    assertEquals(List.of(), problems.leftAside(), () -> member + ": " + config);
    assertNotNull(read, () -> member + ": " + config);
    ObjectNode theirs = config.deepCopy();
    theirs.remove(ELSEWHERE);
    theirs.properties().removeIf(setting -> setting.getKey().equals("num_bins") && setting.getValue().isNull());
    ObjectNode ours = (ObjectNode) JSON.readTree(Json.write(ObjectWriter.LEGACY.config((Record) read)));
    UNTOLD.forEach((key, byDefault) -> assertTrue(theirs.has(key) || !ours.has(key) || text(ours.remove(key)).equals(byDefault), key));
    FactsTest.compare(family, member.getSimpleName(), theirs, ours);
  }

  /** Both Kerases have a hard_sigmoid, and each its own. */
  @Test void hardSigmoidStaysThatOfKeras2() {
    JsonNode config = CONFIGS.get("Layer").get("ConvLSTM2D").get(0);
    Problems problems = new Problems("tf_keras");
    ConvLSTM2D read = (ConvLSTM2D) read(Layer.class, object("ConvLSTM2D", Json.read(config.toString(), "tf_keras", Limits.DEFAULT)),
        new ObjectReader(problems, Dialect.KERAS_2, Limits.DEFAULT, Custom.NONE));
    assertEquals(new Keras2HardSigmoid(), read.recurrentActivation());
    String refused = assertThrows(KeravaException.class, () -> ObjectWriter.MODERN.config(read)).getMessage();
    assertTrue(refused.contains("save for Keras 2"), refused);
  }

  private static Map<String, Object> object(String className, Map<String, Object> config) {
    return new LinkedHashMap<>(Map.of("class_name", className, "config", config));
  }

  /** Losses and metrics stand in the compile settings. */
  private static Object read(Class<?> family, Map<String, Object> object, ObjectReader objects) {
    if (family == Layer.class) return new NetworkReader(objects, Limits.DEFAULT).layer(object, "", 0).layer();
    if (family != Loss.class && family != Metric.class) return objects.read(family, object, "it");
    CompileSettings read = CompileConfig.read(Map.of("optimizer_config", object("SGD", Map.of()), "loss",
        family == Loss.class ? object : "mse", "metrics", family == Metric.class ? List.of(List.of(object)) : List.of()), null, objects);
    if (read == null) return null;
    return family == Loss.class
        ? read.losses().values().iterator().next()
        : read.outputMetrics().values().iterator().next().values().iterator().next();
  }

  private static String text(JsonNode value) { return value.isTextual() ? value.asText() : value.toString(); }

  private static boolean refused(Class<?> member) {
    return Keras2Layers.isOther(member) || Keras2Optimizers.OTHERS.contains(member);
  }
}
