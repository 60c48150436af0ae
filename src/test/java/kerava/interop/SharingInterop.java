package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kerava.Goldens;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LeakyReLU;
import kerava.losses.BinaryCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Model;
import kerava.network.LayerNames;
import kerava.optimizers.Adam;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Models that share layers are trained in turn, and each learns, bit by bit, what the others have learned ({@code sharing_models.py}). */
@Tag("interop") class SharingInterop {
  private static final int SEED = 17, N = 20;
  private static JsonNode arrays;
  private static List<JsonNode> python;

  @BeforeAll static void trainInPython() {
    python = Python.lines("sharing_models.py");
    arrays = python.get(0).get("arrays");
  }

  @BeforeEach void fresh() {
    LayerNames.clear();
    RandomSeed.set(SEED);
  }

  @Test void autoencoder() {
    JsonNode turns = turns("autoencoder");
    KerasTensor x = new Input(6).tensor(), codes = new Input(3).tensor();
    NDArray numbers = array("numbers"), targets = firstThree(numbers);
    try (
        Model encoder = new Model("encoder", List.of(x), List.of(new Dense(3, "tanh").apply(new Dense(5, "relu").apply(x))));
        Model decoder = new Model("decoder", List.of(codes),
            List.of(new Dense(6).apply(new Dropout(0.2).apply(new Dense(5, "elu").apply(codes)))));
        Model whole = new Model("whole", List.of(x), List.of(decoder.apply(encoder.apply(x))))) {
      whole.compile("adam", "mean_squared_error");
      encoder.compile("rmsprop", "mean_squared_error");
      for (int turn = 0; turn < 2; turn++) {
        List<Double> losses =
            new ArrayList<>(whole.fit(numbers, numbers, new FitOptions().withEpochs(2).withBatchSize(8).withVerbose(0)).get("loss"));
        losses.addAll(encoder.fit(numbers, targets, new FitOptions().withBatchSize(8).withVerbose(0)).get("loss"));
        assertEquals(Bits.doubles(turns.get(turn).get("loss")), losses, "turn " + turn);
        same(turns.get(turn).get("encoder"), encoder, numbers);
        same(turns.get(turn).get("decoder"), decoder, array("codes"));
        same(turns.get(turn).get("whole"), whole, numbers);
      }
      encoder.setWeights(encoder.getWeights().stream().map(SharingInterop::half).toList());
      assertEquals(turns.get(2).get("loss").get(0).asDouble(),
          whole.evaluate(numbers, numbers, new EvaluateOptions().withVerbose(0)).loss());
      same(turns.get(2).get("whole"), whole, numbers);
    }
  }

  @Test void adversariesThawedForTheirOwnFits() { adversaries(true); }

  @Test void adversariesAsTheyWereTraced() { adversaries(false); }

  private static void adversaries(boolean toggled) {
    JsonNode turns = turns(toggled ? "toggled" : "traced");
    NDArray real = array("real"), noise = array("noise");
    KerasTensor x = new Input(4).tensor(), z = new Input(3).tensor();
    KerasTensor hidden = new Dropout(0.3).apply(new LeakyReLU(0.2).apply(new Dense(8).apply(x)));
    try (
        Model discriminator = new Model("discriminator", List.of(x), List.of(new Dense(1, "sigmoid").apply(hidden)));
        Model generator = new Model("generator", List.of(z),
            List.of(new Dense(4, "tanh").apply(new BatchNormalization().apply(new Dense(5, "relu").apply(z)))))) {
      discriminator.compile(new Adam(0.01), new BinaryCrossentropy(), new Accuracy());
      if (!toggled) fit(discriminator, real, ones(N), 5);
      try (Model gan = new Model("gan", List.of(z), List.of(discriminator.apply(generator.apply(z))))) {
        gan.setTrainable("discriminator", false);
        gan.compile(new SGD(0.05, 0.5, false), new BinaryCrossentropy());
        for (int turn = 0; turn < 3; turn++) turn(toggled, turns, turn, discriminator, generator, gan);
        same(turns.get(turns.size() - 1).get("discriminator"), discriminator, real);
        same(turns.get(turns.size() - 1).get("generator"), generator, noise);
        same(turns.get(turns.size() - 1).get("gan"), gan, noise);
      }
    }
  }

  private static void turn(boolean toggled, JsonNode turns, int turn, Model discriminator, Model generator, Model gan) {
    for (int batch = 0; batch < N; batch += 5) {
      JsonNode told = turns.get((turn * N + batch) / 5);
      NDArray z = array("z" + (turn * N + batch)), faked = behind(array("real").slice(batch, batch + 5), generator.predict(z));
      if (toggled) gan.setTrainable("discriminator", true);
      assertEquals(told.get("judged").toString(), fit(discriminator, faked, behind(ones(5), zeros(5)), 10),
          "judged, " + turn + ", " + batch);
      gan.setTrainable("discriminator", false);
      assertEquals(told.get("fooled").toString(), fit(gan, z, ones(5), 5), "fooled, " + turn + ", " + batch);
    }
  }

  /** The history, as JSON. */
  private static String fit(Model model, NDArray x, NDArray y, int batchSize) {
    var history = model.fit(x, y, new FitOptions().withBatchSize(batchSize).withShuffle(false).withVerbose(0)).values();
    return history.toString().replace("=", ":").replace(", ", ",").replaceAll("([a-z]+):", "\"$1\":");
  }

  private static void same(JsonNode told, Model model, NDArray x) {
    assertEquals(Bits.texts(told.get("weights")), Bits.md5(model.getWeights()), model.name());
    assertEquals(told.get("predict").asText(), Bits.md5(model.predict(x)), model.name());
  }

  private static JsonNode turns(String name) {
    return python.stream().filter(told -> told.path("case").asText().equals(name)).findFirst().orElseThrow().get("turns");
  }

  private static NDArray array(String name) { return Goldens.array(arrays.get(name)); }

  private static NDArray half(NDArray array) {
    float[] values = array.values().clone();
    for (int i = 0; i < values.length; i++) values[i] *= .5f;
    return new NDArray(array.shape(), values);
  }

  private static NDArray firstThree(NDArray rows) {
    float[] values = new float[3 * N];
    for (int i = 0; i < values.length; i++) values[i] = rows.values()[i / 3 * 6 + i % 3];
    return new NDArray(Shape.of(N, 3), values);
  }

  private static NDArray behind(NDArray first, NDArray second) {
    float[] values = Arrays.copyOf(first.values(), first.values().length + second.values().length);
    System.arraycopy(second.values(), 0, values, first.values().length, second.values().length);
    return new NDArray(first.shape().dropFirst().prepend(first.count() + second.count()), values);
  }

  private static NDArray ones(int n) {
    float[] values = new float[n];
    Arrays.fill(values, 1);
    return new NDArray(Shape.of(n, 1), values);
  }

  private static NDArray zeros(int n) { return new NDArray(Shape.of(n, 1), new float[n]); }
}
