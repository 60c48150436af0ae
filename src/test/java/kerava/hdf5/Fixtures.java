package kerava.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import kerava.config.Limits;

/** Files that h5py wrote (src/test/python/hdf5_fixtures.py), and the comparison with what h5py reads from a file (hdf5_dump.py). */
public final class Fixtures {
  private static final Path FOLDER = Path.of("src/test/resources/kerava/hdf5");

  private Fixtures() {}

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Hdf5Group read(String name) { return Hdf5File.read(bytes(name), name, Limits.DEFAULT); }

  static JsonNode expected() throws IOException { return new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile()); }

  /** Fails unless {@code root} holds what h5py has told of it, no more and no less. */
  public static void assertSame(JsonNode told, Hdf5Group root) {
    TreeSet<String> groups = new TreeSet<>(), datasets = new TreeSet<>();
    compare(told, root, groups, datasets);
    assertEquals(keys(told.get("groups")), groups);
    assertEquals(keys(told.get("datasets")), datasets);
  }

  private static void compare(JsonNode told, Hdf5Group group, TreeSet<String> groups, TreeSet<String> datasets) {
    groups.add(group.path());
    compare(told.get("groups").get(group.path()), group.attributes(), group.path());
    for (String name : group.names()) {
      if (group.hasGroup(name)) compare(told, group.group(name), groups, datasets);
      else {
        datasets.add(group.pathOf(name));
        compare(told.get("datasets").get(group.pathOf(name)), group.dataset(name), group.pathOf(name));
      }
    }
  }

  private static void compare(JsonNode told, Hdf5Dataset dataset, String path) {
    compare(told.get("attributes"), dataset.attributes(), path);
    List<Integer> shape = new ArrayList<>();
    told.get("shape").forEach(size -> shape.add(size.asInt()));
    assertEquals(shape, dataset.shape().sizes(), path);
    assertEquals(named(told.get("dtype").asText()), dataset.type().toString(), path);
    assertEquals(told.get("float32").asText(), md5(dataset.floats()), path + " as float32");
    if (told.has("float64")) assertEquals(told.get("float64").asText(), md5(dataset.doubles()), path + " as float64");
    if (told.has("int64")) assertEquals(told.get("int64").asText(), md5(dataset.longs()), path + " as int64");
  }

  /** NumPy calls a type by its size in bytes, as {@code >f4}, when it is big-endian. */
  private static String named(String dtype) {
    if (!dtype.startsWith(">")) return dtype;
    return (dtype.charAt(1) == 'f' ? "float" : "int") + 8 * Integer.parseInt(dtype.substring(2));
  }

  private static void compare(JsonNode told, Hdf5Attributes attributes, String path) {
    assertEquals(keys(told), new TreeSet<>(attributes.names()), path);
    for (String name : attributes.names()) {
      JsonNode value = told.get(name).get("value");
      Object ours = attributes.get(name);
      if (ours instanceof List<?> list) {
        List<Object> all = new ArrayList<>();
        value.forEach(each -> all.add(plain(each)));
        assertEquals(all, list, path + " " + name);
      } else assertEquals(plain(value), ours instanceof Float real ? (Object) real.doubleValue() : ours, path + " " + name);
    }
  }

  private static Object plain(JsonNode value) {
    if (value.isTextual()) return value.asText();
    if (value.isBoolean()) return value.asBoolean();
    if (value.isIntegralNumber()) return value.asLong();
    return value.asDouble();
  }

  private static TreeSet<String> keys(JsonNode object) {
    TreeSet<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  static String md5(float[] values) {
    ByteBuffer bytes = buffer(4 * values.length);
    for (float value : values) bytes.putInt(Float.floatToRawIntBits(value));
    return md5(bytes);
  }

  static String md5(double[] values) {
    ByteBuffer bytes = buffer(8 * values.length);
    for (double value : values) bytes.putLong(Double.doubleToRawLongBits(value));
    return md5(bytes);
  }

  static String md5(long[] values) {
    ByteBuffer bytes = buffer(8 * values.length);
    for (long value : values) bytes.putLong(value);
    return md5(bytes);
  }

  private static ByteBuffer buffer(int size) { return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN); }

  private static String md5(ByteBuffer bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
