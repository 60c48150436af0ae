package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.layers.AveragePooling1D;
import kerava.layers.BatchNormalization;
import kerava.layers.Conv1D;
import kerava.layers.Conv2D;
import kerava.layers.Cropping1D;
import kerava.layers.Cropping2D;
import kerava.layers.Dense;
import kerava.layers.DepthwiseConv2D;
import kerava.layers.Dropout;
import kerava.layers.Ends;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.LeakyReLU;
import kerava.layers.Margins;
import kerava.layers.MaxPooling1D;
import kerava.layers.Padding;
import kerava.layers.Pair;
import kerava.layers.RepeatVector;
import kerava.layers.UpSampling1D;
import kerava.losses.BinaryCrossentropy;
import kerava.losses.CategoricalCrossentropy;
import kerava.losses.Loss;
import kerava.losses.MeanSquaredError;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.optimizers.Adadelta;
import kerava.optimizers.Adafactor;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Adam;
import kerava.optimizers.AdamW;
import kerava.optimizers.Adamax;
import kerava.optimizers.Ftrl;
import kerava.optimizers.Lamb;
import kerava.optimizers.Lion;
import kerava.optimizers.Muon;
import kerava.optimizers.Nadam;
import kerava.optimizers.OptimizerOptions;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.optimizers.ScheduleFreeAdamW;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Settings are refused where they are given, layers where they meet a shape, labels by the loss before anything runs. */
class BadSettingsTest {
  private static final double NAN = Double.NaN;
  private static final Map<String, Executable> REFUSED = new LinkedHashMap<>();

  private static void refused(String message, Executable use) { REFUSED.put(message, use); }

