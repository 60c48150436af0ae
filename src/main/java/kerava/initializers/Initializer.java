package kerava.initializers;

import kerava.config.Members;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The rule for a weight's first values. A random one without a seed of its own gets one when its layer joins a model, from
 * {@link kerava.random.RandomSeed}; the same seed and shape always give the same values. Source: Keras {@code initializers/}.
 */
@Members({
    Constant.class,
    GlorotNormal.class,
    GlorotUniform.class,
    HeNormal.class,
    HeUniform.class,
    Identity.class,
    LecunNormal.class,
    LecunUniform.class,
    Ones.class,
    Orthogonal.class,
    RandomNormal.class,
    RandomUniform.class,
    TruncatedNormal.class,
    VarianceScaling.class,
    Zeros.class
}) public interface Initializer {

  /** Values of {@code shape}; {@code seed} is used by the random ones. */
  Operand<TFloat32> values(Ops tf, Shape shape, long seed);

  /** The same of {@code type}, TensorFlow's class of a floating type: as floats that are cast, unless the rule draws in the type itself. */
  default <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    return tf.dtypes.cast(values(tf, shape, seed), type);
  }

  /** Whether the values depend on a seed: those of a rule that has one. */
  default boolean random() { return seed() != null; }

  /**
   * Only random ones have it, others null: a component {@code Seed seed} of a rule of your own, {@link Seed#byDefault()} unless it is
   * given.
   */
  default Seed seed() { return null; }

  /** The same rule by the class that TensorFlow 2.2 makes of it: until 2.3 it had no others for those of He and LeCun. */
  default Initializer general() { return this; }
}
