package kerava.layers;

import java.util.List;
import kerava.initializers.Initializer;
import kerava.initializers.Ones;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The first bias of an LSTM: ones for the second of its four parts, {@code others} for the first, and for the third and fourth together. */
record ForgetBias(Initializer others) implements Initializer {
  @Override public Operand<TFloat32> values(Ops tf, Shape shape, long seed) {
    int units = shape.size(0) / 4;
    Operand<TFloat32> first = others.values(tf, Shape.of(units), seed), ones = new Ones().values(tf, Shape.of(units), 0);
    return tf.concat(List.of(first, ones, others.values(tf, Shape.of(2 * units), seed)), tf.constant(0));
  }

  @Override public boolean random() { return others.random(); }

  @Override public Seed seed() { return others.seed(); }
}
