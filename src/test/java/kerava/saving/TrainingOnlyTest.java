package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.Warned;
import kerava.config.Limits;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.metrics.CategoricalAccuracy;
import kerava.models.Sequential;
import kerava.optimizers.OptimizerOptions;
import kerava.optimizers.schedules.Rate;
import kerava.saving.Packed.Format;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.UnsupportedSetting;
import kerava.training.UnsupportedSetting.Kind;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a model's file asks for, Kerava does not have and predicting does not need never keeps the model from predicting; and is told to who
 * asks for it.
 */
class TrainingOnlyTest {
  /** What to put in place of what in the settings of {@code kind}, and what is said of it. */
  private record Case(Kind kind, String what, String instead, String... told) {}

  private static final String LOSS = "\"sparse_categorical_crossentropy\"", METRICS = "[\"accuracy\"]", OPTIMIZER = "\"amsgrad\":false",
      RATE = "\"learning_rate\":0.001", LAYER = "\"units\":7";
  private static final List<Case> CASES = List.of(
      new Case(Kind.OPTIMIZER, "\"Adam\"", "\"Yogi\"",
          "class 'Yogi' is not supported; supported are Adadelta, Adafactor, Adagrad, Adam, AdamW, Adamax, "),
      new Case(Kind.OPTIMIZER, OPTIMIZER, "\"amsgrad\":false,\"clipnorm\":-1.0",
          "optimizer: clipnorm must be positive, got -1.0"),
      new Case(Kind.OPTIMIZER, OPTIMIZER, "\"amsgrad\":false,\"clipnorm\":1.0,\"clipvalue\":2.0",
          "only one of clipnorm, clipvalue and globalClipnorm can be set"),
      new Case(Kind.OPTIMIZER, OPTIMIZER, "\"amsgrad\":false,\"use_ema\":\"yes\"", "use_ema"),
      new Case(Kind.OPTIMIZER, OPTIMIZER, "\"amsgrad\":false,\"gradient_accumulation_steps\":0.5", "gradient_accumulation_steps"),
      new Case(Kind.OPTIMIZER, OPTIMIZER, "\"amsgrad\":false,\"weight_decay\":[0.1]", "weight_decay: must be a number, got"),
      new Case(Kind.OPTIMIZER, OPTIMIZER, "\"amsgrad\":false,\"decay\":0.1", "decay must be 0 or 0.0, got 0.1"),
      new Case(Kind.OPTIMIZER, OPTIMIZER, "\"amsgrad\":false,\"lr\":0.1", "learning_rate is given twice"),
      new Case(Kind.OPTIMIZER, OPTIMIZER, "\"amsgrad\":false,\"speed\":[]", "Adam has no setting 'speed'"),
      new Case(Kind.OPTIMIZER, RATE, "\"learning_rate\":-1", "the learning rate must not be negative"),
      new Case(Kind.OPTIMIZER, RATE, "\"learning_rate\":{\"module\":\"keras.optimizers.schedules\",\"class_name\":\"ExponentialDecay\"}",
          "initial_learning_rate must be given"),
      new Case(Kind.LOSS, LOSS, "\"cosine_proximity\"", "compile, loss: class 'cosine_proximity' is not supported"),
      new Case(Kind.LOSS, LOSS, "\"my_loss\"", "compile, loss: class 'my_loss' is not supported"),
      new Case(Kind.LOSS, LOSS,
          "{\"module\":\"builtins\",\"class_name\":\"function\",\"config\":\"my_loss\",\"registered_name\":\"function\"}",
          "class 'my_loss'"),
      new Case(Kind.LOSS, LOSS, "{\"module\":null,\"class_name\":\"MyLoss\",\"config\":{\"a\":1},\"registered_name\":\"MyLoss\"}",
          "class 'MyLoss'"),
      new Case(Kind.LOSS, LOSS, "null", "compile, loss: must be a loss, got null"),
      new Case(Kind.LOSS, LOSS, "[\"mse\",\"mse\"]", "compile: a loss must be one for each of the outputs [last], got 2"),
      new Case(Kind.LOSS, LOSS, "{\"class_name\":\"MeanSquaredError\",\"config\":{\"reduction\":\"most\"}}",
          "reduction: must be one of [sum_over_batch_size, sum, mean, mean_with_sample_weight, none], got 'most'"),
      new Case(Kind.LOSS, METRICS, "[\"mean\"]", "compile, metrics: class 'mean' is not supported"),
      new Case(Kind.LOSS, METRICS, "{\"out\":[\"accuracy\",{\"class_name\":\"Mean\",\"config\":{}}]}",
          "class 'Mean' is not supported"),
      new Case(Kind.LOSS, METRICS, "[{\"class_name\":\"Accuracy\",\"config\":{}}]", "class 'Accuracy' is not supported"),
      new Case(Kind.LOSS, METRICS, "[{\"class_name\":\"BinaryAccuracy\",\"config\":{\"threshold\":0.7}}]",
          "threshold must be 0.5, got 0.7"),
      new Case(Kind.LOSS, METRICS, "[\"acc\",\"acc\"]", "two are named 'acc'"),
      new Case(Kind.LOSS, "\"loss_weights\":null", "\"loss_weights\":[1,2]",
          "a loss weight must be one for each of the outputs [last], got 2"),
      new Case(Kind.LOSS, "\"weighted_metrics\":null", "\"weighted_metrics\":[\"mean\"]",
          "compile, metrics: class 'mean' is not supported"),
      new Case(Kind.LOSS, "\"loss\":", "\"speed\":7,\"loss\":", "compile has no setting 'speed'"),
      new Case(Kind.REGULARIZER, "\"kernel_regularizer\":null",
          "\"kernel_regularizer\":{\"class_name\":\"NoSuchRegularizer\",\"config\":{\"factor\":0.01}}",
          "layers[1] 'first', kernel_regularizer: class 'NoSuchRegularizer' is not supported"),
      new Case(Kind.REGULARIZER, "\"bias_regularizer\":null", "\"bias_regularizer\":\"mine\"",
          "layers[1] 'first', bias_regularizer: class 'mine' is not supported"),
      new Case(Kind.REGULARIZER, LAYER,
          "\"units\":7,\"activity_regularizer\":{\"module\":\"keras.regularizers\",\"class_name\":\"Other\"}",
          "activity_regularizer: class 'Other' is not supported"),
      new Case(Kind.CONSTRAINT, "\"kernel_constraint\":null",
          "\"kernel_constraint\":{\"class_name\":\"MyNorm\",\"config\":{\"max_value\":2}}",
          "layers[1] 'first', kernel_constraint: class 'MyNorm' is not supported"));

