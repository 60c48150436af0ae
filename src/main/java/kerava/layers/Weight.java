package kerava.layers;

import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a layer says of one of its weights: the name within the layer, the shape, the first values, and whether training changes it.
 * {@code product}: its gradient is a product of the weight's shape, into which TensorFlow's graph optimizer draws what an optimizer
 * multiplies it by. {@code rows}: it is of some rows, as {@link kerava.ops.Tensor#take} takes them. {@code regularizer}: what it adds to
 * the loss; {@code constraint}: the rule that it keeps; null: none.
 */
public record Weight(String name, Shape shape, Initializer initializer, boolean trainable, boolean product, boolean rows,
    @Nullable Regularizer regularizer, @Nullable Constraint constraint) {
  public Weight(String name, Shape shape, Initializer initializer, boolean trainable) { this(name, shape, initializer, trainable, false); }

  public Weight(String name, Shape shape, Initializer initializer, boolean trainable, boolean product) {
    this(name, shape, initializer, trainable, product, false, null, null);
  }

  /** This, whose rows are taken. */
  public Weight byRows() { return new Weight(name, shape, initializer, trainable, product, true, regularizer, constraint); }

  /** This with a term in the loss and a rule, each of which may be null. */
  public Weight with(@Nullable Regularizer newRegularizer, @Nullable Constraint newConstraint) {
    return new Weight(name, shape, initializer, trainable, product, rows, newRegularizer, newConstraint);
  }
}
