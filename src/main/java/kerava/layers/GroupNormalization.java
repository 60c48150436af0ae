package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.initializers.Ones;
import kerava.initializers.Zeros;
import kerava.ops.Normalization;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta}, mean and (biased) variance of each of {@code groups} groups of neighbours
 * along {@code axis} of each sample, and over all its other axes; -1: as many groups as the axis is long. y has the shape of x, gamma and
 * beta are as long as the axis. Source: Wu and He, "Group normalization", 2018; Keras {@code layers/normalization/group_normalization.py}.
 */
public record GroupNormalization(int groups, int axis, double epsilon, boolean center, boolean scale, Initializer betaInitializer,
    Initializer gammaInitializer, @Nullable Regularizer betaRegularizer, @Nullable Regularizer gammaRegularizer,
    @Nullable Constraint betaConstraint, @Nullable Constraint gammaConstraint,
    LayerOptions options) implements UnaryLayer, Configured<GroupNormalization>, WithGammaAndBeta<GroupNormalization> {

  public GroupNormalization {
    require(groups >= 1 || groups == -1, "GroupNormalization: groups must be at least 1, or -1 for as many as the axis is long, got %d",
        groups);
    require(axis != 0, "GroupNormalization: axis must not be 0, the batch axis; take -1 for the last");
    require(epsilon >= 0, "GroupNormalization: epsilon must not be negative, got %s", epsilon);
    require(betaInitializer != null && gammaInitializer != null, inJava("take new Zeros() or new Ones(), for example"),
        "GroupNormalization: an initializer must not be null");
  }

  public GroupNormalization() { this(32); }

  public GroupNormalization(int groups) {
    this(groups, -1, 1e-3, true, true, new Zeros(), new Ones(), null, null, null, null, LayerOptions.of("GroupNormalization"));
  }

  public GroupNormalization withAxis(int axis) { return Settings.with(this, "axis", axis); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) {
    require(axis > -x.rank() && axis < x.rank(), "GroupNormalization: axis %d must be an axis of a sample in an input %s", axis, x);
    Sizes.known(this, x, axis);
    int size = x.size(axis);
    require(groups == -1 || size % groups == 0, "GroupNormalization: groups must divide the %d along axis %d of the input %s, got %d", size,
        axis, x,
        groups);
    return x;
  }

  @Override public List<Weight> weights(Shape x) { return gammaAndBeta(Shape.of(x.size(axis)), false); }

  @Override public boolean autocast() {
    return false;
  }

  @Override public boolean castsWeights() {
    return false;
  }

  @Override public Tensor call(Call c, Tensor x) {
    int number = groups == -1 ? Math.toIntExact(x.size(axis)) : groups;
    return Normalization.groupNormalization(x, scale ? c.weight("gamma") : null, center ? c.weight("beta") : null, number, epsilon, axis)
        .cast(dtypePolicy().computeDtype());
  }
}
