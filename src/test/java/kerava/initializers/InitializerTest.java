package kerava.initializers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Eval;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.Rounding;
import kerava.config.Family;
import kerava.config.Settings;
import kerava.random.Seed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every member of the family, against what Keras's own draws (src/test/python/goldens.py initializers). */
class InitializerTest {
  /** The same bits on the kind of CPU that made the goldens; elsewhere the logarithms and the QR may round otherwise. */
  private static final double TOLERANCE = Goldens.exactOr(Rounding.ONE_PASS);

  private static final JsonNode GOLDENS = Goldens.read("initializers");

  @TestFactory Stream<DynamicTest> drawsWhatKerasDraws() {
    return StreamSupport.stream(GOLDENS.get("cases").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("class_name").asText() + c.get("config") + c.get("shape"), () -> check(c)));
  }

  private static void check(JsonNode c) {
    Initializer initializer = initializer(c.get("class_name").asText(), c.get("config"));
    Shape shape = Shape.of(Goldens.ints(c.get("shape")));
    if (c.has("refused")) {
      String refusal = assertThrows(KeravaException.class, () -> values(initializer, shape)).getMessage();
      assertTrue(refusal.startsWith(c.get("class_name").asText() + ": ") && refusal.contains("got") && refusal.contains(shape.toString()),
          refusal);
    } else {
      assertEquals(!c.get("config").has("seed"), !initializer.random(), "random ones are those with a seed");
      NDArray values = values(initializer, shape);
      assertEquals(shape, values.shape());
      Goldens.assertNear(Goldens.floats(c.get("values")), values.values(), TOLERANCE, c.get("class_name").asText());
    }
  }

  @TestFactory Stream<DynamicTest> everyMemberHasAGolden() {
    Set<String> covered = new HashSet<>();
    GOLDENS.get("cases").forEach(c -> covered.add(c.get("class_name").asText()));
    return Family.members(Initializer.class).keySet().stream().map(member -> DynamicTest.dynamicTest(member,
        () -> assertTrue(covered.contains(member), member + " has no case in initializers.json; add it to golden_numbers.py")));
  }

  @TestFactory Stream<DynamicTest> keepsTheNamesAndDefaultsOfKeras() {
    return GOLDENS.get("names").properties().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
          Initializer initializer = Family.byName(Initializer.class, e.getKey());
          assertEquals(e.getValue().get("class_name").asText(), initializer.getClass().getSimpleName());
          JsonNode defaults = e.getValue().get("config");
          for (Map.Entry<String, Object> setting : Settings.of((Record) initializer).entrySet()) {
            if (setting.getKey().equals("gain") && !defaults.has("gain")) assertEquals(1.0, setting.getValue()); // Keras leaves Identity's out
            else assertEquals(text(defaults, setting.getKey()), lower(setting.getValue()), setting.getKey());
          }
        }));
  }

  /** TensorFlow Java's own framework has uniforms that are never negative. */
  @TestFactory Stream<DynamicTest> uniformsReachBothEndsAndNoFurther() {
    Map<Initializer, Double> limits = Map.of(new GlorotUniform(3), Math.sqrt(6 / 90.0), new HeUniform(3), Math.sqrt(6 / 50.0),
        new LecunUniform(3), Math.sqrt(3 / 50.0), new RandomUniform(-.2, .2, 3), .2,
        new VarianceScaling(2, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.UNIFORM, 3), Math.sqrt(6 / 40.0));
    return limits.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey().toString(), () -> {
      double limit = e.getValue(), least = 0, most = 0, sum = 0;
      for (float value : values(e.getKey(), Shape.of(50, 40)).values()) {
        least = Math.min(least, value);
        most = Math.max(most, value);
        sum += value;
      }
      assertTrue(least >= -limit * 1.000001 && least < -.99 * limit, "least " + least + ", limit " + limit);
      assertTrue(most <= limit * 1.000001 && most > .99 * limit, "most " + most + ", limit " + limit);
      assertEquals(0, sum / 2000, .05 * limit, "mean");
    }));
  }

  @Test void seedsBeyondAnIntAreTakenModulo2To31Minus2AsInKeras() {
    Shape shape = Shape.of(4, 3);
    NDArray values = Eval.of(tf -> new HeNormal().values(tf, shape, 42 + 2147483646L));
    assertEquals(values(new HeNormal(42), shape), values);
  }

  @Test void refusesScalesThatAreNotPositive() {
    String refusal = assertThrows(KeravaException.class,
        () -> new VarianceScaling(0, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM, 1)).getMessage();
    assertEquals("VarianceScaling: scale must be positive, got 0.0", refusal);
  }

  private static NDArray values(Initializer initializer, Shape shape) {
    return Eval.of(tf -> initializer.values(tf, shape, initializer.random() ? initializer.seed().value() : 0));
  }

  private static Initializer initializer(String className, JsonNode config) {
    Record record = (Record) Family.byName(Initializer.class, className);
    for (Map.Entry<String, JsonNode> setting : config.properties()) record = Settings.with(record, setting.getKey(), value(setting));
    return (Initializer) record;
  }

  private static Object value(Map.Entry<String, JsonNode> setting) {
    String text = setting.getValue().asText().toUpperCase(Locale.ROOT);
    return switch (setting.getKey()) {
      case "seed" -> Seed.of(setting.getValue().asInt());
      case "mode" -> VarianceScaling.Mode.valueOf(text);
      case "distribution" -> VarianceScaling.Distribution.valueOf(text.equals("NORMAL") ? "TRUNCATED_NORMAL" : text); // one and the same in Keras
      default -> setting.getValue().asDouble();
    };
  }

  private static String text(JsonNode defaults, String setting) { return defaults.get(setting).asText(); }

  private static String lower(Object value) { return String.valueOf(value).toLowerCase(Locale.ROOT); }
}
