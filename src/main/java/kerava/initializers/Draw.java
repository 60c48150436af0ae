package kerava.initializers;

import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomGetKeyCounter;
import org.tensorflow.op.random.StatelessRandomNormalV2;
import org.tensorflow.op.random.StatelessRandomUniformV2;
import org.tensorflow.op.random.StatelessTruncatedNormalV2;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The distributions, as Keras draws them from a seed. Source: Keras {@code backend/tensorflow/random.py}. */
enum Draw {
  UNIFORM {
    @Override Operand<TFloat32> raw(Ops tf, Operand<TInt32> shape, StatelessRandomGetKeyCounter key) {
      return StatelessRandomUniformV2.create(tf.scope(), shape, key.key(), key.counter(), tf.constant(AUTO));
    }
  },
  NORMAL {
    @Override Operand<TFloat32> raw(Ops tf, Operand<TInt32> shape, StatelessRandomGetKeyCounter key) {
      return StatelessRandomNormalV2.create(tf.scope(), shape, key.key(), key.counter(), tf.constant(AUTO));
    }
  },
  TRUNCATED_NORMAL {
    @Override Operand<TFloat32> raw(Ops tf, Operand<TInt32> shape, StatelessRandomGetKeyCounter key) {
      return StatelessTruncatedNormalV2.create(tf.scope(), shape, key.key(), key.counter(), tf.constant(AUTO));
    }
  };

  /** TensorFlow's AUTO_SELECT, which Keras passes as a literal. */
  private static final int AUTO = 3;
  /** Keras reduces an int64 seed by this before it becomes int32. */
  private static final long MODULUS = 2147483646;

  abstract Operand<TFloat32> raw(Ops tf, Operand<TInt32> shape, StatelessRandomGetKeyCounter key);

  /** {@code raw * scale + offset}: for the normals their standard deviation and mean, for uniform the width and the lower end. */
  Operand<TFloat32> values(Ops tf, Shape shape, long seed, float scale, float offset) {
    int reduced = (int) Math.floorMod(seed, MODULUS);
    var key = StatelessRandomGetKeyCounter.create(tf.scope(), tf.constant(new int[] {reduced, 0}));
    return tf.math.add(tf.math.mul(raw(tf, tf.constant(shape.toArray()), key), tf.constant(scale)), tf.constant(offset));
  }

  /** Uniform in [from, to); both ends are rounded to float32 before the width is taken. */
  static Operand<TFloat32> uniform(Ops tf, Shape shape, long seed, double from, double to) {
    return UNIFORM.values(tf, shape, seed, (float) to - (float) from, (float) from);
  }
}
