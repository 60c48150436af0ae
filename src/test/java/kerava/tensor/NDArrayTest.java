package kerava.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kerava.KeravaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Arrays of each type, made of Java's arrays. */
class NDArrayTest {
  /** The first int, and the first long, that no float or double is. */
  private static final int INT = (1 << 24) + 1;
  private static final long LONG = (1L << 53) + 1;

  @Test void isOfTheTypeOfTheJavaArray() {
    assertEquals(DType.FLOAT32, NDArray.of(new float[] {1}).dtype());
    assertEquals(DType.FLOAT64, NDArray.of(new double[] {1}).dtype());
    assertEquals(DType.INT32, NDArray.of(new int[] {1}).dtype());
    assertEquals(DType.INT64, NDArray.of(new long[] {1}).dtype());
    assertEquals(DType.UINT8, NDArray.of(new byte[] {1}).dtype());
    assertEquals(DType.BOOL, NDArray.of(new boolean[] {true}).dtype());
    assertEquals(DType.INT16, NDArray.of(Shape.of(1), DType.INT16, new short[] {1}).dtype());
    assertEquals(DType.FLOAT32, NDArray.of(Shape.of(2), 1, 2).dtype());
  }

  @Test void takesUpToFourAxes() {
    NDArray cube = NDArray.of(new int[][][] {{{1, 2, 3}, {4, 5, 6}}});
    assertEquals(Shape.of(1, 2, 3), cube.shape());
    assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, cube.ints());
    assertEquals(Shape.of(2, 1, 1, 2), NDArray.of(new boolean[][][][] {{{{true, false}}}, {{{false, true}}}}).shape());
    assertEquals(Shape.of(0, 0), NDArray.of(new long[0][]).shape());
    assertEquals(NDArray.of(Shape.of(2, 2), 1, 2, 3, 4), NDArray.of(new float[][] {{1, 2}, {3, 4}}));
    refuses("NDArray: all parts of axis 1 must be as long as the first, 1, got 2", () -> NDArray.of(new int[][] {{1}, {2, 3}}));
    refuses("NDArray: a part of axis 0 must not be null", () -> NDArray.of(new int[][] {{1}, null}));
  }

  @Test void keepsEveryDigit() {
    assertArrayEquals(new int[] {INT}, NDArray.of(INT).ints());
    assertArrayEquals(new long[] {LONG}, NDArray.of(new long[] {LONG}).longs());
    assertArrayEquals(new double[] {0.1}, NDArray.of(new double[] {0.1}).doubles());
    assertArrayEquals(new float[] {INT - 1}, NDArray.of(INT).values(), "the nearest float");
    assertArrayEquals(new float[] {0x1.000002p54f}, NDArray.of(new long[] {(1L << 54) + (1L << 30) + 1}).values(), "rounded once");
    assertArrayEquals(new int[] {0, 127, 128, 255}, NDArray.of(new byte[] {0, 127, -128, -1}).ints(), "a byte is unsigned");
    assertArrayEquals(new int[] {1, 0}, NDArray.of(new boolean[] {true, false}).ints());
    assertEquals(NDArray.of(new long[][] {{LONG, 3}, {LONG, 3}}), NDArray.of(new long[][] {{1, 2}, {LONG, 3}}).take(1, 1));
    assertEquals(NDArray.of(new long[][] {{LONG, 3}}), NDArray.of(new long[][] {{1, 2}, {LONG, 3}}).slice(1, 2));
    float[] kept = {1, 2};
    assertSame(kept, NDArray.of(Shape.of(2), kept).values());
  }

  @Test void refusesWhatIsNoSuchNumber() {
    refuses("NDArray: 1.5 of float32 is no int32", () -> NDArray.of(new float[] {1.5f}).ints());
    refuses("NDArray: 1.0E30 of float64 is no int64", () -> NDArray.of(new double[] {1e30}).longs());
    refuses("NDArray: " + LONG + " of int64 is no int32", () -> NDArray.of(new long[] {LONG}).ints());
    refuses("NDArray: NaN of float32 is no int64", () -> NDArray.of(new float[] {Float.NaN}).longs());
    refuses("NDArray: int32 is held by int[], got float[]", () -> NDArray.of(Shape.of(1), DType.INT32, new float[1]));
    refuses("NDArray: arrays are of the types [float32, float64, int8, int16, int32, int64, uint8, bool, string], got float16",
        () -> NDArray.of(Shape.of(1), DType.FLOAT16, new float[1]));
    refuses("NDArray: element 0 must be a string, got null", () -> NDArray.of(Shape.of(1), DType.STRING, new String[1]));
    NDArray words = NDArray.of(new String[] {"가", "b"});
    refuses("NDArray: strings are no numbers; take strings()", words::values);
    refuses("NDArray: strings are no numbers; take strings()", words::ints);
    refuses("NDArray: numbers of int32 are no strings", () -> NDArray.of(1).strings());
  }

  @Test void holdsStrings() {
    NDArray words = NDArray.of(new String[][] {{"가", "b"}, {"", "a b"}});
    assertEquals("NDArray(2, 2)string[가, b, , a b]", words.toString());
    assertArrayEquals(new String[] {"가", "b", "", "a b"}, words.strings());
    assertEquals(NDArray.of(new String[][] {{"", "a b"}}), words.take(1));
    assertEquals(NDArray.of(new String[][] {{"가", "b"}}), words.slice(0, 1).copy());
    assertNotEquals(words, words.reshape(4));
    String[] read = new String[3];
    words.read(1, read, 1);
    assertArrayEquals(new String[] {null, "", "a b"}, read);
  }

  @Test void equalsOneOfItsTypeOnly() {
    assertNotEquals(NDArray.of(1), NDArray.of(new float[] {1}));
    assertEquals(NDArray.of(1).hashCode(), NDArray.of(1).hashCode());
    assertEquals("NDArray(2,)int32[1, 2]", NDArray.of(1, 2).toString());
    assertEquals("NDArray(2,)[1.0, 2.0]", NDArray.of(Shape.of(2), 1, 2).toString());
  }

  @Test void samplesAreReadAsFloatsAndAsWholeNumbers() {
    long[] whole = new long[3];
    NDArray.of(new long[][] {{1, 2}, {LONG, 4}}).read(1, whole, 1);
    assertArrayEquals(new long[] {0, LONG, 4}, whole);
    float[] floats = new float[2];
    NDArray.of(new byte[][] {{1, 2}, {-1, 4}}).read(1, floats, 0);
    assertArrayEquals(new float[] {255, 4}, floats);
  }

  @Test void typesHoldTheirNumbers() {
    assertEquals(true, DType.UINT8.holds(255L));
    assertEquals(false, DType.UINT8.holds(256L));
    assertEquals(false, DType.UINT8.holds(-1f));
    assertEquals(false, DType.INT64.holds(0x1p63f));
    assertEquals(true, DType.INT64.holds(-0x1p63f));
    assertEquals(false, DType.INT32.holds(Float.NaN));
    assertEquals(true, DType.FLOAT32.holds(.5f));
    assertEquals(DType.BFLOAT16, DType.byName("bfloat16"));
    assertEquals(null, DType.byName("int33"));
  }

  private static void refuses(String message, Executable call) {
    assertEquals(message, assertThrows(KeravaException.class, call).getMessage());
  }
}
