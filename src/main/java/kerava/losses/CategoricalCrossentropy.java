package kerava.losses;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.ops.Crossentropy;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * {@code -sum(truth log(p))} over {@code axis}, the last by default and counted with the batch axis, on logits from 0 on. Shapes: truth and
 * prediction (batch, ..., classes); a row of truth is one-hot, or probabilities. On logits where a softmax or sigmoid made the prediction
 * or {@code fromLogits} says so; else the probabilities are scaled to a sum of 1 and clipped to 1e-7 .. 1 - 1e-7 first.
 * {@code labelSmoothing} s: with {@code truth (1 - s) + s / classes}, classes the size of the last axis. Source: Keras
 * {@code losses/losses.py}, {@code backend/tensorflow/nn.py} categorical_crossentropy.
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing, int axis,
    Reduction reduction) implements AlongAxis<CategoricalCrossentropy> {
  public CategoricalCrossentropy {
    Reduction.check("CategoricalCrossentropy", reduction);
    BinaryCrossentropy.checkSmoothing("CategoricalCrossentropy", labelSmoothing);
  }

  public CategoricalCrossentropy() { this(false, 0); }

  public CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) {
    this(fromLogits, labelSmoothing, -1, Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override public Tensor losses(Tensor rows, Tensor y) {
    return Crossentropy.categorical(rows, y, fromLogits, labelSmoothing, axis);
  }

  @Override public void check(Samples truth, Shape output) {
    checkRows("CategoricalCrossentropy", truth, output);
    checkAxis(truth, output);
  }

  static void checkRows(String who, Samples truth, Shape output) {
    require(truth.sampleShape().rank() > 0, inJava("ToCategorical.of(y) makes such rows"),
        "%s: y must hold a row of %d classes a sample, got one label a sample; make one-hot rows of them, or take SparseCategoricalCrossentropy",
        who, output.last());
    require(truth.sampleShape().equals(output.dropFirst()), "%s: y must have a column for each of the model's %d outputs, got %s a sample",
        who, output.last(), truth.sampleShape());
    TargetShape.probabilities(who, truth);
  }
}
