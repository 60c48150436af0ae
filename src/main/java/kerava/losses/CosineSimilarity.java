package kerava.losses;

import kerava.ops.Errors;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * {@code -sum(truth y) / (|truth| |y|)} over {@code axis}, the last by default and counted with the batch axis, |x| the root of the sum of
 * squares but at least 1e-7: from -1, for the same direction, to 1. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} cosine_similarity, which keeps {@code axis} in no file; here a file has it.
 */
public record CosineSimilarity(int axis, Reduction reduction) implements AlongAxis<CosineSimilarity>, FiniteTruth<CosineSimilarity> {
  public CosineSimilarity {
    Reduction.check("CosineSimilarity", reduction);
  }

  public CosineSimilarity() { this(-1, Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) { return Errors.cosine(truth, prediction, axis).negative(); }

  @Override public void check(Samples truth, Shape output) {
    FiniteTruth.super.check(truth, output);
    checkAxis(truth, output);
  }
}
