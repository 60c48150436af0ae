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
import kerava.config.Family;
import kerava.config.Settings;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.training.Fit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for every optimizer: it steps as the paper says, in doubles. A new one needs its formulas here, and nothing else. */
class OptimizerContractTest {
  /** One element's step t = 1, 2, ...: the change of its weight for gradient {@code g}; {@code slots} are the element's own. */
  private interface Formula {
    double change(double g, Map<String, Double> slots, int t);
  }

  private record Case(Optimizer optimizer, Formula formula) {}

  private static final List<Case> CASES = List.of(
      new Case(new Adam(), adam(.001, .9, .999, 1e-7)),
      new Case(new Adam(.02, .8, .95, 1e-3), adam(.02, .8, .95, 1e-3)));

  /** Kingma and Ba, 2014, section 2, in the form with alpha_t; epsilon is their epsilon hat. */
  private static Formula adam(double alpha, double beta1, double beta2, double epsilon) {
    return (g, slots, t) -> {
      double m = slots.merge("momentum", (1 - beta1) * g, (old, add) -> beta1 * old + add);
      double v = slots.merge("velocity", (1 - beta2) * g * g, (old, add) -> beta2 * old + add);
      return -alpha * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t)) * m / (Math.sqrt(v) + epsilon);
    };
  }

  private static final NDArray X =
      NDArray.of(new float[][] {{1, -1, .5f, 2}, {0, 1, 1, -.5f}, {.25f, .5f, -2, 1}, {1, 1, 0, 0}, {-1, 0, .75f, .5f}});
  private static final NDArray Y = NDArray.of(2, 0, 1, 0, 1);
  private static final Fit ONE_STEP = new Fit().batchSize(5).shuffle(false).verbose(0);

  @TestFactory Stream<DynamicTest> everyMemberHasACase() {
    return Family.members(Optimizer.class).values().stream().map(member -> DynamicTest.dynamicTest(member.getSimpleName(),
        () -> assertTrue(CASES.stream().anyMatch(c -> c.optimizer.getClass() == member),
            member.getSimpleName() + " has no case in OptimizerContractTest.CASES; add one, with its formula in doubles")));
  }

  @TestFactory Stream<DynamicTest> stepsAsItsFormula() {
    return each(c -> {
      try (Sequential model = model(c.optimizer)) {
        List<Map<String, Double>> slots = new ArrayList<>();
        for (int i = 0; i < model.countParams(); i++) slots.add(new TreeMap<>());
        for (int t = 1; t <= 4; t++) {
          double[] weights = flat(model.getWeights()), gradients = flat(model.gradients(X, Y));
          model.fit(X, Y, ONE_STEP);
          for (int i = 0; i < weights.length; i++) weights[i] += c.formula.change(gradients[i], slots.get(i), t);
          assertArrayEquals(weights, flat(model.getWeights()), 1e-6, "weights after step " + t);
        }
        assertEquals(new HashSet<>(c.optimizer.slots()), slots.get(0).keySet(), "the slots of the formula");
      }
    });
  }

  /** A model compiled anew keeps its weights and forgets its optimizer's state. */
  @TestFactory Stream<DynamicTest> startsAfreshWhenCompiledAgain() {
    return each(c -> {
      try (Sequential model = model(c.optimizer); Sequential other = model(c.optimizer)) {
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
        assertFalse(other.getWeights().equals(model.getWeights()) && !c.optimizer.slots().isEmpty(), "state matters, where there is any");
      }
    });
  }

  /** Keras counts them: the iteration, the learning rate, and each slot as large as the trainable weights. */
  @TestFactory Stream<DynamicTest> showsItsVariablesInTheSummaryOnceFitted() {
    return each(c -> {
      try (Sequential model = model(c.optimizer)) {
        assertFalse(model.summary().contains("Optimizer params"), "not before fit");
        model.fit(X, Y, ONE_STEP);
        long expected = 2 + c.optimizer.slots().size() * model.countParams();
        assertTrue(model.summary().contains(" Optimizer params: " + expected + " ("), model.summary());
      }
    });
  }

  @TestFactory Stream<DynamicTest> hasDefaultsAndRefusesRatesThatAreNotPositive() {
    return Family.members(Optimizer.class).values().stream().map(member -> DynamicTest.dynamicTest(member.getSimpleName(), () -> {
      Optimizer byName = Family.byName(Optimizer.class, member.getSimpleName());
      assertEquals(member, byName.getClass());
      assertTrue(byName.learningRate() > 0);
      for (double rate : new double[] {0, -.1, Double.NaN}) {
        String refusal = assertThrows(KeravaException.class, () -> Settings.with((Record) byName, "learningRate", rate)).getMessage();
        assertTrue(refusal.startsWith(member.getSimpleName() + ": the learning rate must be positive, got " + rate), refusal);
      }
    }));
  }

  private static Sequential model(Optimizer optimizer) {
    RandomSeed.set(11);
    Sequential model = new Sequential(new Input(4), new Dense(2, "tanh"), new Dense(3, "softmax"));
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
    void of(Case c);
  }

  private static Stream<DynamicTest> each(Check check) {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.optimizer.toString(), () -> check.of(c)));
  }
}
