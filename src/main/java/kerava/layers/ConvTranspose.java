package kerava.layers;

import static kerava.KeravaException.require;

import java.util.stream.IntStream;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.ops.TransposedConvolutions;
import kerava.tensor.Shape;

/**
 * A convolution the other way: each place times the kernel is added to a larger whole. Source: Keras
 * {@code layers/convolutional/base_conv_transpose.py}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface ConvTranspose<L> extends BaseConv {
  /** Null: as much as makes the output as long as Keras has it for the padding. */
  Dims outputPadding();

  /** Refuses what cannot be. */
  static void check(String who, Extent strides, Extent dilationRate, Padding padding, Dims outputPadding) {
    padding.check(who, false);
    require(!dilationRate.isMoreThanOne(), "%s: TensorFlow has no kernel for a dilation rate of more than 1 on a CPU, got %s", who,
        dilationRate);
    int[] steps = strides.toArray();
    require(outputPadding == null || outputPadding.numbers().size() == steps.length,
        "%s: outputPadding must have a number for each of %d axes, got %s",
        who, steps.length, outputPadding);
    for (int i = 0; outputPadding != null && i < steps.length; i++)
      require(outputPadding.numbers().get(i) >= 0 && outputPadding.numbers().get(i) < steps[i],
          "%s: each outputPadding must be from 0 on and less than the stride, got %s and %s", who, outputPadding, strides);
  }

  /** How much longer the output is along each axis than it need be, less than the stride. */
  default L withOutputPadding(int... outputPadding) { return (L) Settings.with((Record) this, "outputPadding", new Dims(outputPadding)); }

  @Override default Weight kernel(int channels) {
    return new Weight("kernel", kernelShape(filters(), channels), kernelInitializer(), true).with(kernelRegularizer(), kernelConstraint());
  }

  @Override default Shape outputShape(Shape x) {
    int axes = kernelSize().toArray().length;
    Images.check(this, x, axes);
    Sizes.known(this, x, dataFormat().channelsLast() ? -1 : 1);
    int[] sizes = dataFormat().sizes(x);
    Shape y = dataFormat().shape(x.size(0), filters(), IntStream.range(0, axes).map(i -> size(sizes[i], i)).toArray());
    return y.withLast(activation().outputSize(dataFormat().channelsLast() ? filters() : y.last()));
  }

  /**
   * How long the output is along axis {@code i} between batch and channels; refused if a convolution would not lead back, of which
   * TensorFlow's kernels may die.
   */
  private int size(int size, int i) {
    if (size == Shape.NONE) return size;
    int there = forward(size, i), back = padding().windows(there, kernelSize().toArray()[i], strides().toArray()[i]);
    require(there >= 1 && back == size,
        "%s: %d places along an axis would become %d, which a kernel of %s and strides %s lead back to %d; take another outputPadding, or none",
        className(), size, there, kernelSize(), strides(), back);
    return there;
  }

  private int forward(int size, int i) {
    int kernel = kernelSize().toArray()[i], stride = strides().toArray()[i];
    Integer more = outputPadding() == null ? null : outputPadding().numbers().get(i);
    int last = Math.multiplyExact(size - 1, stride);
    if (padding() == Padding.VALID) return Math.addExact(last, kernel + (more == null ? Math.max(kernel, stride) - kernel : more));
    return more == null ? Math.multiplyExact(size, stride) : Math.addExact(last, kernel % 2 + more);
  }

  /** The output's size stands in the graph. */
  @Override default boolean writesForAnySize() { return false; }

  @Override default Tensor convolved(Tensor x, Tensor kernel) {
    int[] axes = dataFormat().axes(x.rank());
    int[] sizes = IntStream.range(0, axes.length).map(i -> size(Math.toIntExact(x.size(axes[i])), i)).toArray();
    return TransposedConvolutions.convTranspose(x, kernel, strides().toArray(), padding().toString(), dataFormat().channelsLast(), sizes);
  }
}
