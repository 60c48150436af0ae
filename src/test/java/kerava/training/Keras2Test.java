package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.activations.Activations;
import kerava.data.Dataset;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.GaussianNoise;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.losses.CategoricalCrossentropy;
import kerava.losses.Loss;
import kerava.losses.MeanSquaredError;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.optimizers.Adam;
import kerava.optimizers.Nadam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.optimizers.schedules.ExponentialDecay;
import kerava.random.RandomSeed;
import kerava.random.Rules;
import kerava.random.Session;
import kerava.regularizers.L2;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What cannot be trained by the rules of Keras 2 is refused by name; the numbers of what can are compared in Keras2FitsTest. */
class Keras2Test {
  private static final NDArray X = MadeSamples.normal(Shape.of(12, 4)), Y = MadeSamples.oneHot(12, 3);

  @Test void optimizers() {
    for (Optimizer optimizer : List.of(new Nadam(), new RMSprop(0.01, 0.9, 0.5, 1e-7, false), new SGD(0.1).withClipnorm(1),
        new SGD(new ExponentialDecay(0.1, 10, 0.5))))
      refused("SGD, Adam, Adagrad and RMSprop without momentum train", optimizer, new CategoricalCrossentropy(), last());
    refused("got Nadam[", new Nadam(), new CategoricalCrossentropy(), last());
  }

  @Test void layers() {
    refused("(GaussianNoise); leave it out", new Adam(), new CategoricalCrossentropy(), new GaussianNoise(0.1), last());
    refused("with one; leave it out", new Adam(), new CategoricalCrossentropy(), new Dropout(0.5).withSeed(3), last());
    refused("activations are linear, relu, sigmoid, softmax and tanh, got 'dense", new Adam(), new CategoricalCrossentropy(),
        new Dense(3, Activations.GELU), last());
    refused("no regularizers and constraints, got 'dense", new Adam(), new CategoricalCrossentropy(),
        new Dense(3).withKernelRegularizer(new L2(0.1)), last());
  }

  @Test void losses() {
    refused("got MeanSquaredError", new Adam(), new MeanSquaredError(), last());
    refused("] of linear", new Adam(), new CategoricalCrossentropy(), new Dense(3));
  }

  @Test void modelsOfOtherKinds() {
    try (Session session = Session.begin(1, Rules.KERAS_2)) {
      var in = new Input(4).tensor();
      try (Model model = new Model(in, last().apply(in))) {
        says("a Sequential trains, got 'functional' of another kind",
            assertThrows(KeravaException.class, () -> model.compile("adam", "mse")));
      }
    }
  }

  @Test void settingsOfFit() {
    refusedByFit("samples and classes have no weights",
        model -> model.fit(X, Y, new FitOptions().withVerbose(0).withClassWeight(Map.of(1, 2.0))));
    refusedByFit("got stepsPerEpoch 2", model -> model.fit(X, Y, new FitOptions().withVerbose(0).withStepsPerEpoch(2)));
    refusedByFit("got WITHIN_BATCHES", model -> model.fit(X, Y, new FitOptions().withVerbose(0).withShuffle(Shuffling.WITHIN_BATCHES)));
    refusedByFit("models train by fit", model -> model.trainOnBatch(X, Y));
    refusedByFit("models train on arrays", model -> model.fit(Dataset.of(X, Y).batch(4), new FitOptions().withVerbose(0)));
    refusedByFit("Dense takes vectors, got (None, 2, 2)",
        model -> model.fit(MadeSamples.normal(Shape.of(12, 2, 2)), NDArray.of(Shape.of(12, 2, 3), new float[72]),
            new FitOptions().withVerbose(0)));
  }

  /** The rules are those of the time when a model was built, and of the session. */
  @Test void modelsKeepTheirRules() {
    try (Session session = Session.begin(1, Rules.KERAS_2); Sequential old = model(); Sequential same = model()) {
      RandomSeed.set(1);
      try (Sequential fresh = model()) {
        for (Sequential each : List.of(same, fresh)) each.setWeights(old.getWeights());
        for (Sequential each : List.of(old, same, fresh)) each.fit(X, Y, new FitOptions().withEpochs(3).withBatchSize(4).withVerbose(0));
        assertEquals(old.getWeights(), same.getWeights());
        assertNotEquals(old.getWeights(), fresh.getWeights());
      }
    }
  }

  /** Noise has no seed by the rules of Keras 2, so its layers stay there. */
  @Test void layersOfBothRules() {
    try (Session session = Session.begin(1, Rules.KERAS_2)) {
      Dropout dropout = new Dropout(0.5);
      try (Sequential old = new Sequential(new Input(4), dropout, last())) {
        assertEquals(4, old.getWeights().get(0).count());
        RandomSeed.set(1);
        try (Sequential fresh = new Sequential(new Input(4), dropout, new Dense(3, "softmax"))) {
          fresh.compile("adam", "categorical_crossentropy");
          says("layer 'dropout' was built by the rules of Keras 2",
              assertThrows(KeravaException.class, () -> fresh.fit(X, Y, new FitOptions().withVerbose(0))));
        }
      }
    }
  }

  private static Dense last() { return new Dense(3, "softmax"); }

  private static Sequential model() {
    Sequential model = new Sequential(new Input(4), new Dense(5, "tanh"), new Dense(3, "softmax"));
    model.compile("rmsprop", "categorical_crossentropy");
    return model;
  }

  private static void refused(String rule, Optimizer optimizer, Loss loss, Layer... layers) {
    try (Session session = Session.begin(1, Rules.KERAS_2)) {
      Sequential model = new Sequential(new Input(4));
      for (Layer layer : layers) model.add(layer);
      try (model) {
        says(rule, assertThrows(KeravaException.class, () -> model.compile(optimizer, loss)));
      }
    }
  }

  private static void refusedByFit(String rule, Consumer<Sequential> use) {
    try (Session session = Session.begin(1, Rules.KERAS_2); Sequential model = new Sequential(new Dense(3, "softmax"))) {
      model.compile("adam", "categorical_crossentropy");
      says(rule, assertThrows(KeravaException.class, () -> use.accept(model)));
    }
  }

  private static void says(String rule, KeravaException refusal) {
    assertTrue(refusal.getMessage().contains(rule), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("by the rules of Keras 2"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("RandomSeed.set(seed)"), refusal.getMessage());
  }
}
