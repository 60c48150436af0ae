package kerava.layers;

import java.util.Set;
import kerava.initializers.GlorotNormal;
import kerava.initializers.GlorotUniform;
import kerava.initializers.HeNormal;
import kerava.initializers.HeUniform;
import kerava.initializers.Initializer;
import kerava.initializers.LecunNormal;
import kerava.initializers.LecunUniform;
import kerava.initializers.TypedInitializer;
import kerava.initializers.VarianceScaling;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The first values of a kernel whose first axes are {@code inputs} inputs and whose other ones are outputs: rules that count those see a
 * matrix. Source: Keras {@code initializers/random_initializers.py} compute_fans with input_axes and output_axes.
 */
record OfMatrix(Initializer rule, int inputs) implements TypedInitializer {
  private static final Set<Class<?>> COUNTING = Set.of(GlorotNormal.class, GlorotUniform.class, HeNormal.class, HeUniform.class,
      LecunNormal.class, LecunUniform.class, VarianceScaling.class);

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    if (!COUNTING.contains(rule.getClass())) return rule.values(tf, type, shape, seed);
    int outputs = (int) (shape.elements() / inputs);
    return tf.reshape(rule.values(tf, type, Shape.of(inputs, outputs), seed), tf.constant(shape.toArray()));
  }

  @Override public boolean random() { return rule.random(); }

  @Override public Seed seed() { return rule.seed(); }
}
