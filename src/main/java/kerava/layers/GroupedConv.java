package kerava.layers;

import static kerava.KeravaException.require;

import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.tensor.Shape;

/**
 * A convolution of which each filter takes the channels of its group. Source: Keras {@code layers/convolutional/base_conv.py}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface GroupedConv<L> extends BaseConv {
  /** 1: each filter takes all channels. */
  int groups();

  /** Refuses what cannot be. */
  static void check(String who, int filters, int groups, Initializer kernelInitializer) {
    BaseConv.check(who, filters, kernelInitializer);
    require(groups >= 1, "%s: groups must be at least 1, got %d; give 1 for filters that take all channels", who, groups);
    require(filters % groups == 0, "%s: groups must divide the filters, got %d groups and %d filters; take other ones", who, groups,
        filters);
  }

  /**
   * In how many groups, one behind the other, channels and filters are: each filter takes the channels of its group alone. Divides the
   * channels and the filters.
   */
  default L withGroups(int groups) { return (L) Settings.with((Record) this, "groups", groups); }

  @Override default Shape outputShape(Shape x) {
    Shape y = BaseConv.super.outputShape(x);
    int channels = dataFormat().channels(x);
    require(channels % groups() == 0, "%s: groups must divide the channels, got %d groups and %d channels of an input %s; take other ones",
        className(), groups(), channels, x);
    return y;
  }

  @Override default Weight kernel(int channels) { return BaseConv.super.kernel(channels / groups()); }
}
