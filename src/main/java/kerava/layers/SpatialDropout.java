package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * Whole channels are 0 in training, each with probability {@code rate}, and the others {@code x / (1 - rate)}; otherwise y is x. Its files
 * tell neither whether it is trainable nor an activity regularizer, which Keras's class does not take. Source: Tompson et al., "Efficient
 * object localization using convolutional networks", 2015; Keras {@code layers/regularization/spatial_dropout.py}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface SpatialDropout<L> extends UnaryLayer {
  double rate();

  Seed seed();

  /** Where the channels stand. */
  default DataFormat dataFormat() { return DataFormat.CHANNELS_LAST; }

  /** How many axes lie between batch and channels. */
  int axes();

  default L withSeed(Integer seed) { return (L) Settings.with((Record) this, "seed", Seed.of(seed)); }

  static void check(String who, double rate, LayerOptions options) {
    Dropout.checkRate(who, rate);
    LayerOptions.refuseActivityRegularizer(who, options, "put an ActivityRegularization behind it");
  }

  @Override default boolean tellsTrainable() { return false; }

  @Override default List<Seed> generators() { return rate() > 0 ? List.of(seed()) : List.of(); }

  @Override default boolean supportsMasking() { return true; }

  @Override default Shape outputShape(Shape x) {
    require(x.rank() == axes() + 2, "%s: the input must have %d axes, the batch, the channels and %d more, got %s; reshape it first",
        className(),
        axes() + 2, axes(), x);
    return x;
  }

  @Override default Tensor call(Call c, Tensor x) { return Dropout.dropped(c, x, rate(), () -> mask(x)); }

  /** The shape of x with 1 along all axes between batch and channels. */
  private Tensor mask(Tensor x) {
    List<Object> sizes = x.symbolicSizes();
    for (int axis : dataFormat().axes(x.rank())) sizes.set(axis, 1);
    return Tensor.stack(sizes.stream().map(size -> size instanceof Tensor tensor ? tensor : x.constant(size)).toList());
  }
}
