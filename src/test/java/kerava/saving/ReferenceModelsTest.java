package kerava.saving;

import static kerava.Goldens.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kerava.Rounding;
import kerava.config.Limits;
import kerava.data.Npy;
import kerava.models.Sequential;
import kerava.network.LayerState;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Models that Python Keras saved (models/make.py) predict, score and train on here as they did there. */
class ReferenceModelsTest {
  private static final Path MODELS = Path.of("models");
  private static final List<String> GENERATIONS = List.of("keras3", "keras2");

  @TempDir Path passed;

  @TestFactory Stream<DynamicTest> predictAndScore() {
    return files((folder, file, expected) -> {
      NDArray x = Npy.read(folder.resolve("x.npy")), y = Npy.read(folder.resolve("y.npy"));
      try (Sequential model = Sequential.load(file)) {
        assertEquals(expected.get("params").asLong(), model.countParams());
        assertEquals(expected.get("name").asText(), model.name());
        assertNear(floats(expected.get("predict")), model.predict(x).values(), Rounding.ONE_PASS, "predict");
        assertEquals(expected.get("evaluate").isNull(), model.settings() == null);
        if (model.settings() == null) return;
        List<Double> scores = List.copyOf(model.evaluate(x, y, new EvaluateOptions().withVerbose(0)).toList());
        for (int i = 0; i < 2; i++)
          assertNear(expected.get("evaluate").get(i).asDouble(), scores.get(i), Rounding.ONE_PASS, "evaluate " + i);
      }
    });
  }

  @TestFactory Stream<DynamicTest> trainOn() {
    return files((folder, file, expected) -> {
      if (expected.get("resumed").isNull()) return;
      RandomSeed.set(1);
      try (Sequential model = Sequential.load(file)) {
        List<NDArray> before = model.getWeights();
        List<Double> losses = model.fit(Npy.read(folder.resolve("x.npy")), Npy.read(folder.resolve("y.npy")),
            new FitOptions().withEpochs(2).withBatchSize(4).withShuffle(false).withVerbose(0)).get("loss");
        for (int i = 0; i < 2; i++)
          assertNear(expected.get("resumed").get(i).asDouble(), losses.get(i), Rounding.SHORT_FIT, "loss of epoch " + i);
        List<Integer> frozen = new ArrayList<>(), same = new ArrayList<>();
        expected.get("frozen").forEach(index -> frozen.add(index.asInt()));
        for (int i = 0; i < before.size(); i++) if (before.get(i).equals(model.getWeights().get(i))) same.add(i);
        assertEquals(frozen, same);
      }
    });
  }

  /** What has been passed on through this library, in any format, is what it was. */
  @TestFactory Stream<DynamicTest> passOn() {
    return files((folder, file, expected) -> {
      NDArray x = Npy.read(folder.resolve("x.npy"));
      try (Sequential model = Sequential.load(file)) {
        boolean slashes = model.network().layers().stream().anyMatch(member -> LayerState.name(member).contains("/")); // in Keras 2 alone
        Dialect dialect = folder.endsWith("keras3") ? Dialect.KERAS_3 : Dialect.KERAS_2;
        for (String to : slashes ? List.of("m.h5") : List.of("m.h5", "m.keras")) {
          model.save(passed.resolve(to), to.endsWith(".h5") ? dialect : Dialect.KERAS_3);
          try (Sequential again = Sequential.load(passed.resolve(to))) {
            assertEquals(model.toJson(dialect), again.toJson(dialect));
            assertEquals(model.getWeights(), again.getWeights());
            assertArrayEquals(model.predict(x).values(), again.predict(x).values());
          }
        }
      }
    });
  }

  @TestFactory Stream<DynamicTest> areDescribed() {
    return files((folder, file, expected) -> {
      Description told = ModelFile.inspect(file, Limits.DEFAULT);
      assertEquals(List.of(), told.unsupported());
      assertEquals(expected.get("params").asLong(), told.params());
      assertEquals("Sequential", told.className());
      assertEquals(folder.endsWith("keras3") ? "3.15.1" : "2.18.0", told.kerasVersion());
      assertTrue(file.toString().endsWith("." + told.format()), told.format());
      assertEquals(expected.get("layers").asInt(), told.layers().stream().filter(layer -> !layer.className().equals("InputLayer")).count());
      assertEquals("(None, 3)", told.layers().get(told.layers().size() - 1).outputShape().toString());
      assertEquals(expected.get("optimizer").isNull() ? null : expected.get("optimizer").asText(), told.optimizer());
      if (told.optimizer() != null) assertEquals(9, told.iterations());
    });
  }

  @TestFactory Stream<DynamicTest> weightsAloneFitTheArchitecture() {
    return GENERATIONS.stream().map(MODELS::resolve).flatMap(folder -> Stream.of("adam", "nested")
        .map(name -> DynamicTest.dynamicTest(folder + " " + name, () -> {
          JsonNode expected = expected(folder).get(name + ".keras");
          NDArray x = Npy.read(folder.resolve("x.npy"));
          try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches(name + "[.-].*h5|" + name + ".keras")).toList()) {
              try (Sequential model = Sequential.fromJson(Files.readString(folder.resolve(name + ".json")))) {
                model.loadWeights(file);
                assertNear(floats(expected.get("predict")), model.predict(x).values(), Rounding.ONE_PASS, file.toString());
              }
              assertEquals(expected.get("params").asLong(), ModelFile.inspect(file, Limits.DEFAULT).params(), file.toString());
            }
          }
        })));
  }

  private interface Check {
    void of(Path folder, Path file, JsonNode expected) throws IOException;
  }

  private static Stream<DynamicTest> files(Check check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (String generation : GENERATIONS) {
      Path folder = MODELS.resolve(generation);
      expected(folder).fields().forEachRemaining(entry -> tests.add(DynamicTest.dynamicTest(generation + "/" + entry.getKey(),
          () -> check.of(folder, folder.resolve(entry.getKey()), entry.getValue()))));
    }
    return tests.stream();
  }

  private static JsonNode expected(Path folder) {
    try {
      return new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static float[] floats(JsonNode rows) {
    List<Float> values = new ArrayList<>();
    rows.forEach(row -> row.forEach(value -> values.add((float) value.asDouble())));
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) floats[i] = values.get(i);
    return floats;
  }
}
