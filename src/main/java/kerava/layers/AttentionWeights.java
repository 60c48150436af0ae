package kerava.layers;

import java.util.Collections;
import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * The softmax of scores along their last axis, 0 where the mask of the scores leaves all out. Source: Keras
 * {@code layers/activations/softmax.py}.
 */
record AttentionWeights(LayerOptions options) implements UnaryLayer, Configured<AttentionWeights> {
  private static final double LEAST = -1e9, LEAST_OF_HALF = -3e4;

  @Override public String className() { return "Softmax"; }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public boolean supportsMasking() { return true; }

  @Override public List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) { return Collections.singletonList(null); }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor mask = x.mask(), scores = mask == null ? x : mask.where(x, x.type() == DataType.DT_HALF ? LEAST_OF_HALF : LEAST);
    Tensor weights = scores.softmax(x.rank() - 1);
    return mask == null ? weights : mask.where(weights, 0);
  }
}
