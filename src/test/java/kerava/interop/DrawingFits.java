package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.layers.Between;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Factor;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.RandomColorDegeneration;
import kerava.layers.RandomColorJitter;
import kerava.layers.RandomFlip;
import kerava.layers.RandomGrayscale;
import kerava.layers.RandomHue;
import kerava.layers.RandomPosterization;
import kerava.layers.RandomSaturation;
import kerava.layers.RandomSharpness;
import kerava.layers.RandomTranslation;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.DynamicTest;

/** The fits of golden_augmentation.py drawing_fits: what layers draw in a second fit tells in which passes before they have drawn. */
record DrawingFits(SmallFits fits) {
  private static final Map<String, Supplier<Layer>> LAYERS = Map.of("flip", RandomFlip::new, "move", () -> new RandomTranslation(0.4, 0.2),
      "jitter", () -> new RandomColorJitter().withValueRange(new Between(-2, 2)).withBrightnessFactor(Factor.of(0.2))
          .withContrastFactor(Factor.of(0.5)).withSaturationFactor(Factor.of(0.5)).withHueFactor(Factor.of(0.5)),
      "gray", RandomGrayscale::new, "degenerate", () -> new RandomColorDegeneration(0.5).withValueRange(new Between(-2, 2)),
      "hue", () -> new RandomHue(0.5).withValueRange(new Between(-4, 4)),
      "saturation", () -> new RandomSaturation(new Between(0.25, 0.75)).withValueRange(new Between(0, 1)),
      "sharpen", () -> new RandomSharpness(1).withValueRange(new Between(-2, 2)),
      "fewer bits", () -> new RandomPosterization(4).withValueRange(new Between(-8, 8)));

  Stream<DynamicTest> tests() { return fits.fits().map(fit -> DynamicTest.dynamicTest(fit.get("case").asText(), () -> check(fit))); }

  private void check(JsonNode fit) {
    JsonNode golden = fits.golden();
    NDArray x = Goldens.array(golden.get("x")), y = NDArray.of(Goldens.ints(golden.get("y")));
    RandomSeed.set(golden.get("seed").asLong());
    Layer layer = LAYERS.get(fit.get("case").asText()).get();
    try (Sequential model = new Sequential(new Input(4, 3, 3), layer, new Dropout(0.2), new Flatten(), new Dense(3, "softmax"))) {
      model.compile(new SGD(), new SparseCategoricalCrossentropy());
      FitOptions options = new FitOptions().withBatchSize(golden.get("batch_size").asInt()).withVerbose(0);
      List<Double> losses =
          new ArrayList<>(model.fit(x, y, options.withEpochs(2).withValidationData(x.slice(0, 7), y.slice(0, 7))).get("loss"));
      model.evaluate(x, y, new EvaluateOptions().withBatchSize(7).withVerbose(0));
      model.predict(x, new PredictOptions().withBatchSize(9).withVerbose(0));
      losses.addAll(model.fit(x, y, options.withEpochs(1)).get("loss"));
      fits.near(Bits.doubles(fit.get("losses")), losses, "loss of epoch");
      Goldens.assertNear(Goldens.arrays(fit.get("weights")), model.getWeights(), fits.tolerance(), "weight");
    }
  }
}
