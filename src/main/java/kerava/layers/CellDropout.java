package kerava.layers;

import java.util.List;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * A layer with the settings of a cell, whose generator draws its masks. Keras draws them outside of training too. Source: Keras
 * {@code layers/rnn/rnn.py}.
 */
interface CellDropout extends Layer, CellRule {
  @Override default List<Weight> weights(List<Shape> inputs) { return cellWeights(inputs.get(0)); }

  @Override default List<Seed> generators() { return List.of(seed()); }

  @Override default int draws(List<Shape> inputs) { return seeds(); }

  @Override default boolean isNoisy() { return seeds() > 0; }

  @Override default boolean drawsAlways() { return true; }
}
