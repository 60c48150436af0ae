package kerava.losses;

import kerava.config.Axes;
import kerava.ops.Epsilon;
import kerava.ops.SameRank;
import kerava.ops.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code 1 - 2 sum(truth y) / (sum(truth) + sum(y) + 1e-7)}, the sums over {@code axis}, counted with the batch axis; null: over the whole
 * batch. Shapes: truth and y alike, both 0 .. 1. Source: Milletari et al., "V-Net", 2016; Keras {@code losses/losses.py} dice.
 */
public record Dice(@Nullable Axes axis, Reduction reduction) implements Overlapping<Dice> {
  public Dice {
    Reduction.check("Dice", reduction);
  }

  public Dice() { this((Axes) null); }

  public Dice(Axes axis) { this(axis, Reduction.SUM_OVER_BATCH_SIZE); }

  public Dice(int... axis) { this(new Axes(axis)); }

  @Override public Tensor losses(Tensor given, Tensor made) {
    SameRank same = SameRank.of(given, made);
    Tensor truth = same.first().cast(made.type()), prediction = same.second();
    Tensor twice = sum(truth.times(prediction)).scaledBy(2);
    return twice.dividedBy(sum(truth).plus(sum(prediction)).add(Epsilon.VALUE)).subtractedFrom(1);
  }
}
