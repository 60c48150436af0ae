package kerava.metrics;

import static kerava.KeravaException.require;

import kerava.config.AlsoCalled;
import kerava.ops.Crossentropy;
import kerava.ops.Tensor;

/**
 * The mean of {@code -(truth log(p) + (1 - truth) log(1 - p))}; on logits where a sigmoid made the prediction or {@code fromLogits} says
 * so. {@code labelSmoothing} s: with {@code truth (1 - s) + s / 2}. Source: Keras {@code metrics/probabilistic_metrics.py}
 * BinaryCrossentropy.
 */
@AlsoCalled("bce") public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing) implements RowMetric {
  public BinaryCrossentropy { checkSmoothing("BinaryCrossentropy", labelSmoothing); }

  public BinaryCrossentropy() { this(false, 0); }

  static void checkSmoothing(String who, double labelSmoothing) {
    require(labelSmoothing >= 0 && labelSmoothing <= 1, "%s: labelSmoothing must be in 0 .. 1, got %s", who, labelSmoothing);
  }

  @Override public boolean fitsColumns() { return false; }

  @Override public Tensor rows(Tensor truth, Tensor prediction) {
    return Crossentropy.binary(truth, prediction, fromLogits, labelSmoothing, -1);
  }
}
