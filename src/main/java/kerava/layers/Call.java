package kerava.layers;

import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a layer gets when it writes itself into a graph. */
public interface Call {
  /** The operations of the graph under construction. */
  Ops tf();

  /** The layer's weight of that name, as {@link Layer#weights} declared it. */
  Operand<TFloat32> weight(String name);

  /** Whether the pass trains: dropout drops, statistics are those of the batch. */
  boolean training();

  /** Whether training may change the layer. */
  boolean trainable();

  /** The batch size where every batch has the same, else {@link Shape#NONE}. */
  int batchSize();

  /** The next seed [a, k] of the layer's generator, for the stateless random ops; k counts the training steps of the model's life. */
  Operand<TInt32> nextSeed();

  /** Sets the non-trainable weight {@code name} to {@code value} at the end of the step. */
  void update(String name, Operand<TFloat32> value);
}
