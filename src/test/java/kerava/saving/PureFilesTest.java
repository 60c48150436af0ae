package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import kerava.KeravaException;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Model;
import kerava.models.SavedModel;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models whose weights are not of float32, in files of all formats: nothing of them is lost. That they are Python's is held by
 * PureFilesInterop.
 */
class PureFilesTest {
  private static final NDArray X = NDArray.of(new float[][] {{1, 2, 3}, {-1, .5f, .25f}, {.1f, -.2f, 3}}),
      Y = NDArray.of(new float[][] {{1, 2}, {0, 1}, {3, 1}});
  private static final FitOptions STEP = new FitOptions().withVerbose(0).withShuffle(false);

  @TempDir Path folder;

  private static Sequential model(String dtype) {
    RandomSeed.set(1);
    Sequential model = new Sequential(new Input(3), new Dense(4, "tanh").withDtype(dtype), new BatchNormalization().withDtype(dtype),
        new Dense(2).withDtype(dtype));
    model.compile("adam", "mean_squared_error");
    model.fit(X, Y, STEP);
    return model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"float64", "float16"}) void trainOnAsIfTheyHadNotBeenSaved(String dtype) {
    try (Sequential model = model(dtype)) {
      model.save(folder.resolve("m.keras"));
      model.saveWeights(folder.resolve("m.weights.h5"));
      try (Model read = Model.load(folder.resolve("m.keras")); Sequential other = model(dtype)) {
        other.loadWeights(folder.resolve("m.weights.h5"));
        for (int i = 0; i < 2; i++) {
          assertEquals(model.getWeights(), read.getWeights());
          assertEquals(model.getWeights(), other.getWeights());
          assertEquals(model.predict(X), read.predict(X));
          for (Model each : new Model[] {model, read, other}) each.fit(X, Y, STEP);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float64", "float16"}) void h5(String dtype) {
    try (Sequential model = model(dtype)) {
      for (Dialect dialect : Dialect.values()) {
        model.save(folder.resolve("m.h5"), dialect);
        try (Model read = Model.load(folder.resolve("m.h5"))) {
          assertEquals(model.getWeights(), read.getWeights());
          assertEquals(model.predict(X), read.predict(X));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.keras", "m.h5", "m.weights.h5"}) void bfloat16IsRefused(String name) {
    try (Sequential model = model("bfloat16")) {
      Path file = folder.resolve(name);
      String message = assertThrows(KeravaException.class, () -> {
        if (name.contains("weights")) model.saveWeights(file);
        else model.save(file);
      }).getMessage();
      assertTrue(message.contains("/kernel is of bfloat16, which is not written to files yet; give the layers the policy mixed_bfloat16"),
          message);
      assertFalse(Files.exists(file));
      try (Model read = Model.fromJson(model.toJson())) {
        read.setWeights(model.getWeights());
        assertEquals(model.predict(X), read.predict(X));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float64", "float16", "bfloat16"}) void savedModels(String dtype) {
    try (Sequential model = model(dtype)) {
      model.export(folder.resolve("m"));
      try (SavedModel saved = SavedModel.loadTrusted(folder.resolve("m"))) {
        assertEquals(model.predict(X).shape(), saved.predict(X).shape());
      }
    }
  }

  @Test void weightsAreOfTheType() {
    try (Sequential model = model("float64"); Sequential half = model("float16")) {
      assertEquals(DType.FLOAT64, model.getWeights().get(0).dtype());
      assertEquals(DType.FLOAT64, model.predict(X).dtype());
      assertEquals(DType.FLOAT64, model.gradients(X, Y).get(0).dtype());
      half.setWeights(model.getWeights());
      NDArray rounded = half.getWeights().get(0);
      assertEquals(DType.FLOAT32, rounded.dtype());
      assertEquals(model.getWeights().get(0).as(DType.FLOAT16), rounded);
      half.fit(X, Y, STEP);
      assertEquals(half.getWeights().get(0).as(DType.FLOAT16), half.getWeights().get(0));
      assertEquals(Shape.of(3, 4), rounded.shape());
    }
  }
}
