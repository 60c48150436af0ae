package kerava.layers;

import kerava.tensor.Shape;

/**
 * What a layer will make of its inputs, in a model that is being written: a shape, and where it comes from. Source: Keras
 * {@code backend/common/keras_tensor.py}.
 */
public final class KerasTensor {
  private final Application madeBy;
  private final int index;
  private final Shape shape;

  KerasTensor(Application madeBy, int index, Shape shape) {
    this.madeBy = madeBy;
    this.index = index;
    this.shape = shape;
  }

  /** With the batch axis in front. */
  public Shape shape() { return shape; }

  /** The use of a layer that makes it. */
  public Application madeBy() { return madeBy; }

  /** Which of the layer's outputs it is. */
  public int index() { return index; }

  @Override public String toString() {
    String name = madeBy.layer().name();
    return "an output of " + madeBy.layer().className() + (name == null ? "" : " '" + name + "'") + " of shape " + shape;
  }
}
