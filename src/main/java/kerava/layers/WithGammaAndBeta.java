package kerava.layers;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;

/**
 * A record with the settings of a normalization's factor gamma, if it has a {@code scale}, and summand beta, if it has a {@code center}.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public interface WithGammaAndBeta<L> {
  boolean center();

  boolean scale();

  Initializer betaInitializer();

  Initializer gammaInitializer();

  Regularizer betaRegularizer();

  Regularizer gammaRegularizer();

  Constraint betaConstraint();

  Constraint gammaConstraint();

  default L withEpsilon(double epsilon) { return (L) Settings.with((Record) this, "epsilon", epsilon); }

  default L withCenter(boolean center) { return (L) Settings.with((Record) this, "center", center); }

  default L withScale(boolean scale) { return (L) Settings.with((Record) this, "scale", scale); }

  default L withBetaInitializer(Initializer initializer) { return (L) Settings.with((Record) this, "betaInitializer", initializer); }

  default L withGammaInitializer(Initializer initializer) { return (L) Settings.with((Record) this, "gammaInitializer", initializer); }

  default L withBetaRegularizer(Regularizer regularizer) { return (L) Settings.with((Record) this, "betaRegularizer", regularizer); }

  default L withGammaRegularizer(Regularizer regularizer) { return (L) Settings.with((Record) this, "gammaRegularizer", regularizer); }

  default L withBetaConstraint(Constraint constraint) { return (L) Settings.with((Record) this, "betaConstraint", constraint); }

  default L withGammaConstraint(Constraint constraint) { return (L) Settings.with((Record) this, "gammaConstraint", constraint); }

  /** Those of gamma and beta that it has, of this shape; {@code product}: whether gamma's gradient is one. */
  default List<Weight> gammaAndBeta(Shape sizes, boolean product) {
    List<Weight> weights = new ArrayList<>();
    if (scale()) weights.add(new Weight("gamma", sizes, gammaInitializer(), true, product).with(gammaRegularizer(), gammaConstraint()));
    if (center()) weights.add(new Weight("beta", sizes, betaInitializer(), true).with(betaRegularizer(), betaConstraint()));
    return weights;
  }
}
