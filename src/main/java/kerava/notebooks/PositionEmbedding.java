package kerava.notebooks;

import java.util.List;
import kerava.initializers.Initializer;
import kerava.initializers.RandomUniform;
import kerava.layers.Call;
import kerava.layers.Configured;
import kerava.layers.LayerOptions;
import kerava.layers.UnaryLayer;
import kerava.layers.Weight;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** A layer of the notebooks' own: adds to each place of a sequence, (batch, steps, features), a vector that it learns. */
public record PositionEmbedding(Initializer initializer, LayerOptions options) implements UnaryLayer, Configured<PositionEmbedding> {
  public PositionEmbedding() { this(new RandomUniform(), LayerOptions.of("PositionEmbedding")); }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public List<Weight> weights(Shape x) { return List.of(new Weight("positions", x.dropFirst(), initializer, true)); }

  @Override public Tensor call(Call c, Tensor x) { return x.plus(c.weight("positions")); }
}
