package kerava.steps;

import kerava.ops.Tensor;

/**
 * What fit does with each batch, in place of Keras's own step. It is set by {@code CompileSettings.withTrainStep}, and written in
 * operations on tensors: it runs when a graph is written, once for each kind of batches (their size, their weights), and the graph runs for
 * every batch. So the step keeps nothing from one run to the next. Evaluation and validation are those of the compiled losses and metrics.
 * Source: Keras {@code train_step}.
 */
@FunctionalInterface public interface TrainStep {
  /**
   * Trains on {@code batch}: it applies gradients once, and computes the compiled metrics if there are any. Gives the loss, a scalar, which
   * logs have as {@code loss}, a mean over samples.
   */
  Tensor trainStep(TrainBatch batch);
}
