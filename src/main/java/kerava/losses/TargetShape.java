package kerava.losses;

import static kerava.KeravaException.require;

import java.util.function.DoublePredicate;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** Truth that has the shape of the output, as most losses want it. Source: Keras {@code losses/loss.py} squeeze_or_expand_to_same_rank. */
final class TargetShape {
  private TargetShape() {}

  static void check(String who, Samples truth, Shape output) {
    Shape y = output.dropFirst(), given = truth.sampleShape();
    boolean column =
        output.last() == 1 && given.equals(y.dropLast()) || given.rank() > 1 && given.last() == 1 && given.dropLast().equals(y);
    require(given.equals(y) || column, "%s: y must have the shape of the model's output, (n, ...) with %s a sample, got %s a sample", who,
        y,
        given);
  }

  /** Refuses a truth with anything but 0 .. 1. */
  static void probabilities(String who, Samples truth) { values(who, truth, v -> v >= 0 && v <= 1, "labels must be in 0 .. 1"); }

  /** Refuses a truth with an element for which {@code rule} fails; {@code text} says the rule. */
  static void values(String who, Samples truth, DoublePredicate rule, String text) {
    float[] row = new float[Math.toIntExact(truth.sampleShape().elements())];
    for (int i = 0; i < truth.count(); i++) {
      truth.read(i, row, 0);
      for (float value : row) require(rule.test(value), "%s: %s, got %s in y at sample %d", who, text, value, i);
    }
  }
}