  private static final NDArray X = MadeSamples.normal(Shape.of(6, 4)), Y = NDArray.of(new int[] {0, 1, 2, 0, 1, 2});
  private static final FitOptions FIT = new FitOptions().withVerbose(0);
  private static final EvaluateOptions EVALUATE = new EvaluateOptions().withVerbose(0);

  @TempDir Path folder;

  private Path file(Format format, Case each) throws java.io.IOException {
    String json = Packed.architecture(format.form), training = withoutOptions(Packed.training(format.form));
    return each.kind.compiled()
        ? Packed.file(folder, format, json, changed(training, each))
        : Packed.file(folder, format, changed(json, each), training);
  }

  /** Without what the optimizer has beside its formula, as Keras 2 writes it, so that each may be put there. */
  private static String withoutOptions(String training) {
    String changed = training;
    for (var option : OptimizerOptions.NONE.inFiles().entrySet())
      changed = changed.replace(",\"" + option.getKey() + "\":" + option.getValue(), "");
    return changed;
  }

  private static String changed(String json, Case each) {
    String changed = json.replace(each.what, each.instead);
    assertNotEquals(json, changed, each.what + " is in " + json);
    return changed;
  }

  private interface Check {
    void of(Path file, Case each) throws Exception;
  }

  private Stream<DynamicTest> tests(Check check) {
    return Stream.of(Format.KERAS, Format.H5, Format.LEGACY_H5).flatMap(format -> CASES.stream()
        .map(each -> DynamicTest.dynamicTest(format + " " + each.instead, () -> check.of(file(format, each), each))));
  }

  /** In one format, for running takes time. */
  private static boolean runs(Path file) { return file.toString().endsWith(".keras"); }

  private static Sequential quietly(Path file) {
    Sequential[] model = new Sequential[1];
    Warned.during(() -> model[0] = Sequential.load(file));
    return model[0];
  }

