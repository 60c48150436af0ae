package extending;

import java.util.List;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.layers.Call;
import kerava.layers.Configured;
import kerava.layers.LayerOptions;
import kerava.layers.RNNCell;
import kerava.layers.Weight;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** h = x . kernel + h . recurrent_kernel. */
public record MinimalCell(int units, Initializer initializer, LayerOptions options) implements RNNCell, Configured<MinimalCell> {
  public MinimalCell(int units) { this(units, new GlorotUniform(), LayerOptions.of("MinimalCell")); }

  @Override public List<Integer> stateSizes() { return List.of(units); }

  @Override public List<Weight> weights(Shape x) {
    return List.of(new Weight("kernel", Shape.of(x.last(), units), initializer, true),
        new Weight("recurrent_kernel", Shape.of(units, units), initializer, true));
  }

  @Override public List<Tensor> step(Call c, Tensor x, List<Tensor> states) {
    Tensor h = x.matmul(c.weight("kernel")).plus(states.get(0).matmul(c.weight("recurrent_kernel")));
    return List.of(h, h);
  }
}
