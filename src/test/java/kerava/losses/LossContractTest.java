package kerava.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.Rounding;
import kerava.config.Axes;
import kerava.config.Family;
import kerava.layers.Activation;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.optimizers.Adam;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for every loss: its values are the formula's, its gradients are the formula's slope. A new one needs its cases here, and
 * nothing else.
 */
class LossContractTest {
  /** The loss of one sample in doubles: {@code z} is what goes into the last activation. */
  private interface Formula {
    double of(double[] z, double[] truth);
  }

  private record Case(String name, Loss loss, String activation, NDArray z, NDArray truth, Formula formula) {}

  private static final NDArray Z = NDArray.of(new float[][] {{.5f, -1, 2}, {3, 3, -2}, {0, .25f, -.5f}, {-20, 1, 20}, {1, 2, 3}});
  private static final NDArray P =
      NDArray.of(new float[][] {{.2f, .7f, .1f}, {1, 0, 0}, {.25f, .25f, .5f}, {.3f, .3f, .1f}, {.01f, .01f, .98f}});
  private static final NDArray SHIFTED =
      NDArray.of(new float[][] {{.7f, 1.2f, .6f}, {1.5f, .5f, .5f}, {.75f, .75f, 1}, {.8f, .8f, .6f}, {.51f, .51f, 1.48f}});
  private static final NDArray LABELS = NDArray.of(2, 0, 1, 0, 1);
  /** One-hot rows and such as are not; their order is none of the predictions'. */
  private static final NDArray ROWS =
      NDArray.of(new float[][] {{0, 0, 1}, {.5f, .25f, .25f}, {0, 1, 0}, {1, 0, 0}, {.1f, .2f, .7f}});
  private static final NDArray ONE = NDArray.of(new float[][] {{.5f}, {-3}, {.25f}, {7}, {-1}}), BITS = NDArray.of(1, 0, 0, 1, 1);

  /** Those of more than a row, see LossesOfManyTest. */
  private static final Set<Class<?>> OF_MANY = Set.of(Circle.class, CTC.class);

