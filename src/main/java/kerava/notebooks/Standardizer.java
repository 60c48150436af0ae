package kerava.notebooks;

import kerava.data.Mnist;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** Mean and standard deviation of each pixel, by NumPy's sums in double precision. */
record Standardizer(double[] mean, double[] deviation) {
  private static final double EPSILON = 1e-7;

  /** Of the first {@code count} pictures. */
  static Standardizer of(Mnist pictures, int count) {
    int pixels = pictures.rows() * pictures.cols();
    double[] mean = new double[pixels], deviation = new double[pixels];
    for (int i = 0; i < count * pixels; i++) mean[i % pixels] += pictures.pixels()[i] & 0xFF;
    for (int p = 0; p < pixels; p++) mean[p] /= count;
    for (int i = 0; i < count * pixels; i++) {
      double off = (pictures.pixels()[i] & 0xFF) - mean[i % pixels];
      deviation[i % pixels] += off * off;
    }
    for (int p = 0; p < pixels; p++) deviation[p] = Math.sqrt(deviation[p] / count) + EPSILON;
    return new Standardizer(mean, deviation);
  }

  /** {@code pictures} less the mean, over the deviation; shape (count, rows, cols). */
  NDArray of(Mnist pictures) {
    float[] values = new float[pictures.pixels().length];
    for (int i = 0; i < values.length; i++)
      values[i] = (float) (((pictures.pixels()[i] & 0xFF) - mean[i % mean.length]) / deviation[i % mean.length]);
    return NDArray.of(Shape.of(pictures.count(), pictures.rows(), pictures.cols()), values);
  }
}
