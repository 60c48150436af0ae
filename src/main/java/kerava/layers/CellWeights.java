package kerava.layers;

import kerava.ops.Tensor;

/** The weights of a cell in one of its steps; the bias may be null. */
record CellWeights(Tensor kernel, Tensor recurrentKernel, Tensor bias) {
  /** As {@code layer} declares them. */
  static CellWeights of(Recurrent layer, Call c) {
    return new CellWeights(c.weight(layer.cell() + "/kernel"), c.weight(layer.cell() + "/recurrent_kernel"),
        layer.useBias() ? c.weight(layer.cell() + "/bias") : null);
  }

  /** As the next step reads them, so that their gradients are summed step by step, the last first. */
  CellWeights next() {
    return new CellWeights(kernel.again(), recurrentKernel.again(), bias == null ? null : bias.again());
  }
}
