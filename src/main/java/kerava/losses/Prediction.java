package kerava.losses;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A model's output y and, where a softmax or sigmoid made it, what went into that. Source: Keras {@code backend/tensorflow/nn.py}, _keras_logits. */
public record Prediction(Operand<TFloat32> y, Operand<TFloat32> softmaxLogits, Operand<TFloat32> sigmoidLogits) {}
