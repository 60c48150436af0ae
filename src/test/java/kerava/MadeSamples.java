package kerava;

import java.util.Random;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** Samples and labels that are the same every time, for tests to which it does not matter what they are. */
public final class MadeSamples {
  private MadeSamples() {}

  /** Normal values. */
  public static NDArray normal(Shape shape) { return normal(shape, 5); }

  public static NDArray normal(Shape shape, int seed) {
    Random random = new Random(seed);
    float[] values = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return new NDArray(shape, values);
  }

  /** One-hot rows: sample i is of class i^2 modulo {@code classes}. */
  public static NDArray oneHot(int n, int classes) {
    float[] values = new float[n * classes];
    for (int i = 0; i < n; i++) values[i * classes + i * i % classes] = 1;
    return NDArray.of(Shape.of(n, classes), values);
  }
}
