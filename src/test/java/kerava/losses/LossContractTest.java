package kerava.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.config.Family;
import kerava.layers.Activation;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.optimizers.Adam;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.Evaluate;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for every loss: its values are the formula's, its gradients are the formula's slope. A new one needs its cases here, and nothing else. */
class LossContractTest {
  /** The loss of one sample in doubles: {@code z} is what goes into the last activation. */
  private interface Formula {
    double of(double[] z, double[] truth);
  }

  private record Case(String name, Loss loss, String activation, NDArray z, NDArray truth, Formula formula) {}

  private static final NDArray Z = NDArray.of(new float[][] {{.5f, -1, 2}, {3, 3, -2}, {0, .25f, -.5f}, {-20, 1, 20}, {1, 2, 3}});
  private static final NDArray P =
      NDArray.of(new float[][] {{.2f, .7f, .1f}, {1, 0, 0}, {.25f, .25f, .5f}, {.3f, .3f, .1f}, {.01f, .01f, .98f}});
  private static final NDArray LABELS = NDArray.of(2, 0, 1, 0, 1);

  private static final List<Case> CASES = List.of(
      new Case("on softmax", new SparseCategoricalCrossentropy(), "softmax", Z, LABELS, (z, y) -> -logSoftmax(z)[(int) y[0]]),
      new Case("labels as a column", new SparseCategoricalCrossentropy(), "softmax", Z, LABELS.reshape(5, 1),
          (z, y) -> -logSoftmax(z)[(int) y[0]]),
      new Case("on probabilities", new SparseCategoricalCrossentropy(), "linear", P, LABELS,
          (p, y) -> -logSoftmax(log(clip(p)))[(int) y[0]]));

  @TestFactory Stream<DynamicTest> everyMemberHasACase() {
    return Family.members(Loss.class).values().stream().map(member -> DynamicTest.dynamicTest(member.getSimpleName(),
        () -> assertTrue(CASES.stream().anyMatch(c -> c.loss.getClass() == member),
            member.getSimpleName() + " has no case in LossContractTest.CASES; add one, with its formula in doubles")));
  }

  @TestFactory Stream<DynamicTest> isItsFormula() {
    return each(c -> {
      try (Sequential model = new Sequential(new Input(c.z.sampleShape(), null), new Activation(c.activation))) {
        model.compile(new Adam(), c.loss);
        double sum = 0;
        for (int i = 0; i < c.z.count(); i++) {
          double expected = formula(c, row(c.z, i), i);
          assertEquals(expected, loss(model, c.z.slice(i, i + 1), c.truth.slice(i, i + 1)), 1e-6 * Math.max(1, expected), "sample " + i);
          sum += expected;
        }
        assertEquals(sum / c.z.count(), loss(model, c.z, c.truth), 1e-5, "the mean, with a partial last batch");
      }
    });
  }

  @TestFactory Stream<DynamicTest> itsGradientIsItsSlope() {
    return each(c -> {
      int units = c.z.sampleShape().last();
      try (Sequential model = new Sequential(new Input(4), new Dense(units, c.activation))) {
        model.compile(new Adam(), c.loss);
        NDArray x = NDArray.of(new float[][] {{1, -1, .5f, 2}, {0, 1, 1, -.5f}, {.25f, .5f, -2, 1}, {1, 1, 0, 0}, {-1, 0, .75f, .5f}});
        NDArray kernel = weights(4, units), bias = NDArray.of(Shape.of(units), row(c.z, 2, 1f));
        if (c.activation.equals("linear")) kernel = NDArray.of(kernel.shape(), scaled(kernel.values(), .05f)); // so that probabilities stay within 0 .. 1
        model.setWeights(List.of(kernel, bias));
        List<NDArray> gradients = model.gradients(x, c.truth);
        for (int i = 0; i < kernel.values().length; i++)
          assertEquals(slope(c, x, kernel, bias, i, true), gradients.get(0).values()[i], 2e-5, "kernel " + i);
        for (int i = 0; i < units; i++) assertEquals(slope(c, x, kernel, bias, i, false), gradients.get(1).values()[i], 2e-5, "bias " + i);
      }
    });
  }

  private static double slope(Case c, NDArray x, NDArray kernel, NDArray bias, int i, boolean inKernel) {
    double step = 1e-5;
    return (mean(c, x, kernel, bias, i, inKernel, step) - mean(c, x, kernel, bias, i, inKernel, -step)) / (2 * step);
  }

  /** The mean loss of the model in doubles, with one weight moved. */
  private static double mean(Case c, NDArray x, NDArray kernel, NDArray bias, int moved, boolean inKernel, double by) {
    int units = bias.count();
    double sum = 0;
    for (int n = 0; n < x.count(); n++) {
      double[] z = new double[units];
      for (int u = 0; u < units; u++) {
        z[u] = bias.get(u) + (!inKernel && moved == u ? by : 0);
        for (int k = 0; k < 4; k++) z[u] += x.get(n, k) * (kernel.get(k, u) + (inKernel && moved == k * units + u ? by : 0));
      }
      sum += formula(c, z, n);
    }
    return sum / x.count();
  }

  private static double loss(Sequential model, NDArray x, NDArray y) {
    return model.evaluate(x, y, new Evaluate().batchSize(2).verbose(0)).loss();
  }

  private static double formula(Case c, double[] z, int i) { return c.formula.of(z, row(c.truth, i)); }

  private static NDArray weights(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.sin(1 + 2 * i);
    return NDArray.of(Shape.of(rows, columns), values);
  }

  private static double[] row(NDArray array, int i) {
    float[] values = array.slice(i, i + 1).values();
    return IntStream.range(0, values.length).mapToDouble(k -> values[k]).toArray();
  }

  private static float[] row(NDArray array, int i, float scale) { return scaled(array.slice(i, i + 1).values(), scale); }

  private static float[] scaled(float[] values, float scale) {
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) scaled[i] *= scale;
    return scaled;
  }

  private static double[] logSoftmax(double[] z) {
    double most = IntStream.range(0, z.length).mapToDouble(i -> z[i]).max().orElse(0), sum = 0;
    for (double value : z) sum += Math.exp(value - most);
    double[] logs = z.clone();
    for (int i = 0; i < z.length; i++) logs[i] = z[i] - most - Math.log(sum);
    return logs;
  }

  private static double[] log(double[] p) { return IntStream.range(0, p.length).mapToDouble(i -> Math.log(p[i])).toArray(); }

  private static double[] clip(double[] p) {
    return IntStream.range(0, p.length).mapToDouble(i -> Math.max(1e-7f, Math.min(1 - 1e-7f, p[i]))).toArray();
  }

  private interface Check {
    void of(Case c);
  }

  private static Stream<DynamicTest> each(Check check) {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.loss + ", " + c.name, () -> check.of(c)));
  }
}
