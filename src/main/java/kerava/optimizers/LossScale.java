package kerava.optimizers;

/**
 * What a {@link LossScaleOptimizer} has come to: the steps taken since its scale changed last, and the scale, by which the loss of the next
 * step is multiplied.
 */
public record LossScale(long stepCounter, float dynamicScale) {}
