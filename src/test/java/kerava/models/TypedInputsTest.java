package kerava.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.data.Npy;
import kerava.data.NpySamples;
import kerava.initializers.Ones;
import kerava.layers.Add;
import kerava.layers.Average;
import kerava.layers.Concatenate;
import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.Embedding;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.layers.Pair;
import kerava.layers.Reshape;
import kerava.layers.Subtract;
import kerava.losses.MeanSquaredError;
import kerava.optimizers.SGD;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of other types than float32: what is written of them, what they are fed, and what is refused. */
class TypedInputsTest {
  private static final NDArray IDS = NDArray.of(new int[][] {{1, 0, 8}, {3, 3, 0}, {7, 2, 5}, {0, 6, 4}});
  private static final NDArray Y = NDArray.of(new int[][] {{1}, {0}, {3}, {-2}});

  @TempDir Path folder;

  private static Sequential reader(String dtype) {
    return new Sequential(new Input(3).withDtype(dtype).named("ids"), new Embedding(9, 2), new Flatten(), new Dense(1));
  }

  @Test void aTensorKnowsItsType() {
    KerasTensor ids = new Input(4).withDtype("int64").tensor();
    assertEquals(DType.INT64, ids.dtype());
    assertEquals(DType.INT64, new Reshape(2, 2).apply(ids).dtype());
    assertEquals(DType.FLOAT32, new Dense(2).apply(ids).dtype());
    assertEquals(DType.FLOAT32, new Flatten().apply(new Input(4).withDtype("float64").tensor()).dtype());
    assertEquals(DType.FLOAT32, new Concatenate().apply(ids, new Input(4).tensor()).dtype());
    assertEquals(DType.INT64, new Add().apply(ids, new Input(4).withDtype(DType.UINT8).tensor()).dtype());
  }

  @Test void itsTypeIsWrittenAndRead() {
    for (DType dtype : List.of(DType.FLOAT64, DType.INT32, DType.INT64, DType.UINT8, DType.FLOAT32)) {
      try (Sequential model = reader(dtype.toString())) {
        String json = model.toJson();
        assertTrue(json.contains("\"dtype\":\"" + dtype + "\",\"sparse\""), json);
        try (Model read = Model.fromJson(json)) {
          assertEquals(dtype, read.inputs().get(0).dtype());
          assertEquals(json, read.toJson());
        }
        for (String file : List.of("m.keras", "m.h5")) {
          model.save(folder.resolve(dtype + file));
          try (Model read = Model.load(folder.resolve(dtype + file))) {
            assertEquals(dtype, read.inputs().get(0).dtype());
            assertEquals(model.predict(IDS), read.predict(IDS));
          }
        }
      }
    }
  }

  @Test void asKeras2WritesIt() {
    String json =
        """
            {"class_name": "Model", "keras_version": "2.3.1", "backend": "tensorflow", "config": {"name": "model", "layers": [
            {"name": "ids", "class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "int32", "sparse": false, "name": "ids"},
            "inbound_nodes": []}, {"name": "embedding", "class_name": "Embedding", "config": {"name": "embedding", "trainable": true, "dtype": "float32",
            "input_dim": 9, "output_dim": 2, "embeddings_initializer": {"class_name": "RandomUniform", "config": {"minval": -0.05, "maxval": 0.05, "seed": null}},
            "embeddings_regularizer": null, "activity_regularizer": null, "embeddings_constraint": null, "mask_zero": false, "input_length": 3},
            "inbound_nodes": [[["ids", 0, 0, {}]]]}], "input_layers": [["ids", 0, 0]], "output_layers": [["embedding", 0, 0]]}}""";
    try (Model read = Model.fromJson(json)) {
      assertEquals(DType.INT32, read.inputs().get(0).dtype());
      assertEquals(Shape.of(4, 3, 2), read.predict(IDS).shape());
    }
  }

  @Test void theTypeOfATensorIsWritten() {
    KerasTensor ids = new Input(3).withDtype("int32").tensor();
    try (Model model = new Model(ids, new Dense(1).apply(new Flatten().apply(ids)))) {
      String json = model.toJson();
      assertEquals(3, json.split("\"dtype\":\"int32\"", -1).length - 1,
          "the Input's own, and what the next two layers are used on: " + json);
    }
  }

  @Test void savedModelsHaveIt() {
    try (Sequential model = reader("int64")) {
      model.export(folder.resolve("exported"));
      assertEquals("{ids=int64 (None, 3)}", SavedModel.inspect(folder.resolve("exported")).signatures().get("serve").inputs().toString());
      try (SavedModel loaded = SavedModel.loadTrusted(folder.resolve("exported"))) {
        assertArrayEquals(model.predict(IDS).values(), loaded.predict(IDS).values(), 1e-6f);
        assertArrayEquals(model.predict(IDS).values(), loaded.predict("serve", Map.of("ids", IDS)).get("output_0").values(), 1e-6f);
        NDArray fractions = NDArray.of(Shape.of(1, 3), 1, 2.5f, 3);
        assertTrue(refusal(() -> loaded.predict("serve", Map.of("ids", fractions))).contains("2.5 is no int64"));
      }
    }
  }

