package kerava.losses;

import static kerava.KeravaException.require;

import kerava.ops.Encodings;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * {@code (1 - p[label]^q) / q}: near 0 of {@code q} a crossentropy, near 1 an absolute error, which wrong labels lead astray less. Shapes:
 * truth (batch), whole numbers in 0 .. classes - 1; prediction (batch, classes), probabilities. {@code q}: 0 .. 1, both excluded. Source:
 * Zhang and Sabuncu, "Generalized cross entropy loss", 2018; Keras {@code losses/losses.py} categorical_generalized_cross_entropy.
 */
public record CategoricalGeneralizedCrossEntropy(double q,
    Reduction reduction) implements Configured<CategoricalGeneralizedCrossEntropy> {
  public CategoricalGeneralizedCrossEntropy {
    Reduction.check("CategoricalGeneralizedCrossEntropy", reduction);
    require(q > 0 && q < 1, "CategoricalGeneralizedCrossEntropy: q must be in 0 .. 1 (both excluded), got %s; take 0.5", q);
  }

  public CategoricalGeneralizedCrossEntropy() { this(0.5); }

  public CategoricalGeneralizedCrossEntropy(double q) { this(q, Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    Tensor labels = truth.cast(DType.INT32).cast(DType.INT64);
    Tensor rows = Encodings.oneHot(labels, Math.toIntExact(prediction.size(-1)), DType.FLOAT32).cast(prediction.type());
    return prediction.times(rows).sumOver(false, -1).pow(q).subtractedFrom(1).dividedBy(q);
  }

  @Override public Shape lossShape(Shape truth, Shape output) { return output.dropLast(); }

  @Override public void check(Samples truth, Shape output) {
    Shape labels = output.dropFirst().dropLast(), given = truth.sampleShape();
    require(given.equals(labels),
        "CategoricalGeneralizedCrossEntropy: y must hold one label a sample, shape (n,), as Keras would compare each with each otherwise, got (n, ...) with %s a sample; reshape it",
        given);
    SparseCategoricalCrossentropy.labels("CategoricalGeneralizedCrossEntropy", truth, output.last(), null);
  }
}