  @TestFactory Stream<DynamicTest> predictsAndRefusesTheRest() {
    return tests((file, each) -> {
      List<String> warned = Warned.during(() -> Sequential.load(file).close());
      assertEquals(each.kind.compiled() ? 1 : 0, warned.stream().filter(text -> text.contains("is loaded without its ")).count(),
          "" + warned);
      if (each.kind.compiled()) says(each, warned.get(0), file.toString());
      try (Sequential model = quietly(file); Sequential bare = Sequential.load(file, false)) {
        assertEquals(bare.getWeights(), model.getWeights());
        if (runs(file)) assertArrayEquals(bare.predict(X).values(), model.predict(X).values());
        says(each, refusal(() -> model.fit(X, Y, FIT)), "fit: 'm'");
        if (each.kind.evaluated()) says(each, refusal(() -> model.evaluate(X, Y, EVALUATE)), "evaluate: 'm'");
        else if (runs(file)) assertEquals(2, model.evaluate(X, Y, EVALUATE).toList().size());
        assertEquals(List.of(each.kind), model.unsupported().stream().map(UnsupportedSetting::kind).distinct().toList());
      }
    });
  }

  /** Compile settings are replaced by compile, others given up by name; compile alone does not do away with these. */
  @TestFactory Stream<DynamicTest> canBeDoneWithout() {
    return tests((file, each) -> {
      try (Sequential model = quietly(file)) {
        model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
        if (!each.kind.compiled()) {
          says(each, refusal(() -> model.fit(X, Y, FIT)), "fit: 'm'", "drop its regularizers and constraints");
          model.dropRegularizersAndConstraints();
        }
        if (runs(file)) model.fit(X, Y, FIT);
        assertEquals(List.of(), model.unsupported());
        if (runs(file)) assertEquals(List.of(), Warned.during(() -> model.save(folder.resolve("done.keras"))));
      }
      try (Sequential bare = Sequential.load(file, false)) {
        assertEquals(each.kind.compiled(), bare.unsupported().isEmpty());
      }
    });
  }

  @TestFactory Stream<DynamicTest> isNotLostInSilence() {
    return tests((file, each) -> {
      try (Sequential model = quietly(file)) {
        for (String name : runs(file) ? List.of("again.h5") : List.of("again.keras")) {
          Path again = folder.resolve(name);
          List<String> warned = Warned.during(() -> model.save(again));
          assertEquals(1, warned.size(), "" + warned);
          says(each, warned.get(0), again + ": is without what is not supported");
          Sequential.load(again).close();
        }
        assertEquals(1, Warned.during(model::toJson).size());
        assertEquals(each.kind.compiled() ? 0 : 1, Warned.during(() -> model.toJson(Dialect.KERAS_2)).size());
      }
    });
  }

  @TestFactory Stream<DynamicTest> isDescribed() {
    return tests((file, each) -> {
      Description told = ModelFile.inspect(file, Limits.DEFAULT);
      assertEquals(told.unsupported(), told.trainingOnly());
      says(each, told.unsupported().toString(), "");
      assertEquals(35, told.layers().get(1).params());
    });
  }

  private static final List<Case> READ = List.of(new Case(Kind.LOSS, LOSS, "[\"sparse_categorical_crossentropy\"]"),
      new Case(Kind.LOSS, LOSS, "{\"last\":\"sparse_categorical_crossentropy\"}"),
      new Case(Kind.LOSS, LOSS, "{\"last\":[{\"class_name\":\"SparseCategoricalCrossentropy\",\"config\":{}}]}"),
      new Case(Kind.LOSS, METRICS, "\"accuracy\""), new Case(Kind.LOSS, METRICS, "[[\"accuracy\"]]"),
      new Case(Kind.LOSS, METRICS, "{\"last\":\"accuracy\"}"), new Case(Kind.LOSS, METRICS, "{\"last\":[\"accuracy\"]}"),
      new Case(Kind.LOSS, "\"loss_weights\":null", "\"loss_weights\":{\"last\":1.0}"),
      new Case(Kind.LOSS, "\"weighted_metrics\":null", "\"weighted_metrics\":[[]]"),
      new Case(Kind.OPTIMIZER, "\"Adam\"", "\"adam\""),
      new Case(Kind.LOSS, RATE, "\"learning_rate\":{\"type\":\"ndarray\",\"value\":0.001}"));

