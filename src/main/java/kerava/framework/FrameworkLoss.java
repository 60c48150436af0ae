package kerava.framework;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.losses.SparseCategoricalCrossentropy;
import kerava.ops.Foreign;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.framework.losses.Loss;

/** A loss of TensorFlow Framework that gives each sample's. */
final class FrameworkLoss implements kerava.losses.Loss {
  private static final SparseCategoricalCrossentropy LABELS = new SparseCategoricalCrossentropy();
  private final Loss loss;

  FrameworkLoss(Loss loss) { this.loss = loss; }

  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    String who = loss.getClass().getSimpleName();
    Tensor each = Foreign.of(who, prediction, (tf, y) -> loss.call(tf, truth.floats(), y, null));
    require(each.rank() > 0, inJava("make it with Reduction.NONE"),
        "%s sums over the batch, and Kerava, which weighs samples, must be given the loss of each", this);
    return each;
  }

  @Override public Shape lossShape(Shape truth, Shape output) {
    return sparse() ? LABELS.lossShape(truth, output) : kerava.losses.Loss.super.lossShape(truth, output);
  }

  @Override public void check(Samples truth, Shape output) {
    if (sparse()) LABELS.check(truth, output);
    else kerava.losses.Loss.super.check(truth, output);
  }

  private boolean sparse() { return loss instanceof org.tensorflow.framework.losses.SparseCategoricalCrossentropy; }

  @Override public String toString() { return Framework.called(loss); }
}
