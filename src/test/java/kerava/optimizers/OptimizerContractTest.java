package kerava.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.Rounding;
import kerava.config.Family;
import kerava.config.Settings;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.models.Sequential;
import kerava.optimizers.schedules.Rate;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.Fit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for every optimizer: it steps as the paper says, in doubles. A new one needs its formulas here, and nothing else. */
class OptimizerContractTest {
  /** A weight's step t = 1, 2, ...: the change of the weight {@code w} for gradient {@code g}; {@code slots} are the weight's own. */
  private interface WholeFormula {
    double[] change(NDArray w, double[] g, List<Map<String, Double>> slots, int t);
  }

  /** The same of one element, which has slots of its own. */
  private interface Formula extends WholeFormula {
    double change(double g, Map<String, Double> slots, int t);

    @Override default double[] change(NDArray w, double[] g, List<Map<String, Double>> slots, int t) {
      double[] change = new double[g.length];
      for (int i = 0; i < g.length; i++) change[i] = change(g[i], slots.get(i), t);
      return change;
    }
  }

  private record Case(Optimizer optimizer, WholeFormula formula) {}

  private static Case each(Optimizer optimizer, Formula formula) { return new Case(optimizer, formula); }

  private static final List<Case> CASES = List.of(
      each(new Adam(), adam(.001, .9, .999, 1e-7)),
      each(new Adam(.02, .8, .95, 1e-3, false), adam(.02, .8, .95, 1e-3)),
      each(new Adam(.02, .8, .9, 1e-3, true), amsgrad(.02, .8, .9, 1e-3)),
      new Case(new AdamW(), decoupled(.004, .001, adam(.001, .9, .999, 1e-7))),
      new Case(new AdamW(.02, .3, .8, .9, 1e-3, true), decoupled(.3, .02, amsgrad(.02, .8, .9, 1e-3))),
      new Case(new SGD(.1, .8, false).withWeightDecay(.4), decoupled(.4, .1, (g, slots, t) -> momentum(g, slots, .1, .8))),
      new Case(new SGD(.1).withClipnorm(.2), (w, g, slots, t) -> scaled(-.1 * Math.min(1, .2 / norm(g)), g)),
      each(new SGD(.1).withClipvalue(.05), (g, slots, t) -> -.1 * Math.max(-.05, Math.min(.05, g))),
      each(new Adamax(), adamax(.001, .9, .999, 1e-7)),
      each(new Adamax(.02, .8, .6, 1e-3), adamax(.02, .8, .6, 1e-3)),
      each(new Adadelta(), adadelta(.001, .95, 1e-7)),
      each(new Adadelta(.5, .7, 1e-2), adadelta(.5, .7, 1e-2)),
      each(new SGD(), (g, slots, t) -> -.01 * g),
      each(new LossScaleOptimizer(new SGD(.1, .8, false), 1000, 2), (g, slots, t) -> momentum(g, slots, .1, .8)),
      each(new SGD(.1, .8, false), (g, slots, t) -> momentum(g, slots, .1, .8)),
      each(new SGD(.2, .7, true), (g, slots, t) -> .7 * momentum(g, slots, .2, .7) - .2 * g),
      each(new RMSprop(), rmsprop(.001, .9, 1e-7)),
      each(new RMSprop(.02, .6, 0, 1e-4, false), rmsprop(.02, .6, 1e-4)),
      each(new RMSprop(.01, .7, .8, 1e-3, false), heavy(.8, rmsprop(.01, .7, 1e-3))),
      each(new RMSprop(.01, .7, 0, 1e-3, true), centered(.01, .7, 1e-3)),
      each(new RMSprop(.01, .8, .5, 1e-3, true), heavy(.5, centered(.01, .8, 1e-3))),
      each(new Adagrad(), adagrad(.001, .1, 1e-7)),
      each(new Adagrad(.3, .02, 1e-2), adagrad(.3, .02, 1e-2)),
      new Case(new Adafactor(), new AdafactorFormula(.001, -.8, 1e-30, 1e-3, 1)::change),
      new Case(new Adafactor(.9, -.6, 1e-4, .3, .5, false), new AdafactorFormula(.9, -.6, 1e-4, .3, .5)::change));

