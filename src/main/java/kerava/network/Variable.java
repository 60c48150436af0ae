package kerava.network;

import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.optimizers.Trainable;
import kerava.regularizers.Regularizer;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * A weight of a built model: {@code dense/kernel}, its shape and type, how its first values come about, {@code product} and {@code rows} as
 * in {@link kerava.layers.Weight}, and where its values lie. {@code layer}: the layer's name, after those of the models it is in.
 */
public record Variable(String layer, String name, Shape shape, DType dtype, Initializer initializer, LayerState origin, boolean trainable,
    boolean product, boolean rows, Regularizer regularizer, Constraint constraint, WeightCell cell) {
  /** A weight of float32 without random values. */
  public Variable(String layer, String name, Shape shape, Initializer initializer, boolean trainable) {
    this(layer, name, shape, DType.FLOAT32, initializer, null, trainable, false, false, null, null, new WeightCell());
  }

  /** Its path in the model: layer name, slash, weight name. */
  public String path() { return layer + "/" + name; }

  /** What an optimizer knows of it: its path in Keras is told from where its layer was built first. */
  public Trainable trainedAs() { return new Trainable((origin == null ? layer : origin.path()) + "/" + name, shape); }

  /** The seed of the first values, drawn if it has not been. */
  public long seed() { return origin == null ? 0 : origin.seed(initializer); }

  /** How many numbers it has. */
  public int size() {
    return Math.toIntExact(shape.elements());
  }

  Variable withTrainable(boolean changed) {
    return new Variable(layer, name, shape, dtype, initializer, origin, changed, product, rows, regularizer, constraint, cell);
  }
}
