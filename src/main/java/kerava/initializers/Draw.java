package kerava.initializers;

import kerava.ops.Random;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomGetKeyCounter;
import org.tensorflow.op.random.StatelessRandomNormalV2;
import org.tensorflow.op.random.StatelessRandomUniformV2;
import org.tensorflow.op.random.StatelessTruncatedNormalV2;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The distributions, as Keras draws them from a seed: for initializers, and for layers that make noise. Source: Keras
 * {@code backend/tensorflow/random.py}.
 */
public enum Draw {
  UNIFORM {
    @Override <T extends TNumber> Operand<T> raw(Ops tf, Class<T> type, Operand<TInt32> shape, StatelessRandomGetKeyCounter key) {
      return StatelessRandomUniformV2.create(tf.scope(), shape, key.key(), key.counter(), tf.constant(Random.AUTO_SELECT), type);
    }
  },
  NORMAL {
    @Override <T extends TNumber> Operand<T> raw(Ops tf, Class<T> type, Operand<TInt32> shape, StatelessRandomGetKeyCounter key) {
      return StatelessRandomNormalV2.create(tf.scope(), shape, key.key(), key.counter(), tf.constant(Random.AUTO_SELECT), type);
    }
  },
  TRUNCATED_NORMAL {
    @Override <T extends TNumber> Operand<T> raw(Ops tf, Class<T> type, Operand<TInt32> shape, StatelessRandomGetKeyCounter key) {
      return StatelessTruncatedNormalV2.create(tf.scope(), shape, key.key(), key.counter(), tf.constant(Random.AUTO_SELECT), type);
    }
  };

  /** Keras reduces an int64 seed by this before it becomes int32. */
  private static final long MODULUS = 2147483646;

  abstract <T extends TNumber> Operand<T> raw(Ops tf, Class<T> type, Operand<TInt32> shape, StatelessRandomGetKeyCounter key);

  /** A seed as TensorFlow's kernels get it from Keras, whatever whole number it is. */
  public static int reduced(long seed) { return (int) Math.floorMod(seed, MODULUS); }

  /** {@code raw * scale + offset}: for the normals their standard deviation and mean, for uniform the width and the lower end. */
  <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed, double scale, double offset) {
    return values(tf, type, shape, seed, TypedInitializer.number(tf, type, scale), TypedInitializer.number(tf, type, offset));
  }

  private <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed, Operand<T> scale, Operand<T> offset) {
    var key = StatelessRandomGetKeyCounter.create(tf.scope(), tf.constant(new int[] {reduced(seed), 0}));
    return tf.math.add(tf.math.mul(raw(tf, type, tf.constant(shape.toArray()), key), scale), offset);
  }

  /** Uniform in [from, to); both ends are float32 before they are of the type, in which the width is taken. */
  static <T extends TNumber> Operand<T> uniform(Ops tf, Class<T> type, Shape shape, long seed, double from, double to) {
    Operand<T> first = TypedInitializer.number(tf, type, (float) from), end = TypedInitializer.number(tf, type, (float) to);
    return UNIFORM.values(tf, type, shape, seed, tf.math.sub(end, first), first);
  }
}
