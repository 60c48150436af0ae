package kerava.metrics;

import static kerava.KeravaException.require;

import kerava.ops.ArgMax;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** 1 where the largest output is at the largest of the one-hot row, else 0. Shapes: truth and prediction (batch, ..., classes). */
public record CategoricalAccuracy() implements Metric {
  @Override public Metric resolve(Shape truth, Shape prediction) {
    require(truth.equals(prediction),
        "CategoricalAccuracy: y must have a number for each of the model's outputs, shape %s, got %s; for labels take SparseCategoricalAccuracy",
        prediction, truth);
    return this;
  }

  @Override public Operand<TFloat32> values(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    return tf.dtypes.cast(tf.math.equal(ArgMax.of(tf, truth), ArgMax.of(tf, prediction)), TFloat32.class);
  }
}
