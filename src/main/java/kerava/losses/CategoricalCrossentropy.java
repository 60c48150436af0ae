package kerava.losses;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.ops.NeuralNetwork;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * {@code -sum(truth log(p))} over the last axis. Shapes: truth and prediction (batch, ..., classes); a row of truth is one-hot, or probabilities.
 * On logits where a softmax or sigmoid made the prediction or {@code fromLogits} says so; else the probabilities are scaled to a sum of 1 and clipped to
 * 1e-7 .. 1 - 1e-7 first. {@code labelSmoothing} s: with {@code truth (1 - s) + s / classes}.
 * Source: Keras {@code losses/losses.py}, {@code backend/tensorflow/nn.py} categorical_crossentropy.
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
  public CategoricalCrossentropy {
    BinaryCrossentropy.checkSmoothing("CategoricalCrossentropy", labelSmoothing);
  }

  public CategoricalCrossentropy() { this(false, 0); }

  @Override public Tensor losses(Tensor rows, Tensor y) {
    Tensor truth = smoothed(rows, labelSmoothing), logits = fromLogits && y.logits() == null ? y : y.logits();
    if (logits != null) return NeuralNetwork.softmaxCrossEntropy(truth, logits);
    return truth.times(probabilities(y).log()).sumOver(false, -1).negative();
  }

  static Tensor probabilities(Tensor y) { return y.dividedBy(y.sumOver(true, -1)).clip(Epsilon.VALUE, 1 - Epsilon.VALUE); }

  static Tensor smoothed(Tensor truth, double labelSmoothing) {
    if (labelSmoothing == 0) return truth;
    return truth.times((float) (1 - labelSmoothing)).add((float) labelSmoothing / truth.size(-1));
  }

  @Override public void check(Samples truth, Shape output) { checkRows("CategoricalCrossentropy", truth, output); }

  static void checkRows(String who, Samples truth, Shape output) {
    require(truth.sampleShape().rank() > 0, inJava("ToCategorical.of(y) makes such rows"),
        "%s: y must hold a row of %d classes a sample, got one label a sample; make one-hot rows of them, or take SparseCategoricalCrossentropy",
        who, output.last());
    require(truth.sampleShape().equals(output.dropFirst()), "%s: y must have a column for each of the model's %d outputs, got %s a sample",
        who, output.last(), truth.sampleShape());
    Alike.probabilities(who, truth);
  }
}
