package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import kerava.KeravaException;
import kerava.Warned;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.saving.LoadWeightsOptions;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Weights of one model are loaded into others as Python Keras loads them (src/test/python/load_weights.py), by every way that it has. */
public class LoadWeightsTest {
  private static final Path FOLDER = Path.of("src/test/resources/kerava/load_weights");

  @TestFactory Stream<DynamicTest> asKeras() throws IOException { return asKeras(FOLDER); }

  /** The cases in {@code folder}. */
  public static Stream<DynamicTest> asKeras(Path folder) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    new ObjectMapper().readTree(folder.resolve("expected.json").toFile()).fields().forEachRemaining(each -> {
      String[] words = each.getKey().split(" ");
      tests.add(DynamicTest.dynamicTest(each.getKey(), () -> check(folder, words[0], words[1], words[2], each.getValue())));
    });
    return tests.stream();
  }

  private static void check(Path folder, String other, String weights, String way, JsonNode expected) {
    LoadWeightsOptions options = new LoadWeightsOptions().withByName(way.startsWith("name")).withSkipMismatch(way.endsWith("skip"));
    try (Sequential model = Sequential.load(folder.resolve(other + ".keras"))) {
      List<NDArray> before = model.getWeights();
      // here, unless mismatches are skipped, a file of more layers is another model's; and a file of none of the names is told
      boolean stricter = other.equals("shorter") && way.equals("plain"), told = other.equals("strange") && way.startsWith("name");
      if (expected.has("refused") || stricter) {
        String message = assertThrows(KeravaException.class, () -> model.loadWeights(folder.resolve(weights), options)).getMessage();
        assertTrue(message.startsWith(folder.resolve(weights).toString()), message);
        assertEquals(before, model.getWeights());
        return;
      }
      List<String> warned = Warned.during(() -> model.loadWeights(folder.resolve(weights), options));
      assertEquals(expected.get("warned").asBoolean() || told ? 1 : 0, warned.size(), warned.toString());
      List<Long> expectedSums = new ArrayList<>();
      expected.get("crc").forEach(crc -> expectedSums.add(crc.asLong()));
      assertEquals(expectedSums, model.getWeights().stream().map(LoadWeightsTest::crc).toList());
    }
  }

  private static long crc(NDArray array) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * array.values().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(array.values());
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    return crc.getValue();
  }

  /** All that is skipped is told, with both sides; a model that has run takes the weights too. */
  @Test void whatIsSkippedIsTold(@TempDir Path folder) {
    try (Sequential saved = new Sequential("m", List.of(new Input(4), new Dense(3).named("a"), new Dense(2).named("b")));
        Sequential model = new Sequential("m", List.of(new Input(4), new Dense(3).named("a"), new Dense(5).named("b")))) {
      saved.saveWeights(folder.resolve("w.h5"));
      model.predict(new NDArray(kerava.tensor.Shape.of(1, 4), new float[4]));
      List<NDArray> before = model.getWeights();
      List<String> warned = Warned.during(() -> model.loadWeights(folder.resolve("w.h5"), new LoadWeightsOptions().withSkipMismatch(true)));
      assertEquals(1, warned.size());
      for (String told : List.of(
          "w.h5: weights are skipped, and stay as they are: /b/b/kernel:0: must have shape (3, 5) of the model's b/kernel, got (3, 2)",
          "; /b/b/bias:0: must have shape (5,) of the model's b/bias, got (2,)"))
        assertTrue(warned.get(0).contains(told), warned.get(0));
      assertEquals(saved.getWeights().subList(0, 2), model.getWeights().subList(0, 2));
      assertEquals(before.subList(2, 4), model.getWeights().subList(2, 4));
    }
  }
}
