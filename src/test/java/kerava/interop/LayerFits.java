package kerava.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kerava.config.Axes;
import kerava.constraints.MaxNorm;
import kerava.constraints.MinMaxNorm;
import kerava.constraints.NonNeg;
import kerava.constraints.UnitNorm;
import kerava.initializers.Constant;
import kerava.initializers.HeNormal;
import kerava.initializers.Ones;
import kerava.initializers.Orthogonal;
import kerava.initializers.RandomUniform;
import kerava.layers.Activation;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.LeakyReLU;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.models.Sequential;
import kerava.optimizers.Adam;
import kerava.regularizers.L1;
import kerava.regularizers.L1L2;
import kerava.regularizers.L2;
import kerava.tensor.Shape;

/** The models of golden_fits.py LAYERS, under the same names. */
final class LayerFits {
  private static final int CLASSES = 3;

  record Case(Shape x, Supplier<List<Layer>> layers) {}

  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  private LayerFits() {}

  static Set<String> names() { return CASES.keySet(); }

  /** Those whose samples are small enough for a file. */
  static Set<String> stored() {
    return CASES.keySet().stream().filter(name -> CASES.get(name).x.elements() <= 300).collect(Collectors.toSet());
  }

  static SmallFits.Compiled named(String name) {
    return new SmallFits.Compiled(() -> layers(name), Adam::new, SparseCategoricalCrossentropy::new);
  }

  private static List<Layer> layers(String name) {
    List<Layer> layers = new ArrayList<>(CASES.get(name).layers.get());
    if (!name.equals("without an Input")) layers.add(0, new Input(CASES.get(name).x, null));
    return layers;
  }

  private interface Layers {
    Layer[] layers();
  }

  /** {@code layers} on five features. */
  private static void on5(String name, Layers layers) { on(Shape.of(5), name, layers); }

  private static void on(Shape x, String name, Layers layers) { CASES.put(name, new Case(x, () -> List.of(layers.layers()))); }

  /** The same with a Flatten and a softmax after them. */
  private static void headed(Shape x, String name, Layers layers) {
    CASES.put(name, new Case(x, () -> {
      List<Layer> all = new ArrayList<>(List.of(layers.layers()));
      all.addAll(List.of(new Flatten(), new Dense(CLASSES, "softmax")));
      return all;
    }));
  }

  private static void headed5(String name, Layers layers) { headed(Shape.of(5), name, layers); }

  private static Layer[] of(Layer... layers) { return layers; }

  private static Dense unbiased(int units) { return new Dense(units).withUseBias(false); }

  private static BatchNormalization normalized() { return new BatchNormalization(); }

