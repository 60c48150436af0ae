package kerava.optimizers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** Shazeer and Stern, 2018, algorithms 4 and 5, in doubles; each element keeps the mean of its row and of its column. */
record AdafactorFormula(double rate, double decay, double epsilon1, double epsilon2, double threshold) {
  double[] change(NDArray w, double[] g, List<Map<String, Double>> slots, int t) {
    double beta = 1 - Math.pow(t, decay), step = Math.min(rate, 1 / Math.sqrt(t));
    double[] squares = DoubleStream.of(g).map(each -> each * each + epsilon1).toArray(), v = velocities(w.shape(), squares, slots, beta);
    double[] u = IntStream.range(0, g.length).mapToDouble(i -> g[i] / Math.sqrt(v[i])).toArray();
    double[] weights = IntStream.range(0, g.length).mapToDouble(i -> w.values()[i]).toArray();
    double scale = Math.max(epsilon2, rms(weights)) * step / Math.max(1, rms(u) / threshold);
    return DoubleStream.of(u).map(each -> -scale * each).toArray();
  }

  private static double[] velocities(Shape shape, double[] squares, List<Map<String, Double>> slots, double beta) {
    int columns = shape.last();
    if (shape.rank() == 1) {
      for (Map<String, Double> each : slots) each.putAll(Map.of("r", 0.0, "c", 0.0));
      return decayed("velocity", squares, slots, beta, i -> i);
    }
    double[] r = decayed("r", squares, slots, beta, i -> i / columns), c = decayed("c", squares, slots, beta, i -> i % columns);
    double mean = Arrays.stream(r).average().orElseThrow();
    return IntStream.range(0, r.length).mapToDouble(i -> r[i] * c[i] / mean).toArray();
  }

  /** The decayed means of those squares that lie in one {@code line}, for every element of it. */
  private static double[] decayed(String slot, double[] squares, List<Map<String, Double>> slots, double beta, IntUnaryOperator line) {
    double[] decayed = new double[squares.length];
    for (int i = 0; i < squares.length; i++) {
      int own = line.applyAsInt(i);
      double mean =
          IntStream.range(0, squares.length).filter(k -> line.applyAsInt(k) == own).mapToDouble(k -> squares[k]).average().orElseThrow();
      decayed[i] = slots.get(i).merge(slot, (1 - beta) * mean, (old, add) -> beta * old + add);
    }
    return decayed;
  }

  private static double rms(double[] x) { return Math.sqrt(DoubleStream.of(x).map(each -> each * each).average().orElseThrow()); }
}