  /** What is fed is what there is, in each of fit, evaluate, predict and gradients. */
  @Test void noDigitIsLost() {
    long far = 1L << 53;
    NDArray a = NDArray.of(new long[][] {{far + 1}, {far + 3}}), b = NDArray.of(new long[][] {{far}, {far}});
    KerasTensor x = new Input(1).withDtype("int64").named("x").tensor(), z = new Input(1).withDtype("int64").named("z").tensor();
    try (
        Model model = new Model(List.of(x, z), List.of(new Dense(1).withKernelInitializer(new Ones()).apply(new Subtract().apply(x, z))))) {
      var columns = kerava.tensor.Columns.of(a, b);
      assertArrayEquals(new float[] {1, 3}, model.predict(columns).values());
      model.compile("sgd", "mean_squared_error");
      assertEquals(5, model.evaluate(columns, NDArray.of(new int[][] {{0}, {0}}), new EvaluateOptions().withVerbose(0)).loss());
      assertEquals(10, model.gradients(columns, NDArray.of(new int[][] {{0}, {0}})).get(0).values()[0]);
      assertEquals(5, model.fit(columns, NDArray.of(new int[][] {{0}, {0}}), new FitOptions().withVerbose(0)).get("loss").get(0));
    }
  }

  @Test void samplesOfAFileAreFedAsTheyAre() {
    Npy.write(folder.resolve("ids.npy"), IDS);
    try (Sequential model = reader("int32"); NpySamples samples = Npy.open(folder.resolve("ids.npy"))) {
      assertEquals(DType.INT32, samples.dtype());
      assertEquals(model.predict(IDS), model.predict(samples));
      model.compile("sgd", "mean_squared_error");
      assertEquals(2, model.fit(samples, Y, new FitOptions().withValidationSplit(.5).withEpochs(2).withVerbose(0)).get("val_loss").size());
    }
  }

  @Test void samplesOfOnesOwnHaveWholeFloats() {
    Samples own = new Samples() {
      @Override public int count() { return IDS.count(); }

      @Override public Shape sampleShape() { return IDS.sampleShape(); }

      @Override public void read(int index, float[] into, int at) { IDS.read(index, into, at); }
    };
    for (String dtype : List.of("int32", "int64", "uint8", "float64", "float32")) {
      try (Sequential model = reader(dtype)) {
        assertEquals(model.predict(IDS), model.predict(own), dtype);
      }
    }
  }

  @Test void numbersThatAreNoneOfTheTypeAreRefused() {
    try (Sequential bytes = reader("uint8");
        Sequential ints = reader("int32");
        Sequential flags = new Sequential(new Input(2).withDtype("bool"), new Dense(1))) {
      assertEquals(
          "predict: x goes into an Input of uint8, but has -2, of int64, at sample 1, index (2,); convert the data, or let the Input be of another"
              + " dtype",
          refusal(() -> bytes.predict(NDArray.of(new long[][] {{1, 2, 3}, {1, 2, -2}}))));
      assertTrue(refusal(() -> ints.predict(NDArray.of(new float[][] {{1, 2.5f, 3}})))
          .contains("Input of int32, but has 2.5, of float32, at sample 0"));
      assertTrue(refusal(() -> ints.predict(NDArray.of(new long[][] {{1, 1L << 31, 3}}))).contains("has 2147483648, of int64"));
      assertTrue(refusal(() -> flags.predict(NDArray.of(new int[][] {{0, 2}}))).contains("Input of bool, but has 2, of int32"));
      assertTrue(refusal(() -> ints.predict(NDArray.of(new long[][] {{1, 9, 3}}))).contains("must be in 0 .. 8, got 9 at sample 0"));
      assertTrue(refusal(() -> ints.predict(NDArray.of(new double[][] {{1, Double.NaN, 3}}))).contains("must be finite, got NaN"));
    }
  }

  @Test void typesThatAreNotSupportedAreRefused() {
    String known = "[float32, float64, int32, int64, uint8, bool, string]";
    for (String dtype : List.of("float16", "bfloat16", "int8", "int16"))
      assertEquals("Input: dtype must be one of " + known + ", got " + dtype + "; convert the data to one of them",
          refusal(() -> new Input(3).withDtype(dtype)));
    assertEquals("Input: dtype must be one of " + known + ", got 'complex64'; convert the data to one of them",
        refusal(() -> new Input(3).withDtype("complex64")));
    try (Sequential model = reader("int32")) {
      String json = model.toJson().replace("\"dtype\":\"int32\"", "\"dtype\":\"float16\"");
      assertTrue(refusal(() -> Model.fromJson(json)).contains("Input: dtype must be one of " + known + ", got float16"));
    }
  }

  @Test void layersThatCannotTakeThemAreRefused() {
    KerasTensor ids = new Input(3).withDtype("int32").tensor(), flags = new Input(3).withDtype("bool").tensor(),
        floats = new Input(3).tensor();
    KerasTensor picture = new Input(4, 4, 1).withDtype("uint8").tensor();
    String cure = "; let the model's Input be of float32, which takes the same numbers; leave out withDtype";
    assertEquals("Conv2D: takes float32 here, got uint8" + cure, refusal(() -> new Conv2D(2, new Pair(2)).apply(picture)));
    assertEquals("LSTM: takes float32 here, got int32" + cure, refusal(() -> new LSTM(2).apply(new Reshape(3, 1).apply(ids))));
    assertEquals("Average: takes float32 here, got int32" + cure, refusal(() -> new Average().apply(ids, ids)));
    assertEquals("Add: truth values cannot be merged, got inputs of bool; let the model's Inputs be of uint8",
        refusal(() -> new Add().apply(flags, flags)));
    assertTrue(refusal(() -> new Add().apply(ids, flags, floats)).contains("inputs of several types are supported for two inputs"));
    Model whole = new Model(ids, new Flatten().apply(ids));
    assertEquals(NDArray.of(new int[][] {{1, 2, 3}}), whole.predict(NDArray.of(new int[][] {{1, 2, 3}})));
    assertTrue(refusal(() -> whole.compile(new SGD(), new MeanSquaredError()))
        .contains("compile: a loss and metrics are of outputs with a floating type, got output 'flatten"));
  }

  private static String refusal(Executable call) { return assertThrows(KeravaException.class, call).getMessage(); }
}
