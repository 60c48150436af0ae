package kerava.layers;

import java.util.List;
import kerava.initializers.Initializer;
import kerava.initializers.Ones;
import kerava.initializers.TypedInitializer;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The first bias of an LSTM: ones for the second of its four parts, {@code others} for the first, and for the third and fourth together.
 */
record ForgetBias(Initializer others) implements TypedInitializer {
  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    int units = shape.size(0) / 4;
    Operand<T> first = others.values(tf, type, Shape.of(units), seed), ones = new Ones().values(tf, type, Shape.of(units), 0);
    return tf.concat(List.of(first, ones, others.values(tf, type, Shape.of(2 * units), seed)), tf.constant(0));
  }

  @Override public boolean random() { return others.random(); }

  @Override public Seed seed() { return others.seed(); }
}