  /** What is written otherwise for the one output, or by another release, is the same. */
  @TestFactory Stream<DynamicTest> otherSpellings() {
    return Stream.of(Format.KERAS, Format.H5, Format.LEGACY_H5).flatMap(format -> READ.stream()
        .map(each -> DynamicTest.dynamicTest(format + " " + each.instead, () -> {
          Path file = file(format, each);
          Snapshot model = ModelFile.read(file, Limits.DEFAULT);
          assertEquals(List.of(), model.unsupported());
          assertEquals(new SparseCategoricalCrossentropy(), model.settings().loss());
          assertEquals(java.util.Map.of("accuracy", new Accuracy()), model.settings().metrics());
          assertEquals(Rate.of(0.001), model.settings().optimizer().learningRate());
        })));
  }

  @TestFactory Stream<DynamicTest> severalMetrics() {
    return Stream
        .of("[[\"accuracy\",\"categorical_accuracy\"]]", "{\"last\":[\"accuracy\",\"categorical_accuracy\"]}",
            "[\"accuracy\",[\"categorical_accuracy\"]]")
        .map(metrics -> DynamicTest.dynamicTest(metrics, () -> {
          Path file = file(Format.KERAS, new Case(Kind.LOSS, METRICS, metrics));
          assertEquals(java.util.Map.of("accuracy", new Accuracy(), "categorical_accuracy", new CategoricalAccuracy()),
              ModelFile.read(file, Limits.DEFAULT).settings().metrics());
        }));
  }

  @TestFactory Stream<DynamicTest> jitCompile() {
    return Stream.of("true", "false", "\"auto\"").map(jit -> DynamicTest.dynamicTest(jit, () -> {
      Path file = file(Format.KERAS, new Case(Kind.LOSS, "\"loss\":", "\"jit_compile\":" + jit + ",\"loss\":"));
      List<String> warned = Warned.during(() -> ModelFile.read(file, Limits.DEFAULT));
      assertEquals(jit.equals("true"), warned.toString().contains("compiled with jit_compile"), "" + warned);
      assertEquals(0, Warned.during(() -> ModelFile.read(file, false, Limits.DEFAULT)).size());
    }));
  }

  /** Keras's packages have had other names, within TensorFlow and without. */
  @TestFactory Stream<DynamicTest> modules() {
    return Stream.of("keras.src.optimizers.adam", "keras.optimizers.legacy", "keras.optimizers.experimental",
        "keras.optimizers.optimizer_v2.adam", "keras.src.optimizers.legacy.adam", "tensorflow.python.keras.optimizer_v2.adam",
        "tensorflow.keras.optimizers", "tf_keras.optimizers", "tf_keras.src.optimizers.adam", "keras.api._v2.keras.optimizers")
        .map(module -> DynamicTest.dynamicTest(module, () -> assertEquals(List.of(), ofModule("Adam", module).unsupported())));
  }

  @TestFactory Stream<DynamicTest> modulesThatAreNotKerass() {
    return Stream.of("mine.keras.optimizers", "kerasx.optimizers", "keras.layers", "optimizers", "os", "keras optimizers", "keras.")
        .map(module -> DynamicTest.dynamicTest(module, () -> assertTrue(refusal(() -> ofModule("Adam", module))
            .contains("module of Adam must be keras.optimizers, got '" + module + "': custom classes are not supported"))));
  }

  private Snapshot ofModule(String className, String module) {
    try {
      return ModelFile.read(file(Format.KERAS, new Case(Kind.OPTIMIZER, "\"module\":\"keras.optimizers\",\"class_name\":\"Adam\"",
          "\"module\":\"" + module + "\",\"class_name\":\"" + className + "\"")), Limits.DEFAULT);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String refusal(Runnable work) { return assertThrows(KeravaException.class, work::run).getMessage(); }

  private static void says(Case each, String message, String begins) { says(each, message, begins, begins); }

  private static void says(Case each, String message, String begins, String holds) {
    assertTrue(message.startsWith(begins) && message.contains(holds), message);
    for (String told : each.told) assertTrue(message.contains(told), message);
  }
}