  /** Kingma and Ba, 2014, section 2, in the form with alpha_t; epsilon is their epsilon hat. */
  private static Formula adam(double alpha, double beta1, double beta2, double epsilon) {
    return (g, slots, t) -> {
      double m = slots.merge("momentum", (1 - beta1) * g, (old, add) -> beta1 * old + add);
      double v = slots.merge("velocity", (1 - beta2) * g * g, (old, add) -> beta2 * old + add);
      return -alpha * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t)) * m / (Math.sqrt(v) + epsilon);
    };
  }

  /** Kingma and Ba, 2014, algorithm 2, with Keras's epsilon. */
  private static Formula adamax(double alpha, double beta1, double beta2, double epsilon) {
    return (g, slots, t) -> {
      double m = slots.merge("momentum", (1 - beta1) * g, (old, add) -> beta1 * old + add);
      double u = slots.merge("norm", Math.abs(g), (old, add) -> Math.max(beta2 * old, add));
      return -alpha / (1 - Math.pow(beta1, t)) * m / (u + epsilon);
    };
  }

  /** Zeiler, 2012, algorithm 1, times the rate. */
  private static Formula adadelta(double rate, double rho, double epsilon) {
    return (g, slots, t) -> {
      double a = slots.merge("accumulated_grad", (1 - rho) * g * g, (old, add) -> rho * old + add);
      double change = -Math.sqrt(slots.getOrDefault("accumulated_delta_var", 0.0) + epsilon) * g / Math.sqrt(a + epsilon);
      slots.merge("accumulated_delta_var", (1 - rho) * change * change, (old, add) -> rho * old + add);
      return rate * change;
    };
  }

  /** Loshchilov and Hutter, 2019, algorithm 2, with the rate in place of the schedule's multiplier. */
  private static WholeFormula decoupled(double decay, double rate, Formula formula) {
    return (w, g, slots, t) -> {
      double[] change = formula.change(w, g, slots, t);
      for (int i = 0; i < g.length; i++) change[i] -= decay * rate * w.values()[i];
      return change;
    };
  }

  private static double norm(double[] g) { return Math.sqrt(Arrays.stream(g).map(each -> each * each).sum()); }

  private static double[] scaled(double factor, double[] g) { return Arrays.stream(g).map(each -> factor * each).toArray(); }

  /** Reddi et al., 2018, with Adam's correction of the bias and the largest of the uncorrected velocities. */
  private static Formula amsgrad(double alpha, double beta1, double beta2, double epsilon) {
    return (g, slots, t) -> {
      double m = slots.merge("momentum", (1 - beta1) * g, (old, add) -> beta1 * old + add);
      double v = slots.merge("velocity", (1 - beta2) * g * g, (old, add) -> beta2 * old + add);
      double most = slots.merge("velocity_hat", v, Math::max);
      return -alpha * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t)) * m / (Math.sqrt(most) + epsilon);
    };
  }

  /** Sutskever et al., 2013, equation 1. */
  private static double momentum(double g, Map<String, Double> slots, double rate, double mu) {
    return slots.merge("momentum", -rate * g, (old, add) -> mu * old + add);
  }

  /** Hinton's lecture 6e; epsilon under the root, as in Keras 3. */
  private static Formula rmsprop(double rate, double rho, double epsilon) {
    return (g, slots, t) -> -rate * g / Math.sqrt(velocity(g, slots, rho) + epsilon);
  }

  private static double velocity(double g, Map<String, Double> slots, double rho) {
    return slots.merge("velocity", (1 - rho) * g * g, (old, add) -> rho * old + add);
  }

  /** By the gradient's variance in place of its square: Graves, "Generating sequences with recurrent neural networks", 2013, equations 38 to 40. */
  private static Formula centered(double rate, double rho, double epsilon) {
    return (g, slots, t) -> {
      double v = velocity(g, slots, rho), a = slots.merge("average_gradient", (1 - rho) * g, (old, add) -> rho * old + add);
      return -rate * g / Math.sqrt(v - a * a + epsilon);
    };
  }

  /** {@code formula} with momentum. */
  private static Formula heavy(double mu, Formula formula) {
    return (g, slots, t) -> -slots.merge("momentum", -formula.change(g, slots, t), (old, add) -> mu * old + add);
  }

  /** Duchi et al., 2011, with the diagonal only. */
  private static Formula adagrad(double rate, double first, double epsilon) {
    return (g, slots, t) -> {
      slots.putIfAbsent("accumulator", first);
      return -rate * g / Math.sqrt(slots.merge("accumulator", g * g, Double::sum) + epsilon);
    };
  }

  /** Units of the hidden layer: with 2 no weight's size is a multiple of 16, with 16 all are but one's, and TensorFlow's vectors fill them. */
  private static final List<Integer> UNITS = List.of(2, 16);

  private static final NDArray X =
      NDArray.of(new float[][] {{1, -1, .5f, 2}, {0, 1, 1, -.5f}, {.25f, .5f, -2, 1}, {1, 1, 0, 0}, {-1, 0, .75f, .5f}});
  private static final NDArray Y = NDArray.of(2, 0, 1, 0, 1);
  /** An optimizer that divides by the gradient's size would make a step of a gradient's rounding. */
  private static final double SAFE = 1e-5;
  private static final Fit ONE_STEP = new Fit().batchSize(5).shuffle(false).verbose(0);

  @TestFactory Stream<DynamicTest> everyMemberHasACase() {
    return Family.members(Optimizer.class).values().stream().map(member -> DynamicTest.dynamicTest(member.getSimpleName(),
        () -> assertTrue(CASES.stream().anyMatch(c -> c.optimizer.getClass() == member),
            member.getSimpleName() + " has no case in OptimizerContractTest.CASES; add one, with its formula in doubles")));
  }

  @TestFactory Stream<DynamicTest> stepsAsItsFormula() {
    return each((c, units) -> {
      try (Sequential model = model(c.optimizer, units)) {
        List<Map<String, Double>> slots = new ArrayList<>();
        for (int i = 0; i < model.countParams(); i++) slots.add(new TreeMap<>());
        for (int t = 1; t <= 4; t++) {
          List<NDArray> weights = model.getWeights(), gradients = model.gradients(X, Y);
          double[] expected = flat(weights);
          for (double g : flat(gradients)) assertTrue(Math.abs(g) > SAFE, "gradient " + g);
          model.fit(X, Y, ONE_STEP);
          for (int i = 0, at = 0; i < weights.size(); i++) {
            double[] g = flat(gradients.subList(i, i + 1)),
                change = c.formula.change(weights.get(i), g, slots.subList(at, at + g.length), t);
            for (double each : change) expected[at++] += each;
          }
          assertArrayEquals(expected, flat(model.getWeights()), Rounding.ONE_PASS, "weights after step " + t);
        }
        assertEquals(new HashSet<>(slotNames(c.optimizer)), slots.get(slots.size() - 1).keySet(), "the slots of the formula");
      }
    });
  }

  /** A model compiled anew keeps its weights and forgets its optimizer's state. */
  @TestFactory Stream<DynamicTest> startsAfreshWhenCompiledAgain() {
    return each((c, units) -> {
      try (Sequential model = model(c.optimizer, units); Sequential other = model(c.optimizer, units)) {
        model.fit(X, Y, ONE_STEP);
        model.fit(X, Y, ONE_STEP);
        other.setWeights(model.getWeights());
        model.compile(c.optimizer, new SparseCategoricalCrossentropy());
        model.fit(X, Y, ONE_STEP);
        other.fit(X, Y, ONE_STEP);
        assertEquals(other.getWeights(), model.getWeights());
        model.fit(X, Y, ONE_STEP);
        other.compile(c.optimizer, new SparseCategoricalCrossentropy());
        other.fit(X, Y, ONE_STEP);
        assertEquals(slotNames(c.optimizer).isEmpty(), other.getWeights().equals(model.getWeights()), "state matters, where there is any");
      }
    });
  }

  /** Keras counts them: the iteration, the learning rate, and each slot as large as the trainable weights. */
  @TestFactory Stream<DynamicTest> showsItsVariablesInTheSummaryOnceFitted() {
    return each((c, units) -> {
      try (Sequential model = model(c.optimizer, units)) {
        assertFalse(model.summary().contains("Optimizer params"), "not before fit");
        model.fit(X, Y, ONE_STEP);
        long expected = (c.optimizer instanceof LossScaleOptimizer ? 6 : 2)
            + model.getWeights().stream().flatMap(w -> c.optimizer.slots(w.shape()).stream())
                .mapToLong(slot -> slot.shape().elements()).sum();
        assertTrue(model.summary().contains(" Optimizer params: " + expected + " ("), model.summary());
      }
    });
  }

  @TestFactory Stream<DynamicTest> hasDefaultsAndRefusesRatesThatAreNegative() {
    return Family.members(Optimizer.class).values().stream().filter(member -> member != LossScaleOptimizer.class)
        .map(member -> DynamicTest.dynamicTest(member.getSimpleName(), () -> {
          Optimizer byName = Family.byName(Optimizer.class, member.getSimpleName());
          assertEquals(member, byName.getClass());
          assertTrue(byName.learningRate().first() > 0);
          assertEquals(Rate.of(0), Settings.of(Settings.with((Record) byName, "learningRate", Rate.of(0))).get("learning_rate"),
              "as Keras takes it");
          for (double rate : new double[] {-.1, Double.NaN}) {
            String refusal =
                assertThrows(KeravaException.class, () -> Settings.with((Record) byName, "learningRate", Rate.of(rate))).getMessage();
            assertTrue(refusal.startsWith(member.getSimpleName() + ": the learning rate must not be negative, got " + rate), refusal);
          }
        }));
  }

  private static List<String> slotNames(Optimizer optimizer) { return optimizer.slots(Shape.of(4)).stream().map(Slot::name).toList(); }

  private static Sequential model(Optimizer optimizer, int units) {
    RandomSeed.set(11);
    Sequential model = new Sequential(new Input(4), new Dense(units, "tanh"), new Dense(3, "softmax"));
    model.compile(optimizer, new SparseCategoricalCrossentropy());
    return model;
  }

  private static double[] flat(List<NDArray> arrays) {
    return arrays.stream().flatMap(a -> Arrays.stream(boxed(a.values()))).mapToDouble(Float::doubleValue).toArray();
  }

  private static Float[] boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) boxed[i] = values[i];
    return boxed;
  }

  private interface Check {
    void of(Case c, int units);
  }

  private static Stream<DynamicTest> each(Check check) {
    return CASES.stream().flatMap(c -> UNITS.stream()
        .map(units -> DynamicTest.dynamicTest(c.optimizer + ", " + units + " units", () -> check.of(c, units))));
  }
}
