package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.activations.Activations;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.random.Seed;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;

/** What all projections of an attention are made with, each with seeds of its own. */
record ProjectionRules(String who, boolean useBias, Initializer kernelInitializer, Initializer biasInitializer,
    Regularizer kernelRegularizer,
    Regularizer biasRegularizer, Constraint kernelConstraint, Constraint biasConstraint, LayerOptions options) {
  ProjectionRules {
    require(kernelInitializer != null && biasInitializer != null, inJava("take new Zeros(), for example"),
        "%s: an initializer must not be null", who);
  }

  /** {@code made} null: as the last axis of a second input. */
  Layer of(String name, int summed, Shape made, Activations activation) {
    return new Projection(summed, made, activation, useBias, Renewed.of(kernelInitializer), Renewed.of(biasInitializer), kernelRegularizer,
        biasRegularizer, kernelConstraint, biasConstraint, part("EinsumDense").named(name));
  }

  Layer softmax() { return new AttentionWeights(part("Softmax").withActivityRegularizer(null)); }

  Layer dropout(double rate, Seed seed) {
    return new Dropout(rate, null, seed.value() == null ? Seed.byDefault() : seed,
        part("Dropout").withActivityRegularizer(null));
  }

  private LayerOptions part(String className) {
    return LayerOptions.of(className).withDtype(options.dtype()).withActivityRegularizer(options.activityRegularizer());
  }
}
