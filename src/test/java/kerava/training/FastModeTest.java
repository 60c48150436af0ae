package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.Warned;
import kerava.activations.Activations;
import kerava.layers.BatchNormalization;
import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Embedding;
import kerava.layers.Flatten;
import kerava.layers.Hashing;
import kerava.layers.Input;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.layers.MaxPooling2D;
import kerava.layers.Reshape;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The loop that XLA compiles trains as the usual one does, to rounding, and gives way to it where it cannot be; here on a CPU, for which a
 * property lets it be compiled.
 */
class FastModeTest {
  private static final double TOLERANCE = 2e-3;
  private static final int SAMPLES = 50, SIZE = 12, EPOCHS = 2;
  private static final Map<String, Supplier<List<Layer>>> MODELS = Map.of(
      "dense", () -> List.of(new Input(SIZE), new Dense(9, Activations.RELU), new Dense(4, Activations.SOFTMAX)),
      "normalized", () -> List.of(new Input(SIZE), new Dense(7), new BatchNormalization(), new Dense(4, Activations.SOFTMAX)),
      "convolving",
      () -> List.of(new Input(SIZE), new Reshape(3, 4, 1), new Conv2D(5, 2), new MaxPooling2D(2), new Flatten(),
          new Dense(4, Activations.SOFTMAX)),
      "embedded", () -> List.of(new Input(SIZE), new Embedding(3, 5), new Flatten(), new Dense(4, Activations.SOFTMAX)),
      "recurrent", () -> List.of(new Input(SIZE), new Reshape(4, 3), new LSTM(6), new Dense(4, Activations.SOFTMAX)));

  @BeforeEach void compilesForACpu() { System.setProperty(FastMode.FOR_CPU, "true"); }

  @AfterEach void noMore() { System.clearProperty(FastMode.FOR_CPU); }

  @TestFactory Stream<DynamicTest> trainsAsEver() {
    return MODELS.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> trainsAsEver(each.getValue())));
  }

  /** 50 samples in batches of 16: the last has two. */
  private static void trainsAsEver(Supplier<List<Layer>> layers) {
    try (Sequential fast = model(layers.get()); Sequential usual = model(layers.get())) {
      History[] histories = new History[2];
      assertEquals(List.of(), Warned.during(() -> histories[0] = fit(fast, new FitOptions().withFast(true))));
      histories[1] = fit(usual, new FitOptions());
      assertEquals(histories[1].values().keySet(), histories[0].values().keySet());
      for (int epoch = 0; epoch < EPOCHS; epoch++)
        Goldens.assertNear(histories[1].get("loss").get(epoch), histories[0].get("loss").get(epoch), TOLERANCE, "loss");
      Goldens.assertNear(usual.getWeights(), fast.getWeights(), TOLERANCE, "weight");
      fit(fast, new FitOptions());
      fit(usual, new FitOptions());
      Goldens.assertNear(usual.getWeights(), fast.getWeights(), 2 * TOLERANCE, "weight, trained on as ever");
    }
  }

  /** XLA draws other numbers, and the same for one seed. */
  @Test void drawsItsOwnNoise() {
    Supplier<List<Layer>> layers = () -> List.of(new Input(SIZE), new Dropout(0.5), new Dense(4, Activations.SOFTMAX));
    try (Sequential one = model(layers.get()); Sequential other = model(layers.get()); Sequential usual = model(layers.get())) {
      fit(one, new FitOptions().withFast(true));
      fit(other, new FitOptions().withFast(true));
      fit(usual, new FitOptions());
      assertEquals(one.getWeights(), other.getWeights());
      Goldens.assertNear(usual.getWeights(), one.getWeights(), 0.3, "weight");
    }
  }

  /** One bar for whole batches, one for the last. */
  @Test void showsHowLongItCompiles() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Sequential model = model(MODELS.get("dense").get())) {
      fit(model, new FitOptions().withFast(true).withVerbose(2).withOut(new PrintStream(out, true, StandardCharsets.UTF_8)));
    }
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("Compiled by XLA:" + System.lineSeparator() + "1/1 - "), text);
    assertEquals(3, text.split("Compiled").length, text);
  }

  /** XLA knows no texts. */
  @Test void trainsAsEverWhatCannotBeCompiled() {
    Supplier<List<Layer>> layers =
        () -> List.of(new Input(SIZE), new Hashing(3), new Embedding(3, 2), new Flatten(), new Dense(4, Activations.SOFTMAX));
    assertWarns(layers, "fit: XLA cannot compile this model (");
  }

  @Test void servesGpus() {
    noMore();
    assertWarns(MODELS.get("dense"), "fit: fast mode serves GPUs");
  }

  private static void assertWarns(Supplier<List<Layer>> layers, String begin) {
    try (Sequential fast = model(layers.get()); Sequential usual = model(layers.get())) {
      List<String> warned = Warned.during(() -> fit(fast, new FitOptions().withFast(true)));
      assertEquals(1, warned.size(), warned::toString);
      assertTrue(warned.get(0).startsWith(begin) && !warned.get(0).contains("\n"), warned.get(0));
      fit(usual, new FitOptions());
      assertFalse(usual.getWeights().isEmpty());
      assertEquals(usual.getWeights(), fast.getWeights());
      assertEquals(warned, Warned.during(() -> fit(fast, new FitOptions().withFast(true))), "of a second fit");
    }
  }

  private static Sequential model(List<Layer> layers) {
    RandomSeed.set(3);
    Sequential model = new Sequential(layers.toArray(Layer[]::new));
    model.compile(new SGD(0.1, 0.5, false), new SparseCategoricalCrossentropy(), new Accuracy()); // adam makes whole steps of what rounding leaves
    return model;
  }

  private static History fit(Sequential model, FitOptions how) {
    float[] x = new float[SAMPLES * SIZE], y = new float[SAMPLES];
    for (int i = 0; i < x.length; i++) x[i] = i * 7 % 3;
    for (int i = 0; i < y.length; i++) y[i] = (x[i * SIZE] + x[i * SIZE + 1]) % 4;
    FitOptions quiet = how.verbose() == 1 ? how.withVerbose(0) : how;
    return model.fit(NDArray.of(Shape.of(SAMPLES, SIZE), x), NDArray.of(Shape.of(SAMPLES), y), quiet.withEpochs(EPOCHS).withBatchSize(16));
  }
}
