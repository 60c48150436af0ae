package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import kerava.ChildJvm;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.network.Variable;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every known attack by a model's file, in every format that can carry it, is refused with its place and the rule. */
class RedFilesTest {
  @TestFactory Stream<DynamicTest> refused() {
    return RedFiles.all().stream().map(red -> DynamicTest.dynamicTest(red.file().getFileName() + " " + red.threat(), () -> {
      FormatException refused = red.refusal();
      assertNotNull(refused, "it is read");
      String message = refused.getMessage();
      assertTrue(message.startsWith(red.file().toString()), message);
      for (String told : red.told()) assertTrue(message.contains(told), told + " is in " + message);
    }));
  }

  /** What looks like an attack and is Python's own way to write: archives through a pipe, with zip64, appended to. */
  @TestFactory Stream<DynamicTest> genuine() {
    List<NDArray> weights = ModelFile.read(RedFiles.FOLDER.resolve("genuine.keras"), Limits.DEFAULT).weights();
    return RedFiles.genuine().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
      Snapshot model = ModelFile.read(file, Limits.DEFAULT);
      for (int i = 0; i < weights.size(); i++) assertEquals(weights.get(i), model.weights().get(i));
    }));
  }

  /** Keras 2 takes names with slashes, as of blocks of layers, and its files have groups in groups for them. */
  @Test void aNameMayHaveParts() {
    Snapshot model = ModelFile.read(RedFiles.FOLDER.resolve("genuine_slash.h5"), Limits.DEFAULT);
    assertEquals(List.of("block/dense/kernel", "block/dense/bias"), model.built().variables().stream().map(Variable::path).toList());
    assertEquals(List.of(12, 3), model.weights().stream().map(values -> values.values().length).toList());
  }

  /** A description lists what is not supported; it refuses, but never fails otherwise. */
  @TestFactory Stream<DynamicTest> described() {
    return RedFiles.all().stream().filter(red -> !red.weights())
        .map(red -> DynamicTest.dynamicTest(red.file().getFileName().toString(), () -> {
          try {
            Description told = ModelFile.inspect(red.file(), Limits.DEFAULT);
            assertTrue(told.unsupported().stream().noneMatch(text -> text.chars().anyMatch(Character::isISOControl)), told.toString());
          } catch (FormatException refused) {
            assertTrue(refused.getMessage().startsWith(red.file().toString()), refused.getMessage());
          }
        }));
  }

  /** Files are few bytes here; what they ask for is not. */
  @Test void costNoMemory() {
    ChildJvm.Outcome outcome = ChildJvm.run(List.of("-Xmx200m", "-XX:+ExitOnOutOfMemoryError"), RedFiles.class);
    assertEquals(0, outcome.exitCode(), outcome.output());
  }

  /** Keras's own list of functions that a config must not reach: names are classes of a sealed family, or nothing. */
  @TestFactory Stream<DynamicTest> functionsOfKeras() throws IOException {
    return Files.readAllLines(RedFiles.FOLDER.resolve("non_modeling_apis.txt")).stream().map(api -> DynamicTest.dynamicTest(api, () -> {
      int dot = api.lastIndexOf('.');
      String module = api.substring(0, dot), name = api.substring(dot + 1);
      String object = "{\"module\":\"" + module + "\",\"class_name\":\"" + name + "\",\"config\":{},\"registered_name\":null}";
      String json = Packed.architecture(ObjectWriter.MODERN);
      for (String place : List.of("\"relu\"", "\"rate\":0.5",
          "{\"module\":\"keras.initializers\",\"class_name\":\"Zeros\",\"config\":{},\"registered_name\":null}")) {
        String changed = json.replace(place, place.startsWith("\"rate") ? "\"rate\":" + object : object);
        assertTrue(!changed.equals(json), place + " is in " + json);
        assertThrows(FormatException.class, () -> ArchitectureJson.read(changed, "json", Limits.DEFAULT));
      }
      String layer = json.replace("\"layers\":[", "\"layers\":[" + object + ",");
      assertTrue(
          assertThrows(FormatException.class, () -> ArchitectureJson.read(layer, "json", Limits.DEFAULT)).getMessage().contains(name));
    }));
  }
}
