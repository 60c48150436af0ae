package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.Warned;
import kerava.activations.Activations;
import kerava.initializers.HeNormal;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.LeakyReLU;
import kerava.losses.CategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Adam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A saved model is the same when it comes back: the same scores, and it trains on as if it had never been away. */
class SaveLoadTest {
  private static final List<Optimizer> OPTIMIZERS =
      List.of(new Adam(), new Adam(0.01, 0.8, 0.99, 1e-6, true), new SGD(), new SGD(0.1, 0.9, true),
          new RMSprop(), new RMSprop(0.01, 0.8, 0.5, 1e-6, true), new Adagrad());

  private static final String NAME = "숨은 층";

  @TempDir Path folder;

  @TestFactory Stream<DynamicTest> evaluatesToTheSameNumbers() {
    return Stream.of("m.keras", "m.h5", "m.hdf5").map(name -> DynamicTest.dynamicTest(name, () -> {
      try (Sequential model = trained(new Adam(), NAME)) {
        model.save(folder.resolve(name));
        try (Sequential loaded = Sequential.load(folder.resolve(name))) {
          assertEquals(model.evaluate(X, Y, QUIET).values(), loaded.evaluate(X, Y, QUIET).values());
          assertArrayEquals(model.predict(X).values(), loaded.predict(X).values());
          assertEquals(model.toJson(), loaded.toJson());
          assertEquals(model.name(), loaded.name());
        }
      }
    }));
  }

  @TestFactory Stream<DynamicTest> trainsOnAsIfUninterrupted() {
    return Stream.of(Dialect.values()).flatMap(dialect -> OPTIMIZERS.stream().map(optimizer -> DynamicTest.dynamicTest(
        dialect + " " + optimizer, () -> {
          Path file = folder.resolve(dialect == Dialect.KERAS_3 ? "m.keras" : "m.h5");
          try (Sequential model = trained(optimizer, "hidden")) {
            model.save(file, dialect);
            try (Sequential loaded = Sequential.load(file)) {
              assertEquals(model.fit(X, Y, FIT).get("loss"), loaded.fit(X, Y, FIT).get("loss"));
              assertEquals(model.getWeights(), loaded.getWeights());
            }
          }
        })));
  }

  /** Saved, loaded and saved again without having run in between, a model keeps its optimizer's state. */
  @Test void survivesBeingPassedOn() {
    try (Sequential model = trained(new Adam(), NAME)) {
      model.save(folder.resolve("1.keras"));
      try (Sequential passed = Sequential.load(folder.resolve("1.keras"))) {
        passed.save(folder.resolve("2.keras"));
        assertEquals(model.summary(), passed.summary());
      }
      try (Sequential loaded = Sequential.load(folder.resolve("2.keras"))) {
        assertEquals(model.fit(X, Y, FIT).get("loss"), loaded.fit(X, Y, FIT).get("loss"));
      }
    }
  }

  /** Weights that are excluded from decay lie by themselves, and Keras has no place for their names. */
  @Test void namesOfWhatDoesNotDecayAreToldToBeLost() {
    Adam optimizer = new Adam(0.01).withWeightDecay(0.25).withGlobalClipnorm(0.5);
    Path file = folder.resolve("excluded.keras");
    try (Sequential model = trained(optimizer.excludeFromWeightDecay("bias", "gamma"), "dense")) {
      List<String> told = Warned.during(() -> model.save(file));
      assertEquals(1, told.size(), "" + told);
      assertTrue(told.get(0).contains("holds no names of what is excluded from weight decay") && told.get(0).contains("[bias, gamma]"),
          "" + told);
      try (Sequential read = Sequential.load(file)) {
        assertEquals(optimizer, read.settings().optimizer());
        assertEquals(model.getWeights(), read.getWeights());
      }
    }
  }

  @Test void aModelWithoutLayersIsDescribed() {
    for (Dialect dialect : Dialect.values()) {
      try (Sequential model = new Sequential("bare", List.of()); Sequential read = Sequential.fromJson(model.toJson(dialect))) {
        assertEquals(model.toJson(dialect), read.toJson(dialect));
      }
    }
  }

