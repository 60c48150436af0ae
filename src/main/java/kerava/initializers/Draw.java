package kerava.initializers;

import kerava.ops.Random;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomGetKeyCounter;
import org.tensorflow.op.random.StatelessRandomNormalV2;
import org.tensorflow.op.random.StatelessRandomUniformV2;
import org.tensorflow.op.random.StatelessTruncatedNormalV2;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The distributions, as Keras draws them from a seed: for initializers, and for layers that make noise. Source: Keras {@code backend/tensorflow/random.py}. */
public enum Draw {
  UNIFORM {
    @Override Operand<TFloat32> raw(Ops tf, Operand<TInt32> shape, StatelessRandomGetKeyCounter key) {
      return StatelessRandomUniformV2.create(tf.scope(), shape, key.key(), key.counter(), tf.constant(Random.AUTO_SELECT));
    }
  },
  NORMAL {
    @Override Operand<TFloat32> raw(Ops tf, Operand<TInt32> shape, StatelessRandomGetKeyCounter key) {
      return StatelessRandomNormalV2.create(tf.scope(), shape, key.key(), key.counter(), tf.constant(Random.AUTO_SELECT));
    }
  },
  TRUNCATED_NORMAL {
    @Override Operand<TFloat32> raw(Ops tf, Operand<TInt32> shape, StatelessRandomGetKeyCounter key) {
      return StatelessTruncatedNormalV2.create(tf.scope(), shape, key.key(), key.counter(), tf.constant(Random.AUTO_SELECT));
    }
  };

  /** Keras reduces an int64 seed by this before it becomes int32. */
  private static final long MODULUS = 2147483646;

  abstract Operand<TFloat32> raw(Ops tf, Operand<TInt32> shape, StatelessRandomGetKeyCounter key);

  /** A seed as TensorFlow's kernels get it from Keras, whatever whole number it is. */
  public static int reduced(long seed) { return (int) Math.floorMod(seed, MODULUS); }

  /** Unscaled values (uniform: 0 .. 1, 1 excluded; the normals: mean 0, standard deviation 1) for {@code seed} [a, k], reduced already. */
  public Operand<TFloat32> of(Ops tf, Operand<TInt32> shape, Operand<TInt32> seed) {
    return raw(tf, shape, StatelessRandomGetKeyCounter.create(tf.scope(), seed));
  }

  /** {@code raw * scale + offset}: for the normals their standard deviation and mean, for uniform the width and the lower end. */
  Operand<TFloat32> values(Ops tf, Shape shape, long seed, float scale, float offset) {
    Operand<TFloat32> raw = of(tf, tf.constant(shape.toArray()), tf.constant(new int[] {reduced(seed), 0}));
    return tf.math.add(tf.math.mul(raw, tf.constant(scale)), tf.constant(offset));
  }

  /** Uniform in [from, to); both ends are rounded to float32 before the width is taken. */
  static Operand<TFloat32> uniform(Ops tf, Shape shape, long seed, double from, double to) {
    return UNIFORM.values(tf, shape, seed, (float) to - (float) from, (float) from);
  }
}
