package kerava.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import kerava.Goldens;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Goldens: CPython's random and NumPy's RandomState (src/test/python/goldens.py draws). */
class MersenneTwisterTest {
  @TestFactory Stream<DynamicTest> drawsAsPython() {
    return golden("randint_1_1e9").map(g -> DynamicTest.dynamicTest("seed " + g.getKey(), () -> {
      check(g.getValue(), MersenneTwister.python(Long.parseLong(g.getKey()))::randint);
    }));
  }

  @TestFactory Stream<DynamicTest> drawsAsNumPy() {
    return golden("numpy_uint32").map(g -> DynamicTest.dynamicTest("seed " + g.getKey(), () -> {
      MersenneTwister twister = MersenneTwister.numpy(Long.parseLong(g.getKey()));
      check(g.getValue(), () -> Integer.toUnsignedLong(twister.next()));
    }));
  }

  /** The authors' own mt19937ar.out for the default seed 5489: the 1st and, from the C++ standard, the 10000th number. */
  @Test void agreesWithThePublishedNumbers() {
    MersenneTwister twister = MersenneTwister.numpy(5489);
    assertEquals(3499211612L, Integer.toUnsignedLong(twister.next()));
    for (int i = 2; i < 10000; i++) twister.next();
    assertEquals(4123659995L, Integer.toUnsignedLong(twister.next()));
  }

  private static void check(JsonNode expected, LongSupplier draws) {
    for (JsonNode number : expected.get("first")) assertEquals(number.asLong(), draws.getAsLong());
    for (int i = expected.get("first").size() + 1; i < 5000; i++) draws.getAsLong();
    assertEquals(expected.get("5000th").asLong(), draws.getAsLong());
  }

  private static Stream<Map.Entry<String, JsonNode>> golden(String name) { return Goldens.read("draws").get(name).properties().stream(); }
}