  private static final List<Case> CASES = List.of(
      new Case("on softmax", new SparseCategoricalCrossentropy(), "softmax", Z, LABELS, (z, y) -> -logSoftmax(z)[(int) y[0]]),
      new Case("labels as a column", new SparseCategoricalCrossentropy(), "softmax", Z, LABELS.reshape(5, 1),
          (z, y) -> -logSoftmax(z)[(int) y[0]]),
      new Case("on logits", new SparseCategoricalCrossentropy(true), "linear", Z, LABELS, (z, y) -> -logSoftmax(z)[(int) y[0]]),
      new Case("on sigmoid, whose logits are a softmax's as in Keras", new SparseCategoricalCrossentropy(), "sigmoid", Z, LABELS,
          (z, y) -> -logSoftmax(z)[(int) y[0]]),
      new Case("on probabilities", new SparseCategoricalCrossentropy(), "linear", P, LABELS,
          (p, y) -> -logSoftmax(log(clip(p)))[(int) y[0]]),
      new Case("on softmax", new CategoricalCrossentropy(), "softmax", Z, ROWS, (z, y) -> categorical(logSoftmax(z), y, 0)),
      new Case("on softmax, smoothed", new CategoricalCrossentropy(false, .3), "softmax", Z, ROWS,
          (z, y) -> categorical(logSoftmax(z), y, .3)),
      new Case("on logits", new CategoricalCrossentropy(true, .1), "linear", Z, ROWS, (z, y) -> categorical(logSoftmax(z), y, .1)),
      new Case("on probabilities", new CategoricalCrossentropy(), "linear", P, ROWS, (p, y) -> categorical(log(clip(shares(p))), y, 0)),
      new Case("on probabilities, smoothed", new CategoricalCrossentropy(false, .2), "linear", P, ROWS,
          (p, y) -> categorical(log(clip(shares(p))), y, .2)),
      new Case("on sigmoid", new BinaryCrossentropy(), "sigmoid", Z, ROWS, (z, y) -> binary(sigmoid(z), y, 0)),
      new Case("on sigmoid, smoothed", new BinaryCrossentropy(false, .3), "sigmoid", Z, ROWS, (z, y) -> binary(sigmoid(z), y, .3)),
      new Case("on logits, smoothed", new BinaryCrossentropy(true, .1), "linear", Z, ROWS, (z, y) -> binary(sigmoid(z), y, .1)),
      new Case("on one sigmoid", new BinaryCrossentropy(), "sigmoid", ONE, BITS, (z, y) -> binary(sigmoid(z), y, 0)),
      new Case("on one sigmoid, a column", new BinaryCrossentropy(), "sigmoid", ONE, BITS.reshape(5, 1),
          (z, y) -> binary(sigmoid(z), y, 0)),
      new Case("on probabilities", new BinaryCrossentropy(), "linear", P, ROWS, (p, y) -> binary(clip(p), y, 0)),
      new Case("on probabilities, smoothed", new BinaryCrossentropy(false, .2), "linear", P, ROWS, (p, y) -> binary(clip(p), y, .2)),
      new Case("of three", new MeanSquaredError(), "linear", P, Z, LossContractTest::squares),
      new Case("of one", new MeanSquaredError(), "tanh", ONE, BITS, (z, y) -> squares(new double[] {Math.tanh(z[0])}, y)),
      new Case("of one, a column", new MeanSquaredError(), "linear", ONE, BITS.reshape(5, 1), LossContractTest::squares),
      new Case("of a softmax", new MeanSquaredError(), "softmax", Z, ROWS, (z, y) -> squares(exp(logSoftmax(z)), y)),
      mean("of three", new MeanAbsoluteError(), P, Z, (p, y) -> Math.abs(p - y)),
      mean("of one", new MeanAbsoluteError(), ONE, BITS, (p, y) -> Math.abs(p - y)),
      mean("of three", new MeanAbsolutePercentageError(), P, SHIFTED, (p, y) -> 100 * Math.abs(y - p) / Math.max(Math.abs(y), 1e-7f)),
      mean("of three", new MeanSquaredLogarithmicError(), P, ROWS,
          (p, y) -> square(Math.log1p(Math.max(y, 1e-7f)) - Math.log1p(Math.max(p, 1e-7f)))),
      new Case("of three", new CosineSimilarity(), "linear", P, Z, LossContractTest::cosine),
      mean("of three", new Huber(), P, Z, (p, y) -> huber(p - y, 1)), mean("of one", new Huber(.4), ONE, BITS, (p, y) -> huber(p - y, .4)),
      mean("of three", new LogCosh(), P, Z, (p, y) -> Math.log(Math.cosh(p - y))),
      mean("of three", new Hinge(), P, Z, (p, y) -> Math.max(1 - y * p, 0)),
      mean("of bits", new Hinge(), ONE, BITS, (p, y) -> Math.max(1 - (2 * y - 1) * p, 0)),
      mean("of bits", new SquaredHinge(), ONE, BITS, (p, y) -> square(Math.max(1 - (2 * y - 1) * p, 0))),
      mean("of three", new SquaredHinge(), P, Z, (p, y) -> square(Math.max(1 - y * p, 0))),
      new Case("of rows", new CategoricalHinge(), "linear", P, ROWS, LossContractTest::categoricalHinge),
      new Case("on softmax", new KLDivergence(), "softmax", Z, ROWS, (z, y) -> divergence(clip1(exp(logSoftmax(z))), clip1(y))),
      mean("of three", new Poisson(), SHIFTED, ROWS, (p, y) -> p - y * Math.log(p + 1e-7f)),
      new Case("on sigmoid", new BinaryFocalCrossentropy(), "sigmoid", Z, ROWS, (z, y) -> focal(sigmoid(z), y, 2, .5, 2, 0)),
      new Case("on logits, balanced and smoothed", new BinaryFocalCrossentropy(true, .3, 1.5, true, .1), "linear", Z, ROWS,
          (z, y) -> focal(sigmoid(z), y, 1.5, .3, 1, .1)),
      new Case("on softmax", new Dice(-1), "softmax", Z, ROWS,
          (z, y) -> 1 - 2 * dot(exp(logSoftmax(z)), y) / (Arrays.stream(y).sum() + 1 + 1e-7f)),
      new Case("on sigmoid", new Tversky(.3, .8, new Axes(1)), "sigmoid", Z, ROWS, (z, y) -> tversky(sigmoid(z), y, .3, .8)),
      new Case("on softmax", new CategoricalGeneralizedCrossEntropy(), "softmax", Z, LABELS,
          (z, y) -> 2 - 2 * Math.sqrt(Math.exp(logSoftmax(z)[(int) y[0]]))),
      new Case("on probabilities", new CategoricalGeneralizedCrossEntropy(.7), "linear", P.reshape(5, 3), BITS,
          (p, y) -> (1 - Math.pow(p[(int) y[0]], .7)) / .7),
      new Case("on softmax", new CategoricalFocalCrossentropy(), "softmax", Z, ROWS,
          (z, y) -> categoricalFocal(clip(exp(logSoftmax(z))), y, .25, 2, 0)),
      new Case("on logits, smoothed", new CategoricalFocalCrossentropy(.4, 1.5, true, .2), "linear", Z, ROWS,
          (z, y) -> categoricalFocal(clip(exp(logSoftmax(z))), y, .4, 1.5, .2)));

  /** The loss of one output. */
  private interface OfOne {
    double of(double p, double y);
  }

