package kerava.layers;

import java.util.function.Supplier;
import kerava.ops.Tensor;

/** The weights of a cell in one of its steps; the bias may be null. {@code reread}: the recurrent kernel, read once more in the step. */
record CellWeights(Tensor kernel, Tensor recurrentKernel, Tensor bias, Supplier<Tensor> reread) {
  private static final String RECURRENT = "/recurrent_kernel";

  /** As {@code layer} declares them, and as a step that stands for itself reads them. */
  static CellWeights of(Recurrent layer, Call c) {
    return new CellWeights(c.weight(layer.cell() + "/kernel"), c.weight(layer.cell() + RECURRENT),
        layer.useBias() ? c.weight(layer.cell() + "/bias") : null, () -> c.weight(layer.cell() + RECURRENT));
  }

  /** As the first step of a loop reads them, in which the gradients of what a step reads twice are summed. */
  CellWeights looped() { return new CellWeights(kernel, recurrentKernel, bias, recurrentKernel::readAnew); }

  /** As the next step reads them, so that their gradients are summed step by step, the last first. */
  CellWeights next() {
    return new CellWeights(kernel.again(), recurrentKernel.again(), bias == null ? null : bias.again(), null).looped();
  }
}
