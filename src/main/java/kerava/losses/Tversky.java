package kerava.losses;

import static kerava.KeravaException.require;

import kerava.config.Axes;
import kerava.ops.Epsilon;
import kerava.ops.SameRank;
import kerava.ops.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code 1 - tp / (tp + alpha sum((1 - y) truth) + beta sum(y (1 - truth)) + 1e-7)} with {@code tp = sum(truth y)}, the sums over
 * {@code axis}, counted with the batch axis; null: over the whole batch. Shapes: truth and y alike, both 0 .. 1. {@code alpha},
 * {@code beta}: at least 0; halves make it a {@link Dice}. Source: Salehi et al., "Tversky loss function for image segmentation", 2017;
 * Keras {@code losses/losses.py} tversky.
 */
public record Tversky(double alpha, double beta, @Nullable Axes axis, Reduction reduction) implements Overlapping<Tversky> {
  public Tversky {
    Reduction.check("Tversky", reduction);
    require(alpha >= 0 && beta >= 0, "Tversky: alpha and beta must not be negative, got %s and %s", alpha, beta);
  }

  public Tversky() { this(0.5, 0.5); }

  public Tversky(double alpha, double beta) { this(alpha, beta, null); }

  public Tversky(double alpha, double beta, Axes axis) { this(alpha, beta, axis, Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor given, Tensor made) {
    SameRank same = SameRank.of(given, made);
    Tensor truth = same.first().cast(made.type()), prediction = same.second(), both = sum(truth.times(prediction));
    Tensor missed = sum(prediction.subtractedFrom(1).times(truth)), wrong = sum(prediction.times(truth.subtractedFrom(1)));
    return both.dividedBy(both.plus(missed.times(alpha)).plus(wrong.times(beta)).add(Epsilon.VALUE)).subtractedFrom(1);
  }
}
