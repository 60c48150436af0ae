package kerava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import kerava.tensor.NDArray;

/**
 * How far numbers may lie apart that come of one formula by other kernels. Bits are compared only where the same graph runs on batches of
 * the same size in this process; another batch size, graph, number of threads or kind of processor sums in another order, and float32
 * rounds each sum to 6e-8 of its size.
 */
public final class Rounding {
  /** One pass through some small layers, forward or backward; of max(1, |expected|), as {@link Goldens#assertNear} takes it. */
  public static final double ONE_PASS = 5e-6;

  /** Some two dozen steps of training, each of which begins with what the step before it has rounded. */
  public static final double SHORT_FIT = 2e-5;

  /** One rounding of float16 and of bfloat16, twice over, of numbers of some few units. */
  public static final double HALF = 2e-3, BRAIN_FLOAT = 1.6e-2;

  /**
   * The same of layers that compute in 16 bits: where other kernels round a sum to the next bfloat16, 2^-8 of its size, all steps after it
   * go elsewhere; with TensorFlow's own kernels in place of oneDNN's weights end up to 2.4e-2 away.
   */
  public static final double MIXED_FIT = 6e-2;

  private Rounding() {}

  /** Predictions for the same samples by another graph, or in batches of another size. */
  public static void assertNear(NDArray expected, NDArray actual) {
    Goldens.assertNear(expected, actual, ONE_PASS, "prediction");
  }

  public static void assertNear(Map<String, NDArray> expected, Map<String, NDArray> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, array) -> Goldens.assertNear(array, actual.get(name), ONE_PASS, name));
  }

  /** Numbers, and lists of them however deep. */
  public static void assertNear(JsonNode expected, JsonNode actual) {
    if (expected.isNumber()) {
      Goldens.assertNear(expected.asDouble(), actual.asDouble(), ONE_PASS, "number");
      return;
    }
    assertEquals(expected.size(), actual.size(), "length");
    for (int i = 0; i < expected.size(); i++) assertNear(expected.get(i), actual.get(i));
  }
}