  static {
    Shape rows = Shape.of(2, 5), matrix = Shape.of(3, 5), block = Shape.of(2, 3, 4);
    headed(rows, "dense of matrices", () -> of(new Dense(4, "relu")));
    headed(rows, "dense of one unit, of matrices", () -> of(new Dense(1, "sigmoid")));
    headed5("dense of one unit", () -> of(new Dense(1, "tanh")));
    on5("dense without bias", () -> of(new Dense(7, "elu").withUseBias(false), new Dense(CLASSES, "softmax").withUseBias(false)));
    on5("activations as layers", () -> of(new Dense(6), new Activation("tanh"), new Dense(CLASSES), new Activation("softmax")));
    on5("initializers", () -> of(
        new Dense(6, "relu").withKernelInitializer(new HeNormal()).withBiasInitializer(new RandomUniform()),
        new Dense(CLASSES, "softmax").withKernelInitializer(new Orthogonal())));
    on5("probabilities without a softmax", () -> of(new Dense(6, "tanh"), new Dense(CLASSES, "sigmoid")));
    on(rows, "without an Input", () -> of(new Flatten(), new Dense(6, "relu"), new Dense(CLASSES, "softmax")));

    headed5("leaky relu", () -> of(new Dense(7), new LeakyReLU(), new Dense(4), new LeakyReLU(0.05)));
    headed(rows, "leaky relu of matrices", () -> of(new LeakyReLU(0.5), new Dense(4), new LeakyReLU(0)));

    headed5("dropout", () -> of(new Dense(8, "relu"), new Dropout(0.5)));
    headed5("two dropouts", () -> of(new Dropout(0.2), new Dense(8, "relu"), new Dropout(0.3)));
    headed5("dropout with a seed",
        () -> of(new Dense(8, "tanh"), new Dropout(0.25).withSeed(7), new Dense(4, "tanh"), new Dropout(0.4)));
    int any = Shape.NONE;
    headed(rows, "dropout of whole columns", () -> of(new Dense(4, "tanh"), new Dropout(0.4).withNoiseShape(Shape.of(any, 1, 4))));
    headed(rows, "dropout of whole rows", () -> of(new Dropout(0.3).withNoiseShape(Shape.of(any, any, 1)), new Dense(4, "tanh")));
    headed(rows, "dropout of the same for all samples",
        () -> of(new Dropout(0.3).withNoiseShape(Shape.of(1, 2, any)), new Dense(4, "tanh")));
    headed5("dropout of nothing",
        () -> of(new Dropout(0), new Dense(8, "relu"), new Dropout(0), new Dense(4, "relu"), new Dropout(0.1)));
    headed5("dropout of everything", () -> of(new Dense(8, "relu"), new Dropout(1)));

    headed5("normalized", () -> of(unbiased(16), normalized(), new Activation("relu")));
    headed5("normalized, not of a multiple of 16", () -> of(unbiased(9), normalized(), new Activation("relu")));
    headed5("normalized input", () -> of(normalized(), new Dense(8, "relu")));
    headed5("normalized after relu", () -> of(new Dense(7, "relu"), normalized()));
    headed5("normalized after tanh", () -> of(new Dense(16, "tanh"), normalized()));
    headed5("normalized twice", () -> of(unbiased(18), normalized(), new LeakyReLU(), unbiased(6), normalized(),
        new Activation("tanh")));
    on5("normalized before the softmax", () -> of(unbiased(CLASSES), normalized(), new Activation("softmax")));
    headed5("normalized, one feature", () -> of(unbiased(1), normalized()));
    headed5("normalized without center", () -> of(unbiased(9), normalized().withCenter(false), new Activation("relu")));
    headed5("normalized without scale", () -> of(unbiased(9), normalized().withScale(false), new Activation("relu")));
    headed5("normalized with neither",
        () -> of(unbiased(16), normalized().withCenter(false).withScale(false), new Activation("tanh")));
    headed5("normalized with other settings", () -> of(unbiased(9), new BatchNormalization(-1, 0.7, 0.02, true, true, new Ones(),
        new Constant(0.5), new Constant(0.25), new Constant(2), null, null, null, null, null)));
    headed(matrix, "normalized matrices", () -> of(unbiased(6), normalized(), new Activation("relu")));
    headed(matrix, "normalized matrices of 16", () -> of(unbiased(16), normalized(), new Activation("tanh")));
    headed(matrix, "normalized along axis 1", () -> of(new Dense(6), normalized().withAxis(1), new Activation("relu")));
    headed(matrix, "normalized along axis 1 without center", () -> of(normalized().withAxis(1).withCenter(false), new Dense(4, "tanh")));
    headed(matrix, "normalized along axis 1 without scale", () -> of(normalized().withAxis(-2).withScale(false), new Dense(4, "tanh")));
    headed(block, "normalized blocks", () -> of(unbiased(5), normalized(), new Activation("relu")));
    headed(block, "normalized blocks along axis 1", () -> of(new Dense(5), normalized().withAxis(1), new Activation("relu")));
    headed5("normalized and dropped", () -> of(unbiased(16), normalized(), new LeakyReLU(0.1), new Dropout(0.3)));

    headed5("regularized", () -> of(
        new Dense(8, "tanh").withKernelRegularizer(new L2(0.01)).withBiasRegularizer(new L1(0.02))
            .withActivityRegularizer(new L1L2(0.001, 0.002)),
        new Dense(7, "tanh").withKernelRegularizer(new L1L2(0.001, 0.002)), normalized().withGammaRegularizer(new L2(0.1))));
    headed5("constrained", () -> of(new Dense(8, "relu").withKernelConstraint(new MaxNorm(0.5)).withBiasConstraint(new NonNeg()),
        new Dense(16, "tanh").withKernelConstraint(new UnitNorm()),
        new Dense(6).withKernelConstraint(new MinMaxNorm(0.2, 0.8, 0.3, new Axes(1)))));
    for (Map<String, Case> more : List.of(ImageFits.CASES, OneAxisFits.CASES, NoiseFits.CASES, ConvolutionFits.CASES,
        AugmentationFits.CASES, PictureFits.CASES))
      more.forEach((name, given) -> headed(given.x(), name, () -> given.layers().get().toArray(Layer[]::new)));

    on5("a model inside",
        () -> of(new Sequential(new Dense(8, "relu"), new Dropout(0.3)).layer(), new Dropout(0.2), new Dense(CLASSES, "softmax")));
    on(matrix, "models inside models", () -> of(
        new Sequential(new Input(3, 5), unbiased(16), new Sequential(normalized(), new Activation("relu"), new Dropout(0.2)).layer(),
            new Dense(4)).layer(),
        new Dropout(0.4), new Sequential(new Flatten(), new Dense(CLASSES, "softmax")).layer()));
    headed5("a model inside drops everything",
        () -> of(
            new Sequential(new Dense(8, "relu"), new Dropout(1), new Dense(7, "tanh").withBiasInitializer(new Ones()), new Dropout(0.3))
                .layer()));
  }
}
