package extending;

import kerava.ops.Tensor;
import kerava.steps.TrainBatch;
import kerava.steps.TrainStep;

/**
 * Trains on samples that are moved by {@code far} times the gradient, to where the loss grows; tells the loss of the samples themselves as
 * "clean".
 */
public record AdversarialStep(double far) implements TrainStep {
  @Override public Tensor trainStep(TrainBatch batch) {
    Tensor x = batch.watched(batch.x());
    Tensor clean = batch.computeLoss(batch.y(), batch.call(x));
    Tensor dx = batch.gradient(clean, x).stopGradient();
    Tensor predictions = batch.call(batch.x().plus(dx.times(far)));
    Tensor loss = batch.computeLoss(batch.y(), predictions);
    batch.applyGradients(batch.gradients(loss));
    batch.metric("clean", clean);
    batch.computeMetrics(batch.y(), predictions);
    return loss;
  }
}
