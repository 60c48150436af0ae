package kerava.layers;

import java.util.List;
import kerava.activations.Activations;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.ops.Einsum;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;

/**
 * {@code y = activation(x . kernel + bias)} over the last {@code summed} axes of x, whose place {@code made} takes; null: an axis as long
 * as the last one of a second input. Kernel and bias have shapes (last axes of x, made) and (made). What Keras has an EinsumDense for.
 * Source: Keras {@code layers/core/einsum_dense.py}.
 */
record Projection(int summed, Shape made, Activations activation, boolean useBias, Initializer kernelInitializer,
    Initializer biasInitializer, Regularizer kernelRegularizer, Regularizer biasRegularizer, Constraint kernelConstraint,
    Constraint biasConstraint, LayerOptions options) implements Layer, Configured<Projection> {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  @Override public String className() { return "EinsumDense"; }

  private Shape made(List<Shape> inputs) { return made != null ? made : Shape.of(inputs.get(1).last()); }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return List.of(joined(new Shape(x.sizes().subList(0, x.rank() - summed)), made(inputs)));
  }

  private static Shape joined(Shape first, Shape second) {
    Shape joined = first;
    for (int size : second.sizes()) joined = joined.append(size);
    return joined;
  }

  @Override public List<Weight> weights(List<Shape> inputs) {
    Shape x = inputs.get(0), last = new Shape(x.sizes().subList(x.rank() - summed, x.rank()));
    Weight kernel = new Weight("kernel", joined(last, made(inputs)),
        new OfMatrix(kernelInitializer, (int) last.elements()), true).with(kernelRegularizer, kernelConstraint);
    if (!useBias) return List.of(kernel);
    return List.of(kernel, new Weight("bias", made(inputs), biasInitializer, true).with(biasRegularizer, biasConstraint));
  }

  @Override public List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor x = inputs.get(0), kernel = c.weight("kernel");
    String in = LETTERS.substring(0, x.rank()), free = in.substring(0, x.rank() - summed);
    String out = LETTERS.substring(x.rank(), x.rank() + kernel.rank() - summed);
    Tensor y = Einsum.of(in + "," + in.substring(free.length()) + out + "->" + free + out, x, kernel);
    return List.of(activation.call(useBias ? y.add(c.weight("bias")) : y));
  }

  @Override public boolean supportsMasking() { return true; }
}