  private static Case mean(String name, Loss loss, NDArray z, NDArray truth, OfOne each) {
    return new Case(name, loss, "linear", z, truth,
        (p, y) -> IntStream.range(0, p.length).mapToDouble(i -> each.of(p[i], y[i])).average().orElseThrow());
  }

  private static double square(double x) { return x * x; }

  private static double huber(double error, double delta) {
    return Math.abs(error) <= delta ? error * error / 2 : delta * Math.abs(error) - delta * delta / 2;
  }

  private static double dot(double[] a, double[] b) { return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum(); }

  private static double cosine(double[] p, double[] y) { return -dot(p, y) / Math.sqrt(dot(p, p) * dot(y, y)); }

  private static double categoricalHinge(double[] p, double[] y) {
    double most = IntStream.range(0, p.length).mapToDouble(i -> (1 - y[i]) * p[i]).max().orElseThrow();
    return Math.max(1 + most - dot(p, y), 0);
  }

  private static double divergence(double[] q, double[] p) {
    return IntStream.range(0, p.length).mapToDouble(i -> p[i] * Math.log(p[i] / q[i])).sum();
  }

  private static double focal(double[] p, double[] y, double gamma, double alpha, double scale, double smoothing) {
    return IntStream.range(0, p.length).mapToDouble(i -> {
      double t = y[i] * (1 - smoothing) + smoothing / 2, right = t * p[i] + (1 - t) * (1 - p[i]);
      double entropy = -t * Math.log(p[i]) - (1 - t) * Math.log(1 - p[i]);
      return scale * (t * alpha + (1 - t) * (1 - alpha)) * Math.pow(1 - right, gamma) * entropy;
    }).average().orElseThrow();
  }

  private static double categoricalFocal(double[] p, double[] y, double alpha, double gamma, double smoothing) {
    return IntStream.range(0, p.length)
        .mapToDouble(i -> -alpha * Math.pow(1 - p[i], gamma) * (y[i] * (1 - smoothing) + smoothing / p.length) * Math.log(p[i])).sum();
  }

  private static double tversky(double[] p, double[] y, double alpha, double beta) {
    double both = dot(p, y), missed = Arrays.stream(y).sum() - both, wrong = Arrays.stream(p).sum() - both;
    return 1 - both / (both + alpha * missed + beta * wrong + 1e-7f);
  }

  private static double[] clip1(double[] p) { return Arrays.stream(p).map(value -> Math.max(1e-7f, Math.min(1, value))).toArray(); }

  private static double categorical(double[] logs, double[] y, double smoothing) {
    return -IntStream.range(0, logs.length).mapToDouble(i -> (y[i] * (1 - smoothing) + smoothing / logs.length) * logs[i]).sum();
  }

  private static double binary(double[] p, double[] y, double smoothing) {
    return IntStream.range(0, p.length).mapToDouble(i -> {
      double t = y[i] * (1 - smoothing) + smoothing / 2;
      return -t * Math.log(p[i]) - (1 - t) * Math.log(1 - p[i]);
    }).average().orElseThrow();
  }

  private static double squares(double[] p, double[] y) {
    return IntStream.range(0, p.length).mapToDouble(i -> (p[i] - y[i]) * (p[i] - y[i])).average().orElseThrow();
  }

  @TestFactory Stream<DynamicTest> everyMemberHasACase() {
    return Family.members(Loss.class).values().stream().filter(member -> !OF_MANY.contains(member))
        .map(member -> DynamicTest.dynamicTest(member.getSimpleName(),
            () -> assertTrue(CASES.stream().anyMatch(c -> c.loss.getClass() == member),
                member.getSimpleName() + " has no case in LossContractTest.CASES; add one, with its formula in doubles")));
  }

  @TestFactory Stream<DynamicTest> isItsFormula() {
    return each(c -> {
      try (Sequential model = new Sequential(new Input(c.z.sampleShape()), new Activation(c.activation))) {
        model.compile(new Adam(), c.loss);
        double sum = 0;
        for (int i = 0; i < c.z.count(); i++) {
          double expected = formula(c, row(c.z, i), i);
          assertEquals(expected, loss(model, c.z.slice(i, i + 1), c.truth.slice(i, i + 1)), Rounding.ONE_PASS * Math.max(1, expected),
              "sample " + i);
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
    return model.evaluate(x, y, new EvaluateOptions().withBatchSize(2).withVerbose(0)).loss();
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

  private static double[] sigmoid(double[] z) { return Arrays.stream(z).map(value -> 1 / (1 + Math.exp(-value))).toArray(); }

  private static double[] exp(double[] logs) { return Arrays.stream(logs).map(Math::exp).toArray(); }

  private static double[] shares(double[] p) { return Arrays.stream(p).map(value -> value / Arrays.stream(p).sum()).toArray(); }

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
