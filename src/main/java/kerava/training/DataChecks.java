package kerava.training;

import static kerava.KeravaException.require;

import kerava.losses.Loss;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** What is refused before anything runs. {@code who} is fit, evaluate or predict. */
final class DataChecks {
  private DataChecks() {}

  static Shape sampleShape(String who, Samples x) {
    require(x != null, "%s: x must not be null; give at least one sample", who);
    return x.sampleShape();
  }

  static void x(String who, Samples x, Shape sample) {
    Shape given = sampleShape(who, x);
    require(x.count() > 0, "%s: x is empty; give at least one sample", who);
    require(given.equals(sample),
        "%s: the model takes samples of shape %s, got x with samples of shape %s; reshape x or change the model's Input", who, sample,
        given);
    finite(who, "x", x);
  }

  static void pair(String who, Samples x, Samples y) {
    require(y != null, "%s: y must not be null; give a label for each sample of x", who);
    require(x.count() == y.count(), "%s: x and y must have as many samples, got %d in x and %d in y", who, x.count(), y.count());
  }

  /** {@code weights} null: there are none. */
  static void weights(String who, String name, Samples weights, Samples x) {
    if (weights == null) return;
    Shape one = weights.sampleShape();
    require(one.rank() == 0 || one.equals(Shape.of(1)),
        "%s: %s must hold one number a sample, shape (n,) or (n, 1), got (n, ...) with %s a sample", who, name, one);
    require(weights.count() == x.count(), "%s: x and %s must have as many samples, got %d in x and %d in %s", who, name, x.count(),
        weights.count(), name);
    finite(who, name, weights);
  }

  /** That each sample has one loss, which a weight can multiply. */
  static void oneLoss(String who, Loss loss, Samples y, Shape output) {
    Shape losses = loss.lossShape(y.sampleShape().prepend(Shape.NONE), output);
    require(losses.rank() == 1 || losses.rank() == 2 && losses.last() == 1,
        "%s: weights multiply one loss a sample, but an output of shape %s has losses of shape %s; leave out the weights of samples and classes, or let the model flatten its output",
        who, output, losses);
  }

  private static void finite(String who, String name, Samples samples) {
    Shape shape = samples.sampleShape();
    float[] sample = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < samples.count(); i++) {
      samples.read(i, sample, 0);
      float zeros = 0;
      for (float value : sample) zeros += value * 0;
      if (zeros == 0) continue;
      for (int at = 0; at < sample.length; at++) {
        require(Float.isFinite(sample[at]), "%s: %s must be finite, got %s at sample %d, %s; clean or scale the data first", who, name,
            sample[at], i, place(shape, at));
      }
    }
  }

  /** {@code index (3, 7)} of element {@code at} in row-major order. */
  private static String place(Shape shape, int at) {
    int[] indices = new int[shape.rank()];
    for (int axis = indices.length - 1; axis >= 0; at /= shape.size(axis), axis--) indices[axis] = at % shape.size(axis);
    return "index " + Shape.of(indices);
  }
}