  @Test void jsonHoldsWhatAModelIsCompiledWith() {
    try (Sequential model = trained(new SGD(0.1), "dense"); Sequential read = Sequential.fromJson(model.toJson())) {
      assertEquals(model.settings(), read.settings());
      assertEquals(model.toJson(), read.toJson());
    }
    try (Sequential model = model(new SGD(0.1), "dense");
        Model read = Model.fromJson(model.toJson(), new LoadOptions().withCompile(false));
        Model older = Model.fromJson(model.toJson(Dialect.KERAS_2))) {
      assertNull(read.settings());
      assertNull(older.settings());
    }
  }

  @Test void keras2CannotTakeEveryName() {
    try (Sequential model = model(new Adam(), NAME)) {
      String message = assertThrows(KeravaException.class, () -> model.save(folder.resolve("m.h5"), Dialect.KERAS_2)).getMessage();
      assertTrue(message.contains("Keras 2 takes names of letters") && message.contains(NAME), message);
      assertEquals(0, folder.toFile().list().length);
    }
  }

  @TestFactory Stream<DynamicTest> weightsAlone() {
    return Stream.of("w.weights.h5", "w.h5").map(name -> DynamicTest.dynamicTest(name, () -> {
      try (Sequential model = trained(new Adam(), NAME); Sequential other = model(new Adam(), NAME)) {
        model.saveWeights(folder.resolve(name));
        other.loadWeights(folder.resolve(name));
        assertEquals(model.getWeights(), other.getWeights());
        List<Double> on = model.fit(X, Y, FIT).get("loss"), onToo = other.fit(X, Y, FIT).get("loss");
        assertEquals(name.equals("w.weights.h5"), on.equals(onToo), "the optimizer's state is in the new format alone");
      }
    }));
  }

  @Test void aStateThatIsLeftAsideIsTold() {
    try (Sequential model = trained(new Adam(), "hidden"); Sequential other = model(new SGD(), "hidden")) {
      model.saveWeights(folder.resolve("w.weights.h5"));
      List<String> told = Warned.during(() -> other.loadWeights(folder.resolve("w.weights.h5")));
      assertEquals(1, told.size());
      assertTrue(told.get(0).contains("the optimizer's state is left aside, so it stays as it is in the model: SGD must have 2"),
          told.get(0));
      assertEquals(List.of(), Warned.during(() -> model.loadWeights(folder.resolve("w.weights.h5"))));
    }
  }

  /** Keras 3's reader takes no state from .h5, so none is written; nothing is lost where training has not begun. */
  @TestFactory Stream<DynamicTest> aStateThatIsNotWrittenIsTold() {
    return Stream.of("m.h5", "m.keras")
        .flatMap(name -> Stream.of(true, false).map(begun -> DynamicTest.dynamicTest(name + ", " + begun, () -> {
          try (Sequential model = begun ? trained(new Adam(), "hidden") : model(new Adam(), "hidden")) {
            List<String> told = Warned.during(() -> model.save(folder.resolve(name)));
            assertEquals(begun && name.equals("m.h5") ? 1 : 0, told.size(), told.toString());
            if (!told.isEmpty()) assertTrue(told.get(0).endsWith("save as .keras to keep it"), told.get(0));
            assertEquals(List.of(), Warned.during(() -> model.save(folder.resolve("k2.h5"), Dialect.KERAS_2)));
          }
        })));
  }

  private static final NDArray X = MadeSamples.normal(Shape.of(20, 2, 3)), Y = MadeSamples.oneHot(20, 3);
  private static final EvaluateOptions QUIET = new EvaluateOptions().withVerbose(0);
  private static final FitOptions FIT = new FitOptions().withEpochs(2).withBatchSize(7).withVerbose(0);

  private static Sequential trained(Optimizer optimizer, String name) {
    Sequential model = model(optimizer, name);
    model.fit(X, Y, FIT);
    return model;
  }

  private static Sequential model(Optimizer optimizer, String name) {
    RandomSeed.set(7);
    Sequential model = new Sequential("모델 1",
        List.of(new Input(2, 3), new Flatten(), new Dense(16, Activations.TANH, new HeNormal()).named(name),
            new BatchNormalization(), new LeakyReLU(0.1), new Dense(5).withUseBias(false), new Dropout(0).named("drop"),
            new Sequential(name.equals(NAME) ? "안쪽 모델" : "inside",
                List.of(new Dense(4, "elu").named(name), new BatchNormalization(), new Sequential(new Dense(5), new Dropout(0)).layer()))
                .layer(),
            new Dense(3, "softmax")));
    model.compile(optimizer, new CategoricalCrossentropy(false, 0.1), new Accuracy());
    return model;
  }
}
