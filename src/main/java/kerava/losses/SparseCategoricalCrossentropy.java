package kerava.losses;

import static kerava.KeravaException.require;

import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * {@code -log(p[label])}. Shapes: truth (batch) or (batch, 1), whole numbers in 0 .. classes - 1; prediction (batch, classes).
 * On logits where a softmax or sigmoid made the prediction or {@code fromLogits} says so; else the probabilities are clipped to 1e-7 .. 1 - 1e-7 first.
 * Source: Keras {@code backend/tensorflow/nn.py} sparse_categorical_crossentropy.
 */
public record SparseCategoricalCrossentropy(boolean fromLogits) implements Loss {
  private static final float EPSILON = 1e-7f;

  public SparseCategoricalCrossentropy() { this(false); }

  @Override public PerSample losses(Ops tf, Operand<TFloat32> truth, Prediction prediction) {
    Operand<TFloat32> logits = prediction.logits(fromLogits);
    if (logits == null) logits = log(tf, prediction.y());
    Operand<TInt64> labels = tf.dtypes.cast(truth.shape().numDimensions() == 1 ? truth : tf.reshape(truth, tf.constant(new int[] {-1})),
        TInt64.class);
    var entropy = tf.nn.sparseSoftmaxCrossEntropyWithLogits(logits, labels);
    return new PerSample(entropy.loss(), logits, entropy.backprop());
  }

  private static Operand<TFloat32> log(Ops tf, Operand<TFloat32> y) {
    return tf.math.log(tf.math.maximum(tf.math.minimum(y, tf.constant(1 - EPSILON)), tf.constant(EPSILON)));
  }

  @Override public void check(Samples truth, Shape output) {
    require(output.rank() == 2, "SparseCategoricalCrossentropy: the model's output must be (batch, classes), got %s", output);
    require(truth.sampleShape().rank() == 0 || truth.sampleShape().equals(Shape.of(1)),
        "SparseCategoricalCrossentropy: y must hold one label a sample, shape (n,) or (n, 1), got (n, ...) with %s a sample; for one-hot rows take CategoricalCrossentropy",
        truth.sampleShape());
    float[] label = new float[1];
    for (int i = 0; i < truth.count(); i++) {
      truth.read(i, label, 0);
      require(label[0] == Math.rint(label[0]), "SparseCategoricalCrossentropy: labels must be whole numbers, got %s in y at sample %d",
          label[0], i);
      require(label[0] >= 0 && label[0] < output.last(),
          "SparseCategoricalCrossentropy: labels must be in 0 .. %d, for the model has %d outputs; got %.0f in y at sample %d",
          output.last() - 1, output.last(), label[0], i);
    }
  }
}
