package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * Mean and variance of an array over all axes but some, as NumPy sums: along the last axes in eights and halves, else row by row; float32
 * in float32, whole numbers in float64. Source: NumPy {@code _methods.py} _mean and _var, {@code loops_utils.h.src} pairwise_sum; what it
 * sums at once is {@code NPY_BUFSIZE}.
 */
final class Moments {
  /** So many elements are summed at once. */
  private static final int BUFFER = 8192;
  private final int[] sizes;
  private final boolean[] kept;
  private final DoubleUnaryOperator round;
  private final Values mean;
  private final Values variance;

  /** {@code axes}: those that stay, the batch axis is 0. */
  Moments(String who, Samples x, int[] axes) {
    require(x.count() > 0 && !x.dtype().isText(),
        "%s: is adapted to numbers, of at least one sample, got %d samples of %s; give an array of numbers",
        who, x.count(), x.dtype());
    Shape all = x.sampleShape().prepend(x.count());
    sizes = all.toArray();
    kept = new boolean[sizes.length];
    IntStream.of(axes).forEach(axis -> kept[axis] = true);
    round = x.dtype().isFloating() ? value -> (float) value : value -> value;
    double[] values = values(x);
    double count = IntStream.range(0, sizes.length).filter(axis -> !kept[axis]).mapToLong(axis -> sizes[axis]).reduce(1, (a, b) -> a * b);
    double[] means = divided(sums(values), count);
    mean = told(means);
    double[] squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double off = round.applyAsDouble(values[i] - means[place(i)]);
      squares[i] = round.applyAsDouble(off * off);
    }
    variance = told(divided(sums(squares), count));
  }

  Values mean() { return mean; }

  Values variance() { return variance; }

  private static double[] values(Samples x) {
    int size = Math.toIntExact(x.sampleShape().elements());
    double[] all = new double[Math.multiplyExact(size, x.count())];
    float[] floats = new float[size];
    long[] wholes = new long[size];
    for (int i = 0; i < x.count(); i++) {
      if (x.dtype().isFloating()) x.read(i, floats, 0);
      else x.read(i, wholes, 0);
      for (int j = 0; j < size; j++) all[i * size + j] = x.dtype().isFloating() ? floats[j] : wholes[j];
    }
    return all;
  }

  private double[] divided(double[] sums, double count) {
    double[] divided = new double[sums.length];
    for (int i = 0; i < sums.length; i++) divided[i] = round.applyAsDouble(sums[i] / count);
    return divided;
  }

  /** As float32, in the shape of the axes that stay. */
  private Values told(double[] values) {
    List<Integer> shape = IntStream.range(0, sizes.length).filter(axis -> kept[axis]).mapToObj(axis -> sizes[axis]).toList();
    List<Double> floats = new ArrayList<>();
    for (double value : values) floats.add((double) (float) value);
    return new Values(new Shape(shape), floats);
  }

  /** Which of the results element {@code index} belongs to. */
  private int place(int index) {
    int place = 0, step = 1, rest = index;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      if (kept[axis]) {
        place += rest % sizes[axis] * step;
        step *= sizes[axis];
      }
      rest /= sizes[axis];
    }
    return place;
  }

  private double[] sums(double[] values) {
    double[] sums =
        new double[IntStream.range(0, sizes.length).filter(axis -> kept[axis]).map(axis -> sizes[axis]).reduce(1, (a, b) -> a * b)];
    int run = run();
    for (int at = 0; at < values.length; at += run) {
      int place = place(at);
      for (int from = at; from < at + run; from += BUFFER)
        sums[place] = sum(sums[place], pairwise(values, from, Math.min(BUFFER, at + run - from)));
    }
    return sums;
  }

  /** How many elements behind one another go into one sum. */
  private int run() {
    int run = 1;
    for (int axis = sizes.length - 1; axis >= 0 && (!kept[axis] || sizes[axis] == 1); axis--) run *= sizes[axis];
    return run;
  }

  private double pairwise(double[] values, int at, int length) {
    if (length > 128) {
      int half = length / 2 - length / 2 % 8;
      return round.applyAsDouble(pairwise(values, at, half) + pairwise(values, at + half, length - half));
    }
    double[] eight = new double[8];
    int begin = length < 8 ? 0 : length - length % 8;
    for (int i = 0; i < begin; i++) eight[i % 8] = i < 8 ? values[at + i] : round.applyAsDouble(eight[i % 8] + values[at + i]);
    double sum = begin == 0 ? -0.0 : halves(eight);
    for (int i = begin; i < length; i++) sum = round.applyAsDouble(sum + values[at + i]);
    return sum;
  }

  private double halves(double[] eight) {
    double first = sum(sum(eight[0], eight[1]), sum(eight[2], eight[3])), second = sum(sum(eight[4], eight[5]), sum(eight[6], eight[7]));
    return sum(first, second);
  }

  private double sum(double a, double b) { return round.applyAsDouble(a + b); }
}
