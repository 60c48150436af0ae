package kerava.optimizers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import kerava.tensor.NDArray;

/** Jordan et al., 2024, with the scale of Liu et al., 2025, section 2.2, in doubles; {@code adam} steps what is no matrix. */
record MuonFormula(double rate, double momentum, boolean nesterov, double a, double b, double c, int steps, double rms,
    OptimizerFormulas.Formula adam) implements OptimizerFormulas.Formula {
  @Override public double change(double g, Map<String, Double> slots, int t) { return adam.change(g, slots, t); }

  @Override public double[] change(NDArray w, double[] g, List<Map<String, Double>> slots, int t) {
    if (w.shape().rank() != 2) return adam.change(w, g, slots, t);
    int n = w.shape().size(0), m = w.shape().last();
    double[][] u = new double[n][m];
    for (int i = 0; i < g.length; i++) {
      double last = slots.get(i).merge("momentum", g[i], (old, add) -> momentum * old + add);
      u[i / m][i % m] = nesterov ? g[i] + momentum * last : last;
    }
    double[][] step = n > m ? turned(orthogonal(turned(u))) : orthogonal(u);
    double scale = -rate * rms * Math.sqrt(Math.max(n, m));
    return DoubleStream.of(Arrays.stream(step).flatMapToDouble(DoubleStream::of).toArray()).map(each -> scale * each).toArray();
  }

  private double[][] orthogonal(double[][] u) {
    double norm = Math.sqrt(Arrays.stream(u).flatMapToDouble(DoubleStream::of).map(each -> each * each).sum());
    double[][] x = sum(1 / norm, u, 0, u);
    for (int i = 0; i < steps; i++) {
      double[][] product = times(x, turned(x));
      x = sum(a, x, 1, times(sum(b, product, c, times(product, product)), x));
    }
    return x;
  }

  private static double[][] sum(double p, double[][] x, double q, double[][] y) {
    double[][] sum = new double[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) for (int k = 0; k < x[0].length; k++) sum[i][k] = p * x[i][k] + q * y[i][k];
    return sum;
  }

  private static double[][] times(double[][] x, double[][] y) {
    double[][] product = new double[x.length][y[0].length];
    for (int i = 0; i < x.length; i++)
      for (int k = 0; k < y[0].length; k++) for (int l = 0; l < y.length; l++) product[i][k] += x[i][l] * y[l][k];
    return product;
  }

  private static double[][] turned(double[][] x) {
    double[][] turned = new double[x[0].length][x.length];
    for (int i = 0; i < x.length; i++) for (int k = 0; k < x[0].length; k++) turned[k][i] = x[i][k];
    return turned;
  }
}
