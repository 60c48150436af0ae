package kerava;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kerava.notebooks.NotebookRunner;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** What Python Keras computed (src/test/python/goldens.py), and how near to it Kerava must come. */
public final class Goldens {
  private static final boolean EXACT = Boolean.getBoolean("kerava.exact");

  private Goldens() {}

  /**
   * {@code tolerance}, or 0 under {@code -Dkerava.exact=true}: for CPUs of the kind that made the goldens, where every bit must be equal.
   */
  public static double exactOr(double tolerance) {
    return EXACT ? 0 : tolerance;
  }

  /** Under {@code -Dkerava.exact=true}, checks the MD5 of the array's little-endian floats. */
  public static void assertSameBits(JsonNode md5, NDArray array) {
    if (EXACT) assertEquals(md5.asText(), NotebookRunner.md5(array), "MD5");
  }

  /** Under {@code -Dkerava.exact=true}, checks the MD5s of a model's weights. */
  public static void assertSameBits(JsonNode md5s, List<String> actual) {
    for (int i = 0; EXACT && i < actual.size(); i++) assertEquals(md5s.get(i).asText(), actual.get(i), "MD5 of weight " + i);
  }

  /** The stored numbers {@code name}, such as {@code "first_steps"}. */
  public static JsonNode read(String name) {
    try (InputStream in = Goldens.class.getResourceAsStream("goldens/" + name + ".json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) values[i] = (float) list.get(i).asDouble();
    return values;
  }

  public static int[] ints(JsonNode list) { return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray(); }

  /** An array, {@code {"shape": [...], "values": [...]}}. */
  public static NDArray array(JsonNode node) {
    if (node.has("dtype")) return typed(node);
    return NDArray.of(Shape.of(ints(node.get("shape"))), floats(node.get("values")));
  }

  private static NDArray typed(JsonNode node) {
    DType dtype = DType.byName(node.get("dtype").asText());
    JsonNode values = node.get("values");
    Object array = dtype.array(values.size());
    for (int i = 0; i < values.size(); i++) {
      JsonNode value = values.get(i);
      switch (dtype) {
        case FLOAT32 -> ((float[]) array)[i] = (float) value.asDouble();
        case FLOAT64 -> ((double[]) array)[i] = value.asDouble();
        case INT32 -> ((int[]) array)[i] = value.asInt();
        case INT64 -> ((long[]) array)[i] = value.asLong();
        case UINT8 -> ((byte[]) array)[i] = (byte) value.asInt();
        case BOOL -> ((boolean[]) array)[i] = value.asBoolean();
        case STRING -> ((String[]) array)[i] = value.asText();
        default -> throw new IllegalArgumentException("no golden is of " + dtype);
      }
    }
    return NDArray.of(Shape.of(ints(node.get("shape"))), dtype, array);
  }

  public static List<NDArray> arrays(JsonNode list) {
    List<NDArray> arrays = new ArrayList<>();
    list.forEach(node -> arrays.add(array(node)));
    return arrays;
  }

  /** Every value within {@code tolerance * max(1, |expected|)} of the expected one; 0 asks for the same bits, but for the sign of 0. */
  public static void assertNear(float[] expected, float[] actual, double tolerance, String what) {
    assertEquals(expected.length, actual.length, () -> what + ": number of values");
    for (int i = 0; i < expected.length; i++) assertNear(expected[i], actual[i], tolerance, what + ", value " + i);
  }

  public static void assertNear(double expected, double actual, double tolerance, String what) {
    double room = tolerance * Math.max(1, Math.abs(expected));
    if (!(expected == actual || Math.abs(expected - actual) <= room)) assertEquals(expected, actual, what + " (give or take " + room + ")");
  }

  public static void assertNear(List<NDArray> expected, List<NDArray> actual, double tolerance, String what) {
    assertEquals(expected.size(), actual.size(), () -> what + ": number of arrays");
    for (int i = 0; i < expected.size(); i++) assertNear(expected.get(i), actual.get(i), tolerance, what + " " + i);
  }

  public static void assertNear(NDArray expected, NDArray actual, double tolerance, String what) {
    assertArrayEquals(expected.shape().toArray(), actual.shape().toArray(), () -> what + ": shape");
    assertEquals(expected.dtype() == DType.FLOAT64, actual.dtype() == DType.FLOAT64, () -> what + ": type float64");
    double[] wanted = expected.doubles(), got = actual.doubles();
    for (int i = 0; i < wanted.length; i++) assertNear(wanted[i], got[i], tolerance, what + ", value " + i);
  }
}
