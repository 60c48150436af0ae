package kerava.layers;

import kerava.random.Session;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * What a layer will make of its inputs, in a model that is being written: a shape, and where it comes from. Its operations are those of
 * {@code keras.ops}, each of which becomes one more {@link Operation} of the model. Source: Keras {@code backend/common/keras_tensor.py}.
 */
public final class KerasTensor extends SymbolicOps {
  private final Application madeBy;
  private final int index;
  private final Shape shape;
  private final DType dtype;
  private final String name;

  KerasTensor(Application madeBy, int index, Shape shape, DType dtype) {
    this.madeBy = madeBy;
    this.index = index;
    this.shape = shape;
    this.dtype = dtype;
    name = madeBy.layer() instanceof Input ? null : Session.current().numbered("keras_tensor");
  }

  /** With the batch axis in front. */
  public Shape shape() { return shape; }

  /** The type of its numbers. */
  public DType dtype() { return dtype; }

  /** The use of a layer that makes it. */
  public Application madeBy() { return madeBy; }

  /** Which of the layer's outputs it is. */
  public int index() { return index; }

  /** That of its Input, or by count; Keras counts also those that it makes within some layers. */
  public String name() { return name != null ? name : madeBy.layer().name(); }

  @Override public String toString() {
    String name = madeBy.layer().name();
    return "an output of " + madeBy.layer().className() + (name == null ? "" : " '" + name + "'") + " of shape " + shape
        + (dtype == DType.FLOAT32 ? "" : ", " + dtype);
  }
}
