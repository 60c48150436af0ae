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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Goldens: the order in which Keras's own data adapter hands out samples (src/test/python/goldens.py shuffle). */
class ShuffleTest {
  @TestFactory Stream<DynamicTest> ordersAsKeras() {
    return goldens("orders", g -> assertArrayEquals(Goldens.ints(g.get("order")), order(g)));
  }

  @TestFactory Stream<DynamicTest> ordersAllOfMnistAsKeras() {
    return goldens("long_orders", g -> {
      int[] order = order(g), first = Goldens.ints(g.get("first")), last = Goldens.ints(g.get("last"));
      assertArrayEquals(first, Arrays.copyOf(order, first.length));
      assertArrayEquals(last, Arrays.copyOfRange(order, order.length - last.length, order.length));
      assertEquals(g.get("md5_of_int64").asText(), md5(order));
    });
  }

  @Test void anEmptySetHasAnEmptyOrder() {
    assertEquals(0, Shuffle.order(42, 0).length);
    assertArrayEquals(new int[] {0, 1, 2}, Shuffle.sequence(3));
  }

  private interface Check {
    void of(JsonNode golden) throws Exception;
  }

  private static Stream<DynamicTest> goldens(String list, Check check) {
    return StreamSupport.stream(Goldens.read("shuffle").get(list).spliterator(), false)
        .map(g -> DynamicTest.dynamicTest("seed " + g.get("seed") + ", n " + g.get("n"), () -> check.of(g)));
  }

  private static int[] order(JsonNode g) { return Shuffle.order(g.get("seed").asLong(), g.get("n").asInt()); }

  private static String md5(int[] order) throws GeneralSecurityException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * order.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int index : order) bytes.putLong(index);
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes.array()));
  }
}
