package kerava.layers;

import static kerava.KeravaException.require;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import kerava.ops.Convolutions;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * A long short-term memory whose products are convolutions, along one to three axes. The states are as large as the output of a step; their
 * convolution has the padding same and neither strides nor holes. Of each gate the inputs and states have a mask of their own. Source:
 * Keras {@code layers/rnn/conv_lstm.py}.
 *
 * @param <L> its own class
 */
interface ConvLSTMRule<L> extends OwnCell, ByWindows, WithForgetBias<L>, WithPadding<L>, WithSteps<L> {
  int filters();

  @Override default String cellName() { return "conv_lstm_cell"; }

  @Override default boolean beginsWithGenerators() { return true; }

  @Override default boolean isApart() { return true; }

  @Override default int stateCount() { return 2; }

  @Override default List<Shape> stateShapes(Shape x) { return Collections.nCopies(2, windows(x, filters())); }

  @Override default void checkSequence(Layer layer, Shape x) {
    int axes = kernelSize().toArray().length;
    require(x.rank() == axes + 3, "%s: the input must have %d axes, the batch, steps, %s, got %s; give each step its places and channels",
        className(), axes + 3, dataFormat().channelsLast() ? "places along " + axes + ", channels" : "channels, places along " + axes, x);
    require(Recurrent.step(x).dropFirst().isKnown(),
        "%s: the sizes of a step must be known, for kernels and states are as large, got %s; give them to the Input", className(), x);
  }

  @Override default Shape kernelShape(Shape x) { return kernelShape(dataFormat().channels(x), gates() * filters()); }

  @Override default Shape recurrentShape() { return kernelShape(filters(), gates() * filters()); }

  @Override default Shape biasShape() { return Shape.of(gates() * filters()); }

  @Override default List<Tensor> step(CellStep s, Tensor x, List<Tensor> states) {
    List<Tensor> xs = s.inputs(x, 4), hs = s.states(states.get(0), 4);
    int last = x.rank() - 1;
    List<Tensor> kernels = s.weight(KERNEL).split(4, last), recurrent = s.weight(RECURRENT).split(4, last);
    List<Tensor> biases = useBias() ? s.weight(BIAS).split(4, 0) : null;
    for (int i = 0; i < 4; i++) {
      Tensor y = convolved(xs.get(i), kernels.get(i), strides().toArray(), padding(), dilationRate().toArray());
      xs.set(i, useBias() ? y.plus(alongChannels(biases.get(i), y.rank())) : y);
    }
    int[] ones = IntStream.generate(() -> 1).limit(last - 1).toArray();
    for (int i = 0; i < 4; i++) hs.set(i, convolved(hs.get(i), recurrent.get(i), ones, Padding.SAME, ones));
    return remembered(i -> xs.get(i).plus(hs.get(i)), states.get(1));
  }

  private Tensor convolved(Tensor x, Tensor kernel, int[] steps, Padding around, int... dilations) {
    return Convolutions.conv(x, kernel, steps, around.toString(), dataFormat().channelsLast(), dilations);
  }

  /** Refuses windows that cannot be. */
  static void check(String who, int filters, Extent kernelSize, Extent strides, Padding padding, DataFormat dataFormat,
      Extent dilationRate) {
    require(filters >= 1, "%s: filters must be at least 1, got %d; give the number of outputs of each window", who, filters);
    ByWindows.check(who, kernelSize, strides, dilationRate, padding, dataFormat);
    padding.check(who, false);
  }
}
