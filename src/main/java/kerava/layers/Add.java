package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;

/** The sum of the inputs, element by element; axes of size 1 are repeated. Source: Keras {@code layers/merging/add.py}. */
public record Add(LayerOptions options) implements Merge, Configured<Add> {
  public Add() { this(LayerOptions.of("Add")); }

  @Override public Tensor merge(List<Tensor> inputs) { return inputs.stream().reduce(Tensor::add).orElseThrow(); }
}