  static {
    refused("Dropout: rate must be in 0 .. 1, got -0.1", () -> new Dropout(-0.1));
    refused("Dropout: rate must be in 0 .. 1, got 1.5", () -> new Dropout(1.5));
    refused("Dropout: rate must be in 0 .. 1, got NaN", () -> new Dropout(NAN));
    refused("Dropout: the sizes of noiseShape must be positive or NONE, got (None, 0)",
        () -> new Dropout(.5).withNoiseShape(Shape.of(Shape.NONE, 0)));
    refused("Dropout: noiseShape (None, 1, 4) must have as many axes as the input, (None, 4)", () -> on4(noise(Shape.NONE, 1, 4)));
    refused("Dropout: axis 1 of noiseShape must be 1, NONE or 4, got 3", () -> on4(noise(Shape.NONE, 3)));
    refused("Dropout: axis 0 of noiseShape must be 1, NONE or the batch size, got 2", () -> on4(noise(2, 4)));
    refused("BatchNormalization: axis must not be 0, the batch axis", () -> new BatchNormalization().withAxis(0));
    refused("BatchNormalization: axis 2 is not one of the sample's axes in an input (None, 4)",
        () -> on4(new BatchNormalization().withAxis(2)));
    refused("BatchNormalization: axis -2 is not one of the sample's axes in an input (None, 4)",
        () -> on4(new BatchNormalization().withAxis(-2)));
    refused("BatchNormalization: axis -1 is not one of the sample's axes in an input (None,)",
        () -> new Sequential(new Input(), new BatchNormalization()));
    refused("BatchNormalization: momentum must be in 0 .. 1, got -0.5", () -> new BatchNormalization().withMomentum(-.5));
    refused("BatchNormalization: momentum must be in 0 .. 1, got 1.25", () -> new BatchNormalization().withMomentum(1.25));
    refused("BatchNormalization: epsilon must not be negative, got -1.0", () -> new BatchNormalization().withEpsilon(-1));
    refused("BatchNormalization: epsilon must not be negative, got NaN", () -> new BatchNormalization().withEpsilon(NAN));
    refused("BatchNormalization: an initializer must not be null",
        () -> new BatchNormalization(-1, .9, .1, true, true, null, null, null, null, null, null, null, null, null));
    refused("RepeatVector: n must be at least 1, got 0; give the number of steps", () -> new RepeatVector(0));
    refused("RepeatVector: the input must be (batch, features), got", () -> new RepeatVector(2).apply(new Input(3, 4).tensor()));
    refused("UpSampling1D: size must be at least 1, got 0", () -> new UpSampling1D(0));
    refused("Ends: none may be negative, got -1 and 2", () -> new Cropping1D(new Ends(-1, 2)));
    refused("Cropping1D: nothing is left of 3 where 1 and 2 are cut off",
        () -> new Cropping1D(new Ends(1, 2)).apply(new Input(3, 4).tensor()));
    refused("Cropping2D: nothing is left of 2 where 1 and 1 are cut off",
        () -> new Cropping2D(new Margins(1)).apply(new Input(5, 2, 4).tensor()));
    refused("MaxPooling1D: no window of (4) fits into an input", () -> new MaxPooling1D(4).apply(new Input(3, 4).tensor()));
    refused("MaxPooling1D: the input must have three axes, the batch, steps and channels",
        () -> new MaxPooling1D().apply(new Input(3).tensor()));
    refused("AveragePooling1D: a setting must not be null", () -> new AveragePooling1D(2).withPadding(null));
    refused("DepthwiseConv2D: TensorFlow takes the same stride along both axes alone, got (1, 2)",
        () -> new DepthwiseConv2D(2).withStrides(new Pair(1, 2)));
    refused("Conv1D: strides or dilation rates may be more than 1, not both", () -> new Conv1D(2, 2).withStrides(2).withDilationRate(2));
    refused("Conv2D: groups must be at least 1, got 0", () -> new Conv2D(2, 2).withGroups(0));
    refused("Conv2D: groups must divide the filters, got 4 groups and 6 filters", () -> new Conv2D(6, 2).withGroups(4));
    refused("Conv1D: groups must divide the channels, got 2 groups and 3 channels",
        () -> new Conv1D(4, 2).withGroups(2).outputShape(Shape.of(Shape.NONE, 5, 3)));
    refused("Conv2D: padding is valid or same, got causal", () -> new Conv2D(2, 2).withPadding(Padding.CAUSAL));
    refused("MaxPooling1D: padding is valid or same, got causal", () -> new MaxPooling1D(2).withPadding(Padding.CAUSAL));
    refused("Length: must be at least 1, got 0", () -> new MaxPooling1D(2).withStrides(0));
    refused("LeakyReLU: negativeSlope must not be negative, got -0.3", () -> new LeakyReLU(-.3));
    refused("LeakyReLU: negativeSlope must not be negative, got NaN", () -> new LeakyReLU(NAN));

    refused("SGD: momentum must be in 0 .. 1, got -0.1", () -> new SGD(.1, -.1, false));
    refused("SGD: momentum must be in 0 .. 1, got 1.5", () -> new SGD(.1, 1.5, true));
    refused("RMSprop: rho must be in 0 .. 1, got 1.5", () -> new RMSprop(.1, 1.5, 0, 0, false));
    refused("RMSprop: rho must be in 0 .. 1, got NaN", () -> new RMSprop(.1, NAN, 0, 0, false));
    refused("RMSprop: momentum must be in 0 .. 1, got -1.0", () -> new RMSprop(.1, .9, -1, 0, false));
    refused("RMSprop: epsilon must not be negative, got -1.0E-7", () -> new RMSprop(.1, .9, 0, -1e-7, false));
    refused("Adagrad: initialAccumulatorValue must not be negative, got -0.1", () -> new Adagrad(.1, -.1, 0));
    refused("Adagrad: epsilon must not be negative, got -2.0", () -> new Adagrad(.1, 0, -2));
    refused("Adam: beta1 must be in 0 .. 1 (1 excluded), got 1.0", () -> new Adam(.1, 1, .9, 0, false));
    refused("Adam: beta2 must be in 0 .. 1 (1 excluded), got -0.9", () -> new Adam(.1, .9, -.9, 0, true));
    refused("Adamax: beta2 must be in 0 .. 1 (1 excluded), got 1.0", () -> new Adamax(.1, .9, 1, 0));
    refused("Lion: beta1 must be in 0 .. 1 (0 excluded), got 0.0", () -> new Lion(.1, 0, .9));
    refused("Lion: beta2 must be in 0 .. 1, got 1.5", () -> new Lion(.1, .9, 1.5));
    refused("Nadam: beta1 must be in 0 .. 1 (1 excluded), got 1.0", () -> new Nadam(.1, 1, .9, 0));
    refused("Lamb: epsilon must not be negative, got -1.0", () -> new Lamb(.1, .9, .9, -1));
    refused("Muon: beta1 must be in 0 .. 1 (1 excluded), got 1.0", () -> new Muon().withAdam(1, .9, 0, 1));
    refused("Muon: nsSteps must be in 0 .. 100, got 101", () -> new Muon().withNewtonSchulz(1, 1, 1, 101));
    refused("Muon: adamWeightDecay must not be negative, got -1.0", () -> new Muon().withAdamWeightDecay(-1.));
    refused("Muon: muonA, muonB, muonC, adamLrRatio, momentum and rmsRate must be finite, got NaN",
        () -> new Muon().withMomentum(NAN, true));
    refused("ScheduleFreeAdamW: beta1 must not be 0, for it divides by it", () -> new ScheduleFreeAdamW(.1, 0, .9, 0, 0));
    refused("ScheduleFreeAdamW: beta2 must be in 0 .. 1 (1 excluded), got 1.0", () -> new ScheduleFreeAdamW(.1, .9, 1, 0, 0));
    refused("ScheduleFreeAdamW: warmupSteps must not be negative, got -1", () -> new ScheduleFreeAdamW().withWarmupSteps(-1));
    refused("Ftrl: learningRatePower must not be positive, got 0.5", () -> new Ftrl(.1, .5, 0, 0, 0, 0, 0));
    refused("Ftrl: initialAccumulatorValue must not be negative, got -1.0", () -> new Ftrl(.1, -.5, -1, 0, 0, 0, 0));
    refused("Ftrl: l1RegularizationStrength must not be negative, got -1.0", () -> new Ftrl(.1, -.5, 0, -1, 0, 0, 0));
    refused("Ftrl: l2RegularizationStrength must not be negative, got NaN", () -> new Ftrl(.1, -.5, 0, 0, NAN, 0, 0));
    refused("Ftrl: l2ShrinkageRegularizationStrength must not be negative, got -1.0", () -> new Ftrl(.1, -.5, 0, 0, 0, -1, 0));
    refused("Ftrl: beta must be finite, got NaN", () -> new Ftrl(.1, -.5, 0, 0, 0, 0, NAN));
    refused("Adadelta: rho must be in 0 .. 1, got 1.5", () -> new Adadelta(.1, 1.5, 0));
    refused("Adadelta: epsilon must not be negative, got -1.0", () -> new Adadelta(.1, .5, -1));
    refused("AdamW: beta1 must be in 0 .. 1 (1 excluded), got 1.0", () -> new AdamW(.1, 0, 1, .9, 0, false));
    refused("AdamW: weightDecay must be given; take Adam for none", () -> new AdamW().with(OptimizerOptions.NONE));
    refused("optimizer: weightDecay must not be negative, got -0.1", () -> new SGD().withWeightDecay(-.1));
    refused("optimizer: weightDecay must not be negative, got NaN", () -> new AdamW(.1, NAN));
    refused("optimizer: clipnorm must be positive, got 0.0", () -> new SGD().withClipnorm(0));
    refused("optimizer: globalClipnorm must be positive, got -1.0", () -> new Adafactor().withGlobalClipnorm(-1));
    refused("optimizer: emaMomentum must be in 0 .. 1, got 1.5", () -> new SGD().withEma(1.5));
    refused("optimizer: emaMomentum must be in 0 .. 1, got NaN", () -> new SGD().withEma(NAN));
    refused("optimizer: emaOverwriteFrequency must be at least 1, got 0", () -> new SGD().withEma(.9, 0));
    refused("optimizer: gradientAccumulationSteps must be at least 2, got 1", () -> new SGD().withGradientAccumulationSteps(1));
    refused("optimizer: clipvalue must be positive, got NaN", () -> new Adagrad().withClipvalue(NAN));
    refused(
        "optimizer: only one of clipnorm, clipvalue and globalClipnorm can be set, got clipnorm=1.0, clipvalue=0.5, globalClipnorm=null",
        () -> new Adam().withClipnorm(1).withClipvalue(.5));
    refused("pattern: must be a string that is not empty, got ",
        () -> new AdamW().excludeFromWeightDecay("bias", ""));
    refused("Adam: epsilon must not be negative, got -3.0", () -> new Adam(.1, .9, .9, -3, false));
    refused("CategoricalCrossentropy: labelSmoothing must be in 0 .. 1, got -0.1", () -> new CategoricalCrossentropy(false, -.1));
    refused("BinaryCrossentropy: labelSmoothing must be in 0 .. 1, got 1.1", () -> new BinaryCrossentropy(true, 1.1));
    refused("BinaryCrossentropy: labelSmoothing must be in 0 .. 1, got NaN", () -> new BinaryCrossentropy(false, NAN));

    Dense twice = new Dense(4);
    refused("the layer object of '", () -> new Sequential(new Input(4), twice, twice));
    refused("two layers are named 'noise'; every layer needs a name of its own",
        () -> on4(new Dropout(.1).named("noise"), new LeakyReLU().named("noise")));

    Loss categorical = new CategoricalCrossentropy(), binary = new BinaryCrossentropy(), squares = new MeanSquaredError();
    labels("y must have a column for each of the model's 3 outputs, got (4,) a sample", 3, categorical, rows(4, 1));
    labels("y must hold a row of 3 classes a sample, got one label a sample; make one-hot rows of them", 3, categorical,
        NDArray.of(2, 0));
    labels("labels must be in 0 .. 1, got 2.0 in y at sample 0", 3, categorical, rows(3, 2));
    labels("labels must be in 0 .. 1, got NaN in y at sample 0", 3, categorical, rows(3, Float.NaN));
    labels("labels must be in 0 .. 1, got -1.0 in y at sample 1", 1, binary, NDArray.of(1, -1));
    labels("labels must be in 0 .. 1, got NaN in y at sample 0", 4, binary, rows(4, Float.NaN));
    labels("y must have the shape of the model's output, (n, ...) with (3,) a sample, got (4,) a sample", 3, binary, rows(4, 1));
    labels("y must have the shape of the model's output, (n, ...) with (3,) a sample, got () a sample", 3, binary, NDArray.of(1, 0));
    labels("y must have the shape of the model's output, (n, ...) with (1,) a sample, got (2,) a sample", 1, squares, rows(2, 1));
    labels("labels must be finite, got NaN in y at sample 0", 3, squares, rows(3, Float.NaN));
    labels("labels must be finite, got -Infinity in y at sample 0", 2, squares, rows(2, Float.NEGATIVE_INFINITY));
    labels("y must hold one label a sample, shape (n,) or (n, 1)", 3, new SparseCategoricalCrossentropy(true), rows(3, 1));
  }

