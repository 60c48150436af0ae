package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Arrays;
import java.util.List;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.ops.Convolutions;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;

/**
 * A convolution of each channel by itself, and of its values at each place then one of all channels. Source: Keras
 * {@code layers/convolutional/base_separable_conv.py}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface SeparableConv<L> extends Convolution, WithDepthwise<L> {
  int filters();

  int depthMultiplier();

  Initializer depthwiseInitializer();

  Regularizer depthwiseRegularizer();

  Constraint depthwiseConstraint();

  Initializer pointwiseInitializer();

  Regularizer pointwiseRegularizer();

  Constraint pointwiseConstraint();

  /** Refuses what cannot be. */
  static void check(String who, int filters, int depthMultiplier, Initializer depthwiseInitializer, Initializer pointwiseInitializer) {
    BaseConv.check(who, filters, pointwiseInitializer);
    DepthwiseConv.check(who, depthMultiplier, depthwiseInitializer);
  }

  default L withPointwiseInitializer(Initializer initializer) {
    return (L) Settings.with((Record) this, "pointwiseInitializer", initializer);
  }

  /** What the second kernel adds to the loss; null: nothing. */
  default L withPointwiseRegularizer(Regularizer regularizer) {
    return (L) Settings.with((Record) this, "pointwiseRegularizer", regularizer);
  }

  /** The rule that the second kernel keeps after each step; null: none. */
  default L withPointwiseConstraint(Constraint constraint) { return (L) Settings.with((Record) this, "pointwiseConstraint", constraint); }

  @Override default int values(int channels) { return filters(); }

  @Override default List<Weight> kernels(int channels) {
    int middle = Math.multiplyExact(channels, depthMultiplier());
    int[] ones = new int[kernelSize().toArray().length + 2];
    Arrays.fill(ones, 1);
    ones[ones.length - 2] = middle;
    ones[ones.length - 1] = filters();
    require((long) middle * filters() <= Integer.MAX_VALUE, inJava("take fewer filters"),
        "%s: a kernel for %d channels and %d filters is larger than an array may be", className(), middle, filters());
    return List.of(
        new Weight("depthwise_kernel", kernelShape(channels, depthMultiplier()), depthwiseInitializer(), true)
            .with(depthwiseRegularizer(), depthwiseConstraint()),
        new Weight("pointwise_kernel", Shape.of(ones), pointwiseInitializer(), true).with(pointwiseRegularizer(),
            pointwiseConstraint()));
  }

  @Override default Tensor convolved(Call c, Tensor x) {
    return Convolutions.separableConv(x, c.weight("depthwise_kernel"), c.weight("pointwise_kernel"), strides().toArray(),
        padding().toString(), dataFormat().channelsLast(), dilationRate().toArray());
  }
}
