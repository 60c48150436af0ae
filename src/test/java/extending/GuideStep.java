package extending;

import kerava.ops.Tensor;
import kerava.steps.TrainBatch;
import kerava.steps.TrainStep;

/** Keras's own training step, as its guide writes it. */
public final class GuideStep implements TrainStep {
  @Override public Tensor trainStep(TrainBatch batch) {
    Tensor predictions = batch.call(batch.x());
    Tensor loss = batch.computeLoss(batch.y(), predictions, batch.sampleWeight());
    batch.applyGradients(batch.gradients(loss));
    batch.computeMetrics(batch.y(), predictions);
    return loss;
  }
}