  private static Dropout noise(int... sizes) { return new Dropout(.5).withNoiseShape(Shape.of(sizes)); }

  private static void on4(Layer... layers) {
    try (Sequential model = new Sequential(new Input(4))) {
      for (Layer layer : layers) model.add(layer);
    }
  }

  /** Two rows; the first begins with {@code value}, all else is 0. */
  private static NDArray rows(int columns, float value) {
    NDArray rows = NDArray.of(new float[2][columns]);
    rows.values()[0] = value;
    return rows;
  }

  /** Refused by fit, evaluate and gradients, which all name the loss. */
  private static void labels(String message, int units, Loss loss, NDArray y) {
    refused(loss.getClass().getSimpleName() + ": " + message, () -> {
      NDArray x = NDArray.of(new float[][] {{1, 2, 3, 4}, {-1, 0, 1, 2}});
      try (Sequential model = new Sequential(new Input(4), new Dense(units, "sigmoid"))) {
        model.compile(new Adam(), loss);
        List<NDArray> before = model.getWeights();
        String evaluate = message(() -> model.evaluate(x, y, new EvaluateOptions().withVerbose(0)));
        assertEquals(evaluate, message(() -> model.gradients(x, y)));
        assertEquals(evaluate, message(() -> model.fit(x, y, new FitOptions().withVerbose(0))));
        assertEquals(before, model.getWeights());
        throw new KeravaException(evaluate);
      }
    });
  }

  private static String message(Executable use) { return assertThrows(KeravaException.class, use).getMessage(); }

  @TestFactory Stream<DynamicTest> isRefused() {
    return REFUSED.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
      String message = message(e.getValue());
      assertTrue(message.contains(e.getKey()), "'" + message + "' does not say '" + e.getKey() + "'");
    }));
  }
}
