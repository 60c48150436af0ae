package kerava.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.random.RandomSeed;
import kerava.saving.Dialect;
import kerava.saving.LoadOptions;
import kerava.saving.LoadWeightsOptions;
import kerava.saving.ModelFormat;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model goes through bytes and streams as it goes through files: it predicts the same, and trains on as if it had never been away. */
class BytesTest {
  private static final NDArray X = MadeSamples.normal(Shape.of(32, 4)), Y = MadeSamples.normal(Shape.of(32, 2));
  private static final FitOptions FIT = new FitOptions().withEpochs(1).withVerbose(0);

  private static Sequential trained() {
    RandomSeed.set(7);
    Sequential model = new Sequential("m", List.of(new Input(4), new Dense(5, "tanh").named("a"), new Dense(2).named("b")));
    model.compile("rmsprop", "mean_squared_error");
    model.fit(X, Y, FIT);
    return model;
  }

  @ParameterizedTest
  @CsvSource({"KERAS, KERAS_3, true", "H5, KERAS_3, false", "H5, KERAS_2, true"}) void comesBackAndTrainsOn(ModelFormat format,
      Dialect dialect,
      boolean state) {
    try (Sequential model = trained()) {
      byte[] bytes = model.toBytes(format, dialect);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      model.save(out, format, dialect);
      try (Sequential fromBytes = Sequential.load(bytes);
          Sequential fromStream = Sequential.load(new ByteArrayInputStream(out.toByteArray()))) {
        NDArray predicted = model.predict(X);
        assertArrayEquals(predicted.values(), fromBytes.predict(X).values());
        assertArrayEquals(predicted.values(), fromStream.predict(X).values());
        if (state) assertEquals(model.fit(X, Y, FIT).get("loss"), fromBytes.fit(X, Y, FIT).get("loss"));
        if (state) assertEquals(model.getWeights(), fromBytes.getWeights());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"KERAS_3", "KERAS_2"}) void weightsComeBack(Dialect dialect) {
    try (Sequential model = trained(); Sequential other = trained()) {
      model.fit(X, Y, FIT);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      model.saveWeights(out, dialect);
      other.loadWeights(new ByteArrayInputStream(out.toByteArray()));
      assertEquals(model.getWeights(), other.getWeights());
      model.fit(X, Y, FIT);
      other.loadWeights(model.weightsToBytes(dialect), new LoadWeightsOptions().withSkipMismatch(true));
      assertEquals(model.getWeights(), other.getWeights());
      if (dialect == Dialect.KERAS_3) assertEquals(model.fit(X, Y, FIT).get("loss"), other.fit(X, Y, FIT).get("loss"));
    }
  }

  @Test void withoutSayingWhatForKeras3() throws IOException {
    try (Sequential model = trained()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(), weights = new ByteArrayOutputStream();
      model.save(out, ModelFormat.H5);
      model.saveWeights(weights);
      assertArrayEquals(out.toByteArray(), model.toBytes(ModelFormat.H5));
      assertArrayEquals(weights.toByteArray(), model.weightsToBytes());
      model.loadWeights(model.weightsToBytes());
      model.loadWeights(new ByteArrayInputStream(out.toByteArray()), new LoadWeightsOptions().withByName(true));
      LoadOptions uncompiled = new LoadOptions().withCompile(false);
      try (Model loaded = Model.load(out.toByteArray(), uncompiled);
          Sequential sequential = Sequential.load(new ByteArrayInputStream(out.toByteArray()), uncompiled)) {
        assertEquals(null, loaded.settings());
        assertEquals(model.getWeights(), sequential.getWeights());
      }
    }
  }

  @Test void refusesAGraphAsASequentialAndAClosedModel() {
    KerasTensor x = new Input(4).tensor();
    try (Model graph = new Model("graph", List.of(x), List.of(new Dense(2).apply(x), new Dense(3).apply(x)))) {
      byte[] bytes = graph.toBytes(ModelFormat.KERAS);
      assertEquals("'graph' is no Sequential, for its layers do not form a chain; load it as a Model",
          assertThrows(KeravaException.class, () -> Sequential.load(bytes, new LoadOptions())).getMessage());
      graph.close();
      assertTrue(assertThrows(KeravaException.class, () -> graph.toBytes(ModelFormat.KERAS)).getMessage().contains("is closed"));
      assertTrue(assertThrows(KeravaException.class, () -> graph.loadWeights(bytes)).getMessage().contains("is closed"));
    }
  }

  @Test void refusesAModelWithoutWeights() {
    try (Sequential model = new Sequential(new Dense(2))) {
      for (var work : List.<Runnable>of(() -> model.toBytes(ModelFormat.H5), model::weightsToBytes,
          () -> model.saveWeights(new ByteArrayOutputStream()))) {
        String message = assertThrows(KeravaException.class, work::run).getMessage();
        assertTrue(message.contains("no Input") || message.contains("no weights"), message);
      }
    }
  }

  @Test void aResourceThatIsNotThere() {
    InputStream none = BytesTest.class.getResourceAsStream("/none.keras");
    assertEquals("the given stream: must be a stream, got null, as Java gives for a resource that is not there; check the resource's name",
        assertThrows(KeravaException.class, () -> Model.load(none)).getMessage());
  }
}
