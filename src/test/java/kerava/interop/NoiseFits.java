package kerava.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kerava.constraints.NonNeg;
import kerava.initializers.HeNormal;
import kerava.initializers.LecunUniform;
import kerava.initializers.RandomUniform;
import kerava.interop.LayerFits.Case;
import kerava.layers.ActivityRegularization;
import kerava.layers.AlphaDropout;
import kerava.layers.Conv2D;
import kerava.layers.DataFormat;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.GaussianDropout;
import kerava.layers.GaussianNoise;
import kerava.layers.GroupNormalization;
import kerava.layers.Layer;
import kerava.layers.PReLU;
import kerava.layers.RMSNormalization;
import kerava.layers.SpatialDropout1D;
import kerava.layers.SpatialDropout2D;
import kerava.layers.SpatialDropout3D;
import kerava.layers.UnitNormalization;
import kerava.regularizers.L2;
import kerava.regularizers.OrthogonalRegularizer;
import kerava.tensor.Shape;

/** Those of {@link LayerFits} that golden_layers.py has: layers that draw, regularize, normalize or activate. */
final class NoiseFits {
  static final Map<String, Case> CASES = new LinkedHashMap<>();

  private NoiseFits() {}

  private static void on(Shape x, String name, Supplier<List<Layer>> layers) { CASES.put(name, new Case(x, layers)); }

  static {
    Shape five = Shape.of(5), rows = Shape.of(3, 4), images = Shape.of(4, 5, 2);
    on(five, "noisy", () -> List.of(new GaussianNoise(0.2), new Dense(8, "tanh"), new GaussianNoise(0.5).withSeed(3)));
    on(rows, "noisy, of matrices", () -> List.of(new Dense(5), new GaussianNoise(0.3), new Dropout(0.2), new GaussianNoise(0)));
    on(five, "dropped by normal numbers",
        () -> List.of(new GaussianDropout(0.2), new Dense(8, "relu"), new GaussianDropout(0.6).withSeed(5)));
    dropped(five, rows);
    activated(five);
    on(five, "activity regularized", () -> List.of(new Dense(8, "tanh"), new ActivityRegularization(0.01, 0.02), new Dense(6),
        new ActivityRegularization(0, 0.01)));
    on(five, "orthogonally regularized",
        () -> List.of(new Dense(8, "tanh").withKernelRegularizer(new OrthogonalRegularizer(0.1)),
            new Dense(6).withKernelRegularizer(new OrthogonalRegularizer(0.05).withMode(OrthogonalRegularizer.Mode.COLUMNS))));
    on(five, "prelu",
        () -> List.of(new Dense(8), new PReLU(), new Dense(7), new PReLU().withAlphaInitializer(new RandomUniform())));
    on(images, "prelu of images", () -> List.of(new Conv2D(6, 2), new PReLU().withSharedAxes(1, 2).withAlphaInitializer(new HeNormal()),
        new Dense(3)));
    on(rows, "prelu, constrained", () -> List.of(
        new PReLU().withAlphaRegularizer(new L2(0.01)).withAlphaConstraint(new NonNeg()).withSharedAxes(2), new Dense(5)));
    on(rows, "of unit length", () -> List.of(new Dense(5), new UnitNormalization(), new Dense(4, "tanh"),
        new UnitNormalization().withAxis(1, 2)));
    on(rows, "normalized by their mean square", () -> List.of(new Dense(5), new RMSNormalization(), new Dense(4, "relu"),
        new RMSNormalization().withAxis(-2, -1).withEpsilon(0.01)));
    on(rows, "normalized by groups",
        () -> List.of(new Dense(6).withUseBias(false), new GroupNormalization(3), new Dense(4, "tanh")));
    on(images, "normalized by groups of channels",
        () -> List.of(new Conv2D(6, 2, "relu"), new GroupNormalization(2).withScale(false), new Dense(3)));
    on(Shape.of(6, 4), "normalized by groups along axis 1", () -> List.of(
        new GroupNormalization(-1).withAxis(1).withEpsilon(0.1).withCenter(false), new Dense(4, "tanh")));
  }

  private static void activated(Shape five) {
    on(five, "activations that bend", () -> List.of(new Dense(9, "celu"), new Dense(7, "mish"),
        new Dense(6, "squareplus"), new Dense(5, "sparse_plus")));
    on(five, "activations with edges", () -> List.of(new Dense(9, "hard_silu"), new Dense(8, "relu6"), new Dense(7, "hard_tanh"),
        new Dense(6, "sparse_sigmoid"), new Dense(5, "soft_shrink")));
    on(five, "activations of logarithms and ratios", () -> List.of(new Dense(9, "log_sigmoid"), new Dense(8, "softsign"),
        new Dense(7, "tanh_shrink"), new Dense(6, "hard_shrink"), new Dense(5, "log_softmax")));
    on(five, "sparsemax", () -> List.of(new Dense(9, "tanh").withKernelInitializer(new LecunUniform()), new Dense(7, "sparsemax")));
  }

  private static void dropped(Shape five, Shape rows) {
    on(Shape.of(4, 3), "dropped by channels of steps",
        () -> List.of(new Dense(5), new SpatialDropout1D(0.4), new Dense(3, "tanh")));
    on(Shape.of(3, 4, 2), "dropped by channels",
        () -> List.of(new Conv2D(5, 2, "relu"), new SpatialDropout2D(0.3), new Dense(3)));
    on(Shape.of(2, 3, 4), "dropped by channels that come first",
        () -> List.of(new SpatialDropout2D(0.3).withDataFormat(DataFormat.CHANNELS_FIRST).withSeed(4), new Dense(3)));
    on(Shape.of(2, 3, 2, 4), "dropped by channels of volumes",
        () -> List.of(new Dense(5, "tanh"), new SpatialDropout3D(0.3), new Dense(2)));
    on(five, "dropped to what selu goes to", () -> List.of(new Dense(8, "selu"), new AlphaDropout(0.2), new Dense(6, "selu"),
        new AlphaDropout(0.4).withSeed(2)));
    on(rows, "dropped to what selu goes to, of whole columns", () -> List.of(new Dense(5, "selu"),
        new AlphaDropout(0.3).withNoiseShape(Shape.of(Shape.NONE, 1, Shape.NONE)), new Dense(4)));
  }
}
