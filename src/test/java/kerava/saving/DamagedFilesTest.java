package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.models.Sequential;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile files are refused with a message, whatever is in them, and cost no more than the limits allow. */
class DamagedFilesTest {
  private static final List<Path> FILES = List.of(Path.of("models/keras3/adam.keras"), Path.of("models/keras3/adam.h5"),
      Path.of("models/keras2/adam.h5"), Path.of("models/keras2/adam.keras"), Path.of("models/keras3/adam.json"));

  @TempDir Path folder;

  @TestFactory Stream<DynamicTest> cutShort() {
    return FILES.stream().map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
      byte[] bytes = Files.readAllBytes(file);
      for (int length = 0; length < bytes.length; length += 1024) {
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
        assertThrows(FormatException.class, () -> ModelFile.read(cut, Limits.DEFAULT), length + " bytes");
        assertThrows(FormatException.class, () -> ModelFile.inspect(cut, Limits.DEFAULT), length + " bytes");
      }
    }));
  }

  @TestFactory Stream<DynamicTest> weightsCutShort() {
    Snapshot model = ModelFile.read(FILES.get(0), Limits.DEFAULT);
    return Stream.of("keras3/adam.weights.h5", "keras2/adam.weights.h5", "keras2/adam-weights.h5")
        .map(name -> DynamicTest.dynamicTest(name, () -> {
          byte[] bytes = Files.readAllBytes(Path.of("models", name));
          for (int length = 0; length < bytes.length; length += 1024) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
            assertThrows(FormatException.class, () -> ModelFile.readWeights(cut, model, Limits.DEFAULT), length + " bytes");
          }
        }));
  }

  /** A flipped bit may go unseen in a weight of an .h5, which has no checksums; it never brings anything else out than a refusal. */
  @TestFactory Stream<DynamicTest> flipped() {
    return FILES.stream().map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
      byte[] bytes = Files.readAllBytes(file);
      Random random = new Random(1);
      for (int i = 0; i < 300; i++) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Path flipped = Files.write(folder.resolve("flipped"), changed);
        try {
          ModelFile.read(flipped, Limits.DEFAULT);
          ModelFile.inspect(flipped, Limits.DEFAULT);
        } catch (KeravaException refused) {
          assertTrue(refused.getMessage().contains("flipped"), refused.getMessage());
        }
      }
    }));
  }

  /** Each value of a model's JSON in turn is something else. */
  @TestFactory Stream<DynamicTest> replacedValues() {
    return Stream.of("keras3/adam.json", "keras2/adam.json").map(name -> DynamicTest.dynamicTest(name, () -> {
      ObjectMapper mapper = new ObjectMapper();
      JsonNode root = mapper.readTree(Path.of("models", name).toFile());
      for (String pointer : pointers(root, "")) {
        for (String instead : List.of("null", "7", "-1.5", "\"x\"", "[]", "[null]", "{}", "{\"class_name\":3}", "true", "1e400")) {
          JsonNode changed = root.deepCopy();
          JsonNode parent = changed.at(pointer.substring(0, pointer.lastIndexOf('/')));
          String last = pointer.substring(pointer.lastIndexOf('/') + 1);
          if (parent instanceof ObjectNode object) object.set(last, mapper.readTree(instead));
          else((ArrayNode) parent).set(Integer.parseInt(last), mapper.readTree(instead));
          try {
            ArchitectureJson.read(changed.toString(), "changed", Limits.DEFAULT);
          } catch (FormatException refused) {
            assertTrue(refused.getMessage().startsWith("changed"), refused.getMessage());
          }
        }
      }
    }));
  }

  private static List<String> pointers(JsonNode node, String at) {
    List<String> pointers = new ArrayList<>();
    if (!at.isEmpty()) pointers.add(at);
    node.fieldNames().forEachRemaining(name -> pointers.addAll(pointers(node.get(name), at + "/" + name)));
    if (node.isArray()) for (int i = 0; i < node.size(); i++) pointers.addAll(pointers(node.get(i), at + "/" + i));
    return pointers;
  }

  @Test void membersThatAreNotKerass() throws IOException {
    for (String name : List.of("../evil", "/etc/passwd", "assets/../../evil", "assets\\..\\evil", "a\nb", "model.weights.npz", "code.py")) {
      Map<String, byte[]> members = members();
      members.put(name, new byte[3]);
      assertRefused(members, "the archive may hold metadata.json, config.json, model.weights.h5");
    }
  }

  @Test void aMemberThatStandsTwice() throws IOException {
    Map<String, byte[]> members = members();
    members.put("config.jsom", members.get("config.json"));
    Path file = Packed.zip(folder.resolve("twice.keras"), members);
    byte[] bytes = Files.readAllBytes(file), name = Packed.utf8("config.jsom");
    for (int i = 0; i + name.length <= bytes.length; i++)
      if (Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) bytes[i + name.length - 1] = 'n';
    Files.write(file, bytes);
    String message = assertThrows(FormatException.class, () -> ModelFile.read(file, Limits.DEFAULT)).getMessage();
    assertTrue(message.contains("stands twice"), message);
  }

  @Test void bombs() throws IOException {
    for (String name : List.of("config.json", "metadata.json", "model.weights.h5")) {
      Map<String, byte[]> members = members();
      members.put(name, new byte[10 << 20]);
      Path file = Packed.zip(folder.resolve("bomb.keras"), members);
      String message = assertThrows(FormatException.class, () -> ModelFile.read(file, Limits.DEFAULT)).getMessage();
      assertTrue(message.contains("too much for the limits"), message);
    }
  }

  @Test void aWrongChecksum() throws IOException {
    byte[] bytes = Files.readAllBytes(FILES.get(0));
    bytes[bytes.length / 2] ^= 1;
    Path file = Files.write(folder.resolve("m.keras"), bytes);
    String message = assertThrows(FormatException.class, () -> ModelFile.read(file, Limits.DEFAULT)).getMessage();
    assertTrue(message.contains("damaged: the checksum"), message);
  }

  @Test void whatIsNoModel() throws IOException {
    Path text = Files.writeString(folder.resolve("x.keras"), "no model");
    assertTrue(assertThrows(FormatException.class, () -> Sequential.load(text)).getMessage().contains("no JSON"));
    assertTrue(
        assertThrows(KeravaException.class, () -> Sequential.load(folder.resolve("none.keras"))).getMessage().contains("no such file"));
    assertTrue(assertThrows(KeravaException.class, () -> Sequential.load(folder)).getMessage().contains("got a folder"));
    String alone = assertThrows(FormatException.class, () -> Sequential.load(Path.of("models/keras3/adam.weights.h5"))).getMessage();
    assertTrue(alone.contains("got weights alone"), alone);
  }

  @Test void namesThatSaveRefuses() {
    try (Sequential model = Packed.model()) {
      for (String name : List.of("m.weights.h5", "m.txt", "m", "m.json"))
        assertThrows(KeravaException.class, () -> model.save(folder.resolve(name)), name);
      assertThrows(KeravaException.class, () -> model.save(folder.resolve("m.keras"), Dialect.KERAS_2));
      assertThrows(KeravaException.class, () -> model.saveWeights(folder.resolve("m.keras")));
      assertEquals(0, folder.toFile().list().length);
    }
  }

  private void assertRefused(Map<String, byte[]> members, String told) throws IOException {
    Path file = Packed.zip(folder.resolve("m.keras"), members);
    String message = assertThrows(FormatException.class, () -> ModelFile.read(file, Limits.DEFAULT)).getMessage();
    assertTrue(message.contains(told), message);
  }

  private static Map<String, byte[]> members() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(FILES.get(0).toFile())) {
      for (ZipEntry entry : zip.stream().toList()) members.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
    }
    return members;
  }
}
