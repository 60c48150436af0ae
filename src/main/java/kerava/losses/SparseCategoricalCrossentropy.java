package kerava.losses;

import static kerava.KeravaException.require;

import kerava.config.Settings;
import kerava.ops.Crossentropy;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@code -log(p[label])}. Shapes: truth (batch, ...) or (batch, ..., 1), whole numbers in 0 .. classes - 1; prediction (batch, ...,
 * classes). On logits where a softmax or sigmoid made the prediction or {@code fromLogits} says so; else the probabilities are clipped to
 * 1e-7 .. 1 - 1e-7 first. {@code ignoreClass}: a truth that counts for nothing; null: none. As in Keras the prediction is then taken for
 * probabilities unless {@code fromLogits} is given. Keras has an axis here, which may be the last alone. Source: Keras
 * {@code backend/tensorflow/nn.py} sparse_categorical_crossentropy.
 */
public record SparseCategoricalCrossentropy(boolean fromLogits, @Nullable Integer ignoreClass,
    Reduction reduction) implements Configured<SparseCategoricalCrossentropy> {
  public SparseCategoricalCrossentropy {
    Reduction.check("SparseCategoricalCrossentropy", reduction);
  }

  public SparseCategoricalCrossentropy() { this(false); }

  public SparseCategoricalCrossentropy(boolean fromLogits) { this(fromLogits, null, Reduction.SUM_OVER_BATCH_SIZE); }

  /** This loss, for which a truth of {@code ignored}, which need be none of the classes, counts for nothing. */
  public SparseCategoricalCrossentropy withIgnoreClass(int ignored) { return Settings.with(this, "ignoreClass", ignored); }

  @Override public Tensor losses(Tensor truth, Tensor y) { return Crossentropy.sparse(truth, y, fromLogits, ignoreClass); }

  @Override public Shape lossShape(Shape truth, Shape output) { return output.dropLast(); }

  @Override public void check(Samples truth, Shape output) {
    Shape labels = output.dropFirst().dropLast(), given = truth.sampleShape();
    require(given.equals(labels) || given.equals(labels.append(1)),
        "SparseCategoricalCrossentropy: y must hold one label a sample, shape (n,) or (n, 1), got (n, ...) with %s a sample; for one-hot rows take CategoricalCrossentropy",
        given);
    labels("SparseCategoricalCrossentropy", truth, output.last(), ignoreClass);
  }

  /** Refuses what is none of so many labels, nor {@code ignored}, if that is not null. */
  static void labels(String who, Samples truth, int classes, Integer ignored) {
    float[] row = new float[Math.toIntExact(truth.sampleShape().elements())];
    for (int i = 0; i < truth.count(); i++) {
      truth.read(i, row, 0);
      for (float label : row) if (ignored == null || label != ignored) label(who, label, classes, i);
    }
  }

  private static void label(String who, float label, int classes, int sample) {
    require(label == Math.rint(label), "%s: labels must be whole numbers, got %s in y at sample %d", who, label, sample);
    require(label >= 0 && label < classes, "%s: labels must be in 0 .. %d, for the model has %d outputs; got %.0f in y at sample %d", who,
        classes - 1, classes, label, sample);
  }
}
