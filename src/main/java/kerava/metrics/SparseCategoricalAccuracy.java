package kerava.metrics;

import static kerava.KeravaException.require;

import kerava.ops.ArgMax;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/** 1 where the largest output is at the label, else 0. Shapes: truth (batch, ...) or (batch, ..., 1), prediction (batch, ..., classes). */
public record SparseCategoricalAccuracy() implements Metric {
  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shape labels = prediction.dropLast();
    require(truth.equals(labels) || truth.equals(prediction.withLast(1)),
        "SparseCategoricalAccuracy: y must hold a label for each of the model's outputs, shape %s, got %s; for one-hot rows take CategoricalAccuracy",
        labels, truth);
    return this;
  }

  @Override public Operand<TFloat32> values(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    boolean column = truth.shape().numDimensions() == prediction.shape().numDimensions();
    Operand<TFloat32> labels = column ? tf.squeeze(truth, Squeeze.axis(java.util.List.of(-1L))) : truth;
    return tf.dtypes.cast(tf.math.equal(labels, tf.dtypes.cast(ArgMax.of(tf, prediction), TFloat32.class)), TFloat32.class);
  }
}
