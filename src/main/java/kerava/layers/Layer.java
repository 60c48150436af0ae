package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * A layer is its settings: a record whose components are the keys of Keras's config. It says what shape it makes of a shape, which weights it
 * needs, and writes its formula on tensors; the model gives it a name, the engine runs it. A new layer is a new record here and one
 * word in {@code permits}; a contract test then covers it. Source: Keras {@code layers/layer.py}.
 */
public sealed interface Layer permits Activation, BatchNormalization, Dense, Dropout, Flatten, Input, LeakyReLU, Nested {
  /** The name the user gave it, or null: the model numbers it (dense, dense_1, ...). */
  String name();

  /** This layer under a name of the user's. */
  Layer named(String name);

  /** The shape of y for an x of shape {@code input}, both with the batch axis in front. */
  Shape outputShape(Shape input);

  /** The weights for an x of shape {@code input}, in Keras's order. */
  default List<Weight> weights(Shape input) { return List.of(); }

  /** The seed of each of a noise layer's generators; those without a number are drawn when the layer joins a model, after those of the weights. */
  default List<Seed> generators() {
    return List.of();
  }

  /** Writes y into the graph. */
  Tensor call(Call c, Tensor x);

  /** Keras's name of the class. */
  default String className() { return getClass().getSimpleName(); }
}
