package kerava.data;

import static kerava.KeravaException.require;

import kerava.config.Limits;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * Labels as one-hot rows, {@code keras.utils.to_categorical}. Labels (...) become (..., numClasses), float32; a last axis of 1 is dropped
 * from labels of two axes and more, as Keras does. Labels that Keras would cut or wrap around (fractions, negative ones) are refused.
 * Source: Keras {@code utils/numerical_utils.py}.
 */
public final class ToCategorical {
  private ToCategorical() {}

  /** As many classes as the largest label asks for. Example: labels 1 0 2 give rows 0 1 0, 1 0 0 and 0 0 1. */
  public static NDArray of(NDArray labels) {
    require(labels.values().length > 0, "ToCategorical: without labels the number of classes must be given, got shape %s", labels.shape());
    float largest = 0;
    for (float label : labels.values()) largest = Math.max(largest, checked(label));
    require(largest < Integer.MAX_VALUE, "ToCategorical: label %s asks for too many classes; are these labels?", largest);
    return of(labels, (int) largest + 1);
  }

  /** @param numClasses more than the largest label */
  public static NDArray of(NDArray labels, int numClasses) {
    require(numClasses > 0, "ToCategorical: numClasses must be positive, got %d", numClasses);
    float[] from = labels.values();
    long elements = (long) from.length * numClasses;
    require(elements <= Limits.LONGEST_ARRAY, "ToCategorical: %d labels of %d classes are more than one array holds; are these labels?",
        from.length, numClasses);
    float[] values = new float[(int) elements];
    for (int i = 0; i < from.length; i++) {
      float label = checked(from[i]);
      require(label < numClasses, "ToCategorical: labels must be in 0 .. %d for %d classes, got %s", numClasses - 1, numClasses, label);
      values[i * numClasses + (int) label] = 1;
    }
    Shape shape = labels.shape();
    return new NDArray((shape.rank() > 1 && shape.last() == 1 ? shape.dropLast() : shape).append(numClasses), values);
  }

  private static float checked(float label) {
    require(label >= 0 && label == Math.rint(label), "ToCategorical: labels must be whole numbers from 0 on, got %s", label);
    return label;
  }
}
