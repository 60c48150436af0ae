package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.Rounding;
import kerava.losses.MeanSquaredError;
import kerava.models.Model;
import kerava.models.SavedModel;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.random.Session;
import kerava.regularizers.L2;
import kerava.saving.Dialect;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which layer computes in which type, and how models say it; that they compute as Python's is held by StoredFitsTest and TrainingGraphTest.
 */
class DTypePolicyTest {
  private static final NDArray X = new NDArray(Shape.of(4, 3), floats(12)), Y = new NDArray(Shape.of(4, 2), floats(8));

  private static float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) Math.sin(i + 1);
    return values;
  }

  private static Sequential model(String dtype) {
    RandomSeed.set(1);
    return new Sequential(new Input(3), new Dense(4, "relu").withDtype(dtype), new Dense(2).withDtype(dtype));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixed_bfloat16", "mixed_float16"}) void outputsAreOf16Bits(String dtype) {
    int lost = dtype.equals("mixed_float16") ? 13 : 16;
    try (Sequential model = model(dtype); Sequential whole = model("float32")) {
      NDArray y = model.predict(X);
      for (float value : y.values())
        assertEquals(0, Float.floatToIntBits(value) & (1 << lost) - 1, "more bits than the type has: " + value);
      assertTrue(IntStream.range(0, 8).anyMatch(i -> y.values()[i] != whole.predict(X).values()[i]), "float32 gives the same");
    }
  }

  @Test void aLayerHasThatOfTheSessionUnlessItHasItsOwn() {
    try (Session session = Session.begin(1)) {
      DTypePolicy.set("mixed_bfloat16");
      assertEquals(DTypePolicy.MIXED_BFLOAT16, new Dense(2).dtypePolicy());
      assertEquals(DTypePolicy.FLOAT32, new Dense(2).withDtype("float32").dtypePolicy());
      assertEquals(DTypePolicy.MIXED_FLOAT16,
          new Dense(2).withDtype(DTypePolicy.MIXED_FLOAT16).named("d").withTrainable(false).dtypePolicy());
      try (Session inner = Session.begin(1)) {
        assertEquals(DTypePolicy.FLOAT32, new Dense(2).dtypePolicy(), "another session");
      }
      assertEquals(DTypePolicy.MIXED_BFLOAT16, DTypePolicy.current());
    }
    assertEquals(DTypePolicy.FLOAT32, new Dense(2).dtypePolicy(), "the program's session");
  }

  @Test void partsHaveThatOfTheirLayer() {
    for (Layer part : new MultiHeadAttention(2, 3).withDtype("mixed_bfloat16").parts().values())
      assertEquals(DTypePolicy.MIXED_BFLOAT16, part.dtypePolicy(), part.className());
    for (Layer part : new Bidirectional(new LSTM(2).withDtype("mixed_float16")).parts().values())
      assertEquals(DTypePolicy.MIXED_FLOAT16, part.dtypePolicy(), part.className());
  }

  @ParameterizedTest
  @ValueSource(strings = {"int8", "quantized", "MIXED_BFLOAT16"}) void othersAreRefusedByName(String name) {
    String message = assertThrows(KeravaException.class, () -> new Dense(2).withDtype(name)).getMessage();
    assertEquals(
        "DTypePolicy '" + name + "' is not supported; use one of float32, float64, float16, bfloat16, mixed_bfloat16, mixed_float16",
        message);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class) void jsonSaysIt(Dialect dialect) {
    try (Sequential model = model("mixed_bfloat16")) {
      String json = model.toJson(dialect);
      String policy = dialect == Dialect.KERAS_3
          ? "{\"module\":\"keras\",\"class_name\":\"DTypePolicy\",\"config\":{\"name\":\"mixed_bfloat16\"}"
          : "\"mixed_bfloat16\"";
      assertTrue(json.replaceAll("\\s", "").contains("\"dtype\":" + policy), json);
      try (Model read = Model.fromJson(json)) {
        assertEquals(json, read.toJson(dialect));
        read.setWeights(model.getWeights());
        assertEquals(model.predict(X), read.predict(X));
      }
    }
  }

  @Test void otherSpellingsAreReadToo() {
    try (Sequential model = model("mixed_float16")) {
      String json = model.toJson(), named =
          json.replaceAll("\\{\\s*\"module\":\\s*\"keras\",\\s*\"class_name\":\\s*\"DTypePolicy\"[^}]*}[^}]*}", "\"mixed_float16\"");
      assertTrue(!named.equals(json) && named.contains("\"mixed_float16\""), named);
      try (Model read = Model.fromJson(named)) {
        assertEquals(json, read.toJson());
      }
      String policy =
          "{\"module\": \"keras.mixed_precision\", \"class_name\": \"Policy\", \"config\": {\"name\": \"mixed_float16\"}, \"registered_name\": null}";
      try (Model read = Model.fromJson(named.replace("\"mixed_float16\"", policy))) {
        assertEquals(json, read.toJson());
      }
      String refused = named.replace("\"mixed_float16\"", "\"int8\"");
      String message = assertThrows(KeravaException.class, () -> Model.fromJson(refused)).getMessage();
      assertTrue(message.contains("dtype must be float32 or float64 or float16 or bfloat16 or mixed_bfloat16 or mixed_float16, got 'int8'"),
          message);
    }
  }

  @Test void tensorsOfAGraphSayTheirType() {
    KerasTensor x = new Input(3).tensor(), y = new Dense(4).withDtype("mixed_bfloat16").apply(x);
    try (Model model = new Model(x, new Dense(2).apply(y))) {
      List<String> types =
          java.util.regex.Pattern.compile("__keras_tensor__\"[^]]*\\],\\s*\"dtype\":\\s*\"(\\w+)\"").matcher(model.toJson()).results()
              .map(found -> found.group(1)).toList();
      assertEquals(List.of("float32", "bfloat16"), types);
    }
  }

  /** {@code interop/SettingFits} compares what comes of it. */
  @Test void aModelOfFloat16ScalesItsLossUnlessToldOtherwise() {
    try (Session session = Session.begin(1)) {
      DTypePolicy.set("mixed_float16");
      try (Sequential model = new Sequential(new Input(3), new Dense(2))) {
        CompileSettings settings = CompileSettings.of("sgd", "mean_squared_error");
        model.compile(settings);
        model.fit(X, Y, new FitOptions().withVerbose(0));
        assertEquals(settings, model.settings(), "as they were given");
        assertTrue(model.summary().contains("Optimizer params: 6 ("), model.summary());
        model.compile(settings.withAutoScaleLoss(false));
        model.fit(X, Y, new FitOptions().withVerbose(0));
        assertTrue(model.summary().contains("Optimizer params: 2 ("), model.summary());
      }
    }
  }

  @Test void exportsAndGradients(@TempDir Path folder) {
    try (Sequential model =
        new Sequential(new Input(3), new Dense(4, "tanh").withDtype("mixed_bfloat16"), new BatchNormalization().withDtype("mixed_float16"),
            new Dense(2).withDtype("mixed_bfloat16"))) {
      model.compile("sgd", "mean_squared_error", "accuracy");
      model.fit(X, Y, new FitOptions().withVerbose(0));
      model.evaluate(X, Y, new EvaluateOptions().withVerbose(0));
      assertEquals(model.getWeights().get(0).shape(), model.gradients(X, Y).get(0).shape());
      model.export(folder.resolve("m"));
      try (SavedModel saved = SavedModel.loadTrusted(folder.resolve("m"))) {
        Goldens.assertNear(model.predict(X), saved.predict(X), Rounding.BRAIN_FLOAT, "prediction");
      }
    }
  }

  /** In each of which Keras ends in an error. */
  @ParameterizedTest
  @ValueSource(strings = {"float64", "float16", "bfloat16"}) void whatMixesTypesIsRefused(String dtype) {
    try (Sequential model = new Sequential(new Input(3), new Dense(2).withDtype(dtype).withKernelRegularizer(new L2(.1)))) {
      model.compile("sgd", "mean_squared_error");
      String message = assertThrows(KeravaException.class, () -> model.fit(X, Y, new FitOptions().withVerbose(0))).getMessage();
      assertTrue(message.contains("a regularizer's term of " + dtype + " cannot be added to it"), message);
    }
    try (Sequential model = new Sequential(new Input(3), new Dense(2).withDtype(dtype), new Dense(2))) {
      model.compile(CompileSettings.of(new SGD().withGlobalClipnorm(1), new MeanSquaredError()));
      String message = assertThrows(KeravaException.class, () -> model.fit(X, Y, new FitOptions().withVerbose(0))).getMessage();
      assertTrue(message.contains("globalClipnorm takes the norm of gradients of one type"), message);
    }
  }

  /** Weights of other types lie by themselves, those of float32 in one matrix as ever. */
  @Test void aPolicyOfTheSessionMakesWeightsOfItsType() {
    try (Session session = Session.begin(1)) {
      DTypePolicy.set("float64");
      try (Sequential model = new Sequential(new Input(3), new Dense(2), new Dense(2).withDtype("float32"))) {
        model.compile("adam", "mean_squared_error");
        model.fit(X, Y, new FitOptions().withVerbose(0));
        assertEquals(List.of(DType.FLOAT64, DType.FLOAT64, DType.FLOAT32, DType.FLOAT32),
            model.getWeights().stream().map(NDArray::dtype).toList());
        assertEquals(DType.FLOAT32, model.predict(X).dtype());
      }
    }
  }

  /** Nor can Keras. */
  @Test void activityOf16BitsIsNotAddedToTheLoss() {
    try (Sequential model = new Sequential(new Input(3), new Dense(2).withDtype("mixed_bfloat16").withActivityRegularizer(new L2(.1)))) {
      model.compile("sgd", "mean_squared_error");
      String message = assertThrows(KeravaException.class, () -> model.fit(X, Y, new FitOptions().withVerbose(0))).getMessage();
      assertTrue(message.contains("activity regularizer"), message);
    }
  }
}
