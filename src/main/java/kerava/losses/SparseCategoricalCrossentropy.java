package kerava.losses;

import static kerava.KeravaException.require;

import kerava.ops.NeuralNetwork;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * {@code -log(p[label])}. Shapes: truth (batch, ...) or (batch, ..., 1), whole numbers in 0 .. classes - 1; prediction (batch, ..., classes).
 * On logits where a softmax or sigmoid made the prediction or {@code fromLogits} says so; else the probabilities are clipped to 1e-7 .. 1 - 1e-7 first.
 * Source: Keras {@code backend/tensorflow/nn.py} sparse_categorical_crossentropy.
 */
public record SparseCategoricalCrossentropy(boolean fromLogits) implements Loss {
  public SparseCategoricalCrossentropy() { this(false); }

  @Override public Tensor losses(Tensor truth, Tensor y) {
    Tensor known = y.logits(), labels = truth.cast(DataType.DT_INT64);
    if (labels.rank() == y.rank() && labels.size(-1) == 1) labels = labels.squeezeLast();
    Tensor logits = known != null ? known : fromLogits ? y : y.clip(Epsilon.VALUE, 1 - Epsilon.VALUE).log();
    return NeuralNetwork.sparseSoftmaxCrossEntropy(labels, logits);
  }

  @Override public Shape lossShape(Shape truth, Shape output) { return output.dropLast(); }

  @Override public void check(Samples truth, Shape output) {
    Shape labels = output.dropFirst().dropLast(), given = truth.sampleShape();
    require(given.equals(labels) || given.equals(labels.append(1)),
        "SparseCategoricalCrossentropy: y must hold one label a sample, shape (n,) or (n, 1), got (n, ...) with %s a sample; for one-hot rows take CategoricalCrossentropy",
        given);
    float[] row = new float[Math.toIntExact(given.elements())];
    for (int i = 0; i < truth.count(); i++) {
      truth.read(i, row, 0);
      for (float label : row) label(label, output.last(), i);
    }
  }

  private static void label(float label, int classes, int sample) {
    require(label == Math.rint(label), "SparseCategoricalCrossentropy: labels must be whole numbers, got %s in y at sample %d", label,
        sample);
    require(label >= 0 && label < classes,
        "SparseCategoricalCrossentropy: labels must be in 0 .. %d, for the model has %d outputs; got %.0f in y at sample %d", classes - 1,
        classes, label, sample);
  }
}
