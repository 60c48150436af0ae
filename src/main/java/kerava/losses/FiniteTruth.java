package kerava.losses;

import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** A loss of numbers: labels of the shape of the output, of any size but infinite. */
interface FiniteTruth<L extends Loss> extends Configured<L> {
  @Override default void check(Samples truth, Shape output) {
    String who = getClass().getSimpleName();
    TargetShape.check(who, truth, output);
    TargetShape.values(who, truth, Double::isFinite, "labels must be finite");
  }
}
