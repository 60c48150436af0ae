package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Settings;
import kerava.gradients.HandGradient;
import kerava.initializers.Draw;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * In training each element is 0 with probability {@code rate}, else {@code x / (1 - rate)}; otherwise y is x. y has the shape of x.
 * {@code noiseShape}: the shape of the mask with the batch axis, {@link Shape#NONE} for an axis as long as x's, 1 for an axis that shares its mask;
 * null: the shape of x. {@code seed} null: drawn from {@link kerava.random.RandomSeed} when the layer joins a model.
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014; Keras
 * {@code layers/regularization/dropout.py}.
 */
public record Dropout(double rate, Shape noiseShape, Seed seed, String name) implements Layer {
  /** Without the reshapes of TensorFlow's C++ gradient, which keep its graph optimizer from moving the scale as it does in Python. */
  private static final HandGradient KEPT = new HandGradient("dropout", (tf, in, dy) -> {
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    gradients.add(tf.math.mul(kept(tf, in.get(1), in.get(2), dy), in.get(3)));
    for (Operand<TFloat32> fixed : in.subList(1, in.size())) gradients.add(tf.zerosLike(fixed));
    return gradients;
  });

  /** Zeros, but that a gradient leads through them, which is zeros too. */
  private static final HandGradient NOTHING = new HandGradient("dropout_of_all", (tf, x, dy) -> List.of(tf.zerosLike(dy)));

  public Dropout {
    require(rate >= 0 && rate <= 1, "Dropout: rate must be in 0 .. 1, got %s; give the share to drop", rate);
    if (noiseShape != null)
      for (int size : noiseShape.sizes())
        require(size != 0, "Dropout: the sizes of noiseShape must be positive or NONE, got %s", noiseShape);
  }

  public Dropout(double rate) { this(rate, null, Seed.drawn(), null); }

  /** {@code seed} null: drawn. */
  public Dropout(double rate, Shape noiseShape, Integer seed, String name) { this(rate, noiseShape, Seed.of(seed), name); }

  @Override public Dropout named(String name) { return Settings.with(this, "name", name); }

  public Dropout withNoiseShape(Shape noiseShape) { return Settings.with(this, "noiseShape", noiseShape); }

  public Dropout withSeed(Integer seed) { return Settings.with(this, "seed", Seed.of(seed)); }

  @Override public List<Seed> generators() { return rate > 0 ? List.of(seed) : List.of(); }

  @Override public Shape outputShape(Shape x) {
    require(noiseShape == null || noiseShape.rank() == x.rank(), "Dropout: noiseShape %s must have as many axes as the input, %s",
        noiseShape,
        x);
    for (int axis = 0; noiseShape != null && axis < x.rank(); axis++) {
      int size = noiseShape.size(axis);
      require(size == 1 || size == Shape.NONE || size == x.size(axis), "Dropout: axis %d of noiseShape must be 1, NONE or %s, got %d", axis,
          x.size(axis) == Shape.NONE ? "the batch size" : x.size(axis), size);
    }
    return x;
  }

  @Override public Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
    if (!c.training() || rate == 0) return x;
    Ops tf = c.tf();
    if (rate == 1) return NOTHING.apply(tf, tf.zerosLike(x), x);
    Operand<TFloat32> uniform = tf.stopGradient(Draw.UNIFORM.of(tf, maskShape(c, x), c.nextSeed()));
    Operand<TFloat32> least = tf.constant((float) rate), scale = tf.constant((float) (1 / (1 - rate)));
    return KEPT.apply(tf, kept(tf, uniform, least, tf.math.mul(x, scale)), x, uniform, least, scale);
  }

  private static Operand<TFloat32> kept(Ops tf, Operand<TFloat32> uniform, Operand<TFloat32> least, Operand<TFloat32> x) {
    return tf.select(tf.math.greaterEqual(uniform, least), x, tf.constant(0f));
  }

  private Operand<TInt32> maskShape(Call c, Operand<TFloat32> x) {
    Ops tf = c.tf();
    if (noiseShape == null) return tf.shape(x);
    List<Operand<TInt32>> sizes = new ArrayList<>();
    for (int axis = 0; axis < noiseShape.rank(); axis++) {
      int size = noiseShape.size(axis) == Shape.NONE ? (int) x.shape().get(axis) : noiseShape.size(axis);
      sizes.add(size == Shape.NONE ? tf.gather(tf.shape(x), tf.constant(axis), tf.constant(0)) : tf.constant(size));
    }
    return tf.stack(sizes);
  }
}
