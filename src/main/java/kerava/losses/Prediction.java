package kerava.losses;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A model's output y and, where a softmax or sigmoid made it, what went into that, else null. As in Keras every crossentropy takes the logits of either,
 * so that on a sigmoid the sparse and categorical ones are those of a softmax. Source: Keras {@code backend/tensorflow/nn.py}, _keras_logits.
 */
public record Prediction(Operand<TFloat32> y, Operand<TFloat32> logits) {
  /** What a loss takes for logits; null: y are probabilities. {@code fromLogits}: y is to be taken so where nothing made it. */
  Operand<TFloat32> logits(boolean fromLogits) {
    return logits == null && fromLogits ? y : logits;
  }

  /** The same output as {@code other} if that is y, else one of which nothing more is known. */
  Prediction as(Operand<TFloat32> other) { return other == y ? this : new Prediction(other, null); }
}
