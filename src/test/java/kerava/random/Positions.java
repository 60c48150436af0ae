package kerava.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import kerava.Goldens;

/** Positions as src/test/python/data_goldens.py stores them: all of them, or their number, both ends and the MD5 of all as int64. */
public final class Positions {
  private Positions() {}

  public static void assertPositions(JsonNode expected, int[] actual, String what) {
    if (expected.has("all")) {
      assertArrayEquals(Goldens.ints(expected.get("all")), actual, what);
      return;
    }
    assertEquals(expected.get("n").asInt(), actual.length, what);
    int[] first = Goldens.ints(expected.get("first")), last = Goldens.ints(expected.get("last"));
    assertArrayEquals(first, Arrays.copyOf(actual, first.length), what);
    assertArrayEquals(last, Arrays.copyOfRange(actual, actual.length - last.length, actual.length), what);
    ByteBuffer bytes = ByteBuffer.allocate(8 * actual.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int index : actual) bytes.putLong(index);
    try {
      assertEquals(expected.get("md5").asText(), HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes.array())), what);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
