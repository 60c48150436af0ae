package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import kerava.tensor.NDArray;

/** Values in the forms in which they are compared bit for bit. */
final class Bits {
  private Bits() {}

  /** Over the little-endian float32 bytes. */
  static String md5(NDArray array) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * array.values().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(array.values());
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> md5(Collection<NDArray> arrays) { return arrays.stream().map(Bits::md5).toList(); }

  static List<Double> doubles(JsonNode list) {
    List<Double> values = new ArrayList<>();
    list.forEach(value -> values.add(value.asDouble()));
    return values;
  }

  static List<String> texts(JsonNode list) {
    List<String> values = new ArrayList<>();
    list.forEach(value -> values.add(value.asText()));
    return values;
  }
}
