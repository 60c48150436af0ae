package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kerava.config.Axes;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.initializers.Zeros;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * x where positive, else {@code alpha * x}, with a learned alpha for each element of a sample, or for all along {@code sharedAxes} (null:
 * none; the first beside the batch is 1). y has the shape of x, alpha that of a sample with 1 for each shared axis. Source: He et al.,
 * "Delving deep into rectifiers", 2015; Keras {@code layers/activations/prelu.py}.
 */
public record PReLU(Initializer alphaInitializer, @Nullable Regularizer alphaRegularizer, @Nullable Constraint alphaConstraint,
    @Nullable Axes sharedAxes, LayerOptions options) implements UnaryLayer, Configured<PReLU> {
  public PReLU {
    require(alphaInitializer != null, inJava("take new Zeros(), for example"), "PReLU: an initializer must not be null");
    if (sharedAxes != null)
      for (int axis : sharedAxes.axes())
        require(axis >= 1, "PReLU: sharedAxes must be at least 1, the first axis beside the batch, got %s", sharedAxes);
  }

  public PReLU() { this(new Zeros(), null, null, null, LayerOptions.of("PReLU")); }

  public PReLU withAlphaInitializer(Initializer initializer) { return Settings.with(this, "alphaInitializer", initializer); }

  public PReLU withAlphaRegularizer(Regularizer regularizer) { return Settings.with(this, "alphaRegularizer", regularizer); }

  public PReLU withAlphaConstraint(Constraint constraint) { return Settings.with(this, "alphaConstraint", constraint); }

  public PReLU withSharedAxes(int... axes) { return Settings.with(this, "sharedAxes", new Axes(axes)); }

  private boolean isShared(int axis) { return sharedAxes != null && sharedAxes.axes().contains(axis); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) {
    require(sharedAxes == null || sharedAxes.areOfSample(x.rank()),
        "PReLU: sharedAxes %s must be different axes of a sample in an input %s",
        sharedAxes, x);
    Sizes.known(this, x, IntStream.range(1, x.rank()).filter(axis -> !isShared(axis)).toArray());
    return x;
  }

  @Override public List<Weight> weights(Shape x) {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 1; axis < x.rank(); axis++) sizes.add(isShared(axis) ? 1 : x.size(axis));
    return List.of(new Weight("alpha", new Shape(sizes), alphaInitializer, true).with(alphaRegularizer, alphaConstraint));
  }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor positive = x.relu(), slope = c.weight("alpha").negative();
    return positive.plus(slope.times(x.negative().relu()));
  }
}
