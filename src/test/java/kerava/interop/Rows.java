package kerava.interop;

import java.util.List;
import kerava.initializers.RandomUniform;
import kerava.layers.Call;
import kerava.layers.Configured;
import kerava.layers.LayerOptions;
import kerava.layers.UnaryLayer;
import kerava.layers.Weight;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/** The rows of a table that x names: what Keras's Embedding computes. */
public record Rows(int rows, int columns, RandomUniform initializer, LayerOptions options) implements UnaryLayer, Configured<Rows> {
  public Rows(int rows, int columns) { this(rows, columns, new RandomUniform(), LayerOptions.of("Rows")); }

  @Override public Shape outputShape(Shape x) { return x.append(columns); }

  @Override public List<Weight> weights(Shape x) {
    return List.of(new Weight("embeddings", Shape.of(rows, columns), initializer, true).byRows());
  }

  @Override public Tensor call(Call c, Tensor x) { return c.weight("embeddings").take(x.cast(DataType.DT_INT32)); }
}
