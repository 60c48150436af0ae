package kerava.engine;

import kerava.layers.Layer;
import kerava.ops.Tensor;
import kerava.tensor.DType;

/**
 * How a layer reads its weights while it runs: cast to {@code type}, or as they are where that is null. {@code begun}: a layer that
 * computes in another type than float32 is around it. Source: Keras {@code layers/layer.py} __call__, {@code backend/common/variables.py}
 * AutocastScope.
 */
record Autocast(boolean begun, DType type) {
  static final Autocast NONE = new Autocast(false, null);

  /** That of {@code layer}, which runs within this. */
  Autocast inside(Layer layer) {
    if (!begun && !layer.dtypePolicy().isMixed()) return this;
    return new Autocast(true, begun && !layer.autocast() ? null : layer.dtypePolicy().computeDtype());
  }

  /** {@code weight} as {@code layer} reads it. */
  Tensor read(Layer layer, Tensor weight) { return type == null || !layer.castsWeights() ? weight : weight.castWhereRead(type); }
}
