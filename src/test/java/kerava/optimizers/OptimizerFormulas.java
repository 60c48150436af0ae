package kerava.optimizers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.tensor.NDArray;

/** The steps of optimizers as their papers have them, in doubles. */
final class OptimizerFormulas {
  /** A weight's step t = 1, 2, ...: the change of the weight {@code w} for gradient {@code g}; {@code slots} are the weight's own. */
  interface WholeFormula {
    double[] change(NDArray w, double[] g, List<Map<String, Double>> slots, int t);
  }

  /** The same of one element, which has slots of its own. */
  interface Formula extends WholeFormula {
    double change(double g, Map<String, Double> slots, int t);

    @Override default double[] change(NDArray w, double[] g, List<Map<String, Double>> slots, int t) {
      double[] change = new double[g.length];
      for (int i = 0; i < g.length; i++) change[i] = change(g[i], slots.get(i), t);
      return change;
    }
  }

  private OptimizerFormulas() {}

  /** Kingma and Ba, 2014, section 2, in the form with alpha_t; epsilon is their epsilon hat. */
  static Formula adam(double alpha, double beta1, double beta2, double epsilon) {
    return (g, slots, t) -> {
      double m = slots.merge("momentum", (1 - beta1) * g, (old, add) -> beta1 * old + add);
      double v = slots.merge("velocity", (1 - beta2) * g * g, (old, add) -> beta2 * old + add);
      return -alpha * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t)) * m / (Math.sqrt(v) + epsilon);
    };
  }

  /** {@code formula} by the mean of the gradients of {@code steps} steps. */
  static Formula mean(int steps, Formula formula) {
    return (g, slots, t) -> {
      double sum = slots.merge("gradient_accumulator", g, Double::sum);
      if (t % steps > 0) return 0;
      slots.put("gradient_accumulator", 0.0);
      return formula.change(sum / steps, slots, t / steps);
    };
  }

  /** To the average of the weights that {@code formula} steps to, as Keras begins it: with the first. */
  static WholeFormula averaged(double momentum, Formula formula) {
    return (w, g, slots, t) -> {
      double[] change = formula.change(w, g, slots, t);
      for (int i = 0; i < g.length; i++) {
        double x = w.values()[i], next = x + change[i];
        change[i] = slots.get(i).merge("average", next, (old, last) -> momentum * old + (1 - momentum) * last) - x;
      }
      return change;
    };
  }

  /** Chen et al., 2023, algorithm 2. */
  static Formula lion(double rate, double beta1, double beta2) {
    return (g, slots, t) -> {
      double c = beta1 * slots.getOrDefault("momentum", 0.0) + (1 - beta1) * g;
      slots.merge("momentum", (1 - beta2) * g, (old, add) -> beta2 * old + add);
      return -rate * Math.signum(c);
    };
  }

  /** Dozat, 2015, algorithm 8, with the warming of momentum that he gives in section 3.1. */
  static Formula nadam(double rate, double beta1, double beta2, double epsilon) {
    return (g, slots, t) -> {
      double m = slots.merge("momentum", (1 - beta1) * g, (old, add) -> beta1 * old + add);
      double v = slots.merge("velocity", (1 - beta2) * g * g, (old, add) -> beta2 * old + add);
      double product = 1;
      for (int i = 1; i <= t; i++) product *= warmed(beta1, i);
      double ahead = warmed(beta1, t + 1) * m / (1 - product * warmed(beta1, t + 1)) + (1 - warmed(beta1, t)) * g / (1 - product);
      return -rate * ahead / (Math.sqrt(v / (1 - Math.pow(beta2, t))) + epsilon);
    };
  }

  static double warmed(double beta1, int t) { return beta1 * (1 - Math.pow(.96, t) / 2); }

  /** McMahan et al., 2013, algorithm 1, with a power in place of the root and the penalty of TensorFlow's {@code ApplyFtrlV2}. */
  static WholeFormula ftrl(double rate, double power, double first, double l1, double l2, double shrinkage) {
    return (w, g, slots, t) -> {
      double[] change = new double[g.length];
      for (int i = 0; i < g.length; i++) {
        double x = w.values()[i], n = slots.get(i).getOrDefault("accumulator", first), sum = n + g[i] * g[i];
        double z =
            slots.get(i).getOrDefault("linear", 0.0) + g[i] + 2 * shrinkage * x - (Math.pow(sum, power) - Math.pow(n, power)) / rate * x;
        slots.get(i).put("accumulator", sum);
        slots.get(i).put("linear", z);
        double next = Math.abs(z) <= l1 ? 0 : (Math.signum(z) * l1 - z) / (Math.pow(sum, power) / rate + 2 * l2);
        change[i] = next - x;
      }
      return change;
    };
  }

  /** You et al., 2020, algorithm 2, with decay left out. */
  static WholeFormula lamb(double rate, double beta1, double beta2, double epsilon) {
    return (w, g, slots, t) -> {
      double[] u = new double[g.length];
      for (int i = 0; i < g.length; i++) {
        double m = slots.get(i).merge("momentum", (1 - beta1) * g[i], (old, add) -> beta1 * old + add);
        double v = slots.get(i).merge("velocity", (1 - beta2) * g[i] * g[i], (old, add) -> beta2 * old + add);
        u[i] = m / (1 - Math.pow(beta1, t)) / (Math.sqrt(v / (1 - Math.pow(beta2, t))) + epsilon);
      }
      double ofWeight = norm(IntStream.range(0, g.length).mapToDouble(i -> w.values()[i]).toArray());
      return scaled(-rate * (ofWeight > 0 ? ofWeight / norm(u) : 1), u);
    };
  }

  /** Kingma and Ba, 2014, algorithm 2, with Keras's epsilon. */
  static Formula adamax(double alpha, double beta1, double beta2, double epsilon) {
    return (g, slots, t) -> {
      double m = slots.merge("momentum", (1 - beta1) * g, (old, add) -> beta1 * old + add);
      double u = slots.merge("norm", Math.abs(g), (old, add) -> Math.max(beta2 * old, add));
      return -alpha / (1 - Math.pow(beta1, t)) * m / (u + epsilon);
    };
  }

  /** Zeiler, 2012, algorithm 1, times the rate. */
  static Formula adadelta(double rate, double rho, double epsilon) {
    return (g, slots, t) -> {
      double a = slots.merge("accumulated_grad", (1 - rho) * g * g, (old, add) -> rho * old + add);
      double change = -Math.sqrt(slots.getOrDefault("accumulated_delta_var", 0.0) + epsilon) * g / Math.sqrt(a + epsilon);
      slots.merge("accumulated_delta_var", (1 - rho) * change * change, (old, add) -> rho * old + add);
      return rate * change;
    };
  }

  /** Loshchilov and Hutter, 2019, algorithm 2, with the rate in place of the schedule's multiplier. */
  static WholeFormula decoupled(double decay, double rate, Formula formula) {
    return (w, g, slots, t) -> {
      double[] change = formula.change(w, g, slots, t);
      for (int i = 0; i < g.length; i++) change[i] -= decay * rate * w.values()[i];
      return change;
    };
  }

  /**
   * Defazio et al., 2024, algorithm 1, whose z begins as 0, and x is taken from z after its step, as in Keras; the weight decays before the
   * step.
   */
  static WholeFormula scheduleFree(double rate, int warmup, double beta1, double beta2, double epsilon, double decay) {
    return (w, g, slots, t) -> {
      double[] change = new double[g.length];
      for (int i = 0; i < g.length; i++) {
        double before = w.values()[i];
        double v = slots.get(i).merge("velocity", (1 - beta2) * g[i] * g[i], (old, add) -> beta2 * old + add);
        double z = slots.get(i).getOrDefault("momentum", 0.0)
            - rate * Math.min((double) t / warmup, 1) * g[i] / (Math.sqrt(v / (1 - Math.pow(beta2, t))) + epsilon);
        slots.get(i).put("momentum", z);
        double x = (before * (1 - decay * rate) - (1 - beta1) * z) / beta1;
        x += (z - x) / t;
        change[i] = (1 - beta1) * z + beta1 * x - before;
      }
      return change;
    };
  }

  static double norm(double[] g) { return Math.sqrt(Arrays.stream(g).map(each -> each * each).sum()); }

  static double[] scaled(double factor, double[] g) { return Arrays.stream(g).map(each -> factor * each).toArray(); }

  /** Reddi et al., 2018, with Adam's correction of the bias and the largest of the uncorrected velocities. */
  static Formula amsgrad(double alpha, double beta1, double beta2, double epsilon) {
    return (g, slots, t) -> {
      double m = slots.merge("momentum", (1 - beta1) * g, (old, add) -> beta1 * old + add);
      double v = slots.merge("velocity", (1 - beta2) * g * g, (old, add) -> beta2 * old + add);
      double most = slots.merge("velocity_hat", v, Math::max);
      return -alpha * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t)) * m / (Math.sqrt(most) + epsilon);
    };
  }

  /** Sutskever et al., 2013, equation 1. */
  static double momentum(double g, Map<String, Double> slots, double rate, double mu) {
    return slots.merge("momentum", -rate * g, (old, add) -> mu * old + add);
  }

  /** Hinton's lecture 6e; epsilon under the root, as in Keras 3. */
  static Formula rmsprop(double rate, double rho, double epsilon) {
    return (g, slots, t) -> -rate * g / Math.sqrt(velocity(g, slots, rho) + epsilon);
  }

  static double velocity(double g, Map<String, Double> slots, double rho) {
    return slots.merge("velocity", (1 - rho) * g * g, (old, add) -> rho * old + add);
  }

  /**
   * By the gradient's variance in place of its square: Graves, "Generating sequences with recurrent neural networks", 2013, equations 38 to
   * 40.
   */
  static Formula centered(double rate, double rho, double epsilon) {
    return (g, slots, t) -> {
      double v = velocity(g, slots, rho), a = slots.merge("average_gradient", (1 - rho) * g, (old, add) -> rho * old + add);
      return -rate * g / Math.sqrt(v - a * a + epsilon);
    };
  }

  /** {@code formula} with momentum. */
  static Formula heavy(double mu, Formula formula) {
    return (g, slots, t) -> -slots.merge("momentum", -formula.change(g, slots, t), (old, add) -> mu * old + add);
  }

  /** Duchi et al., 2011, with the diagonal only. */
  static Formula adagrad(double rate, double first, double epsilon) {
    return (g, slots, t) -> {
      slots.putIfAbsent("accumulator", first);
      return -rate * g / Math.sqrt(slots.merge("accumulator", g * g, Double::sum) + epsilon);
    };
  }
}
