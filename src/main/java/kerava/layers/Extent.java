package kerava.layers;

import kerava.config.Numbers;

/**
 * A size or a step along each axis between batch and channels: a {@link Length} along one, a {@link Pair} along two, a {@link Triple} along
 * three.
 */
public sealed interface Extent extends Numbers permits Length, Pair, Triple {
  /** The numbers, one for each axis. */
  int[] toArray();

  /** Whether one of the numbers is more than 1. */
  default boolean isMoreThanOne() {
    for (int number : toArray()) if (number > 1) return true;
    return false;
  }
}
