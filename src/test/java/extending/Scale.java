package extending;

import java.util.List;
import kerava.initializers.Initializer;
import kerava.initializers.Ones;
import kerava.layers.Call;
import kerava.layers.Configured;
import kerava.layers.LayerOptions;
import kerava.layers.UnaryLayer;
import kerava.layers.Weight;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** y = x * scale, with one number a feature. */
public record Scale(Initializer initializer, LayerOptions options) implements UnaryLayer, Configured<Scale> {
  public Scale() { this(new Ones(), LayerOptions.of("Scale")); }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public List<Weight> weights(Shape x) { return List.of(new Weight("scale", Shape.of(x.last()), initializer, true)); }

  @Override public Tensor call(Call c, Tensor x) { return x.multiply(c.weight("scale")); }
}
