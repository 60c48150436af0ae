package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;

/** The mean of the inputs, element by element; axes of size 1 are repeated. Source: Keras {@code layers/merging/average.py}. */
public record Average(LayerOptions options) implements Merge, Configured<Average> {
  public Average() { this(LayerOptions.of("Average")); }

  /** Keras makes float64 of whole numbers. */
  @Override public DType outputType(List<DType> inputs) { return Types.floating(this, List.of(Types.common(this, inputs))); }

  @Override public Tensor merge(List<Tensor> inputs) {
    Tensor sum = inputs.stream().reduce(Tensor::add).orElseThrow();
    return inputs.size() == 1 ? sum.timesOne("truediv") : sum.dividedBy(inputs.size());
  }
}
