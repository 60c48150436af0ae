package kerava.optimizers;

import static kerava.optimizers.OptimizerFormulas.adadelta;
import static kerava.optimizers.OptimizerFormulas.adagrad;
import static kerava.optimizers.OptimizerFormulas.adam;
import static kerava.optimizers.OptimizerFormulas.adamax;
import static kerava.optimizers.OptimizerFormulas.amsgrad;
import static kerava.optimizers.OptimizerFormulas.averaged;
import static kerava.optimizers.OptimizerFormulas.centered;
import static kerava.optimizers.OptimizerFormulas.decoupled;
import static kerava.optimizers.OptimizerFormulas.ftrl;
import static kerava.optimizers.OptimizerFormulas.heavy;
import static kerava.optimizers.OptimizerFormulas.lamb;
import static kerava.optimizers.OptimizerFormulas.lion;
import static kerava.optimizers.OptimizerFormulas.mean;
import static kerava.optimizers.OptimizerFormulas.momentum;
import static kerava.optimizers.OptimizerFormulas.nadam;
import static kerava.optimizers.OptimizerFormulas.norm;
import static kerava.optimizers.OptimizerFormulas.rmsprop;
import static kerava.optimizers.OptimizerFormulas.scaled;
import static kerava.optimizers.OptimizerFormulas.scheduleFree;
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
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for every optimizer: it steps as the paper says, in doubles. A new one needs its formulas here, and nothing else. */
class OptimizerContractTest {
  private record Case(Optimizer optimizer, OptimizerFormulas.WholeFormula formula) {}

  private static Case each(Optimizer optimizer, OptimizerFormulas.Formula formula) { return new Case(optimizer, formula); }

  private static final List<Case> CASES = List.of(
      each(new Adam(), adam(.001, .9, .999, 1e-7)),
      each(new Adam(.02, .8, .95, 1e-3, false), adam(.02, .8, .95, 1e-3)),
      each(new Adam(.02, .8, .9, 1e-3, true), amsgrad(.02, .8, .9, 1e-3)),
      new Case(new AdamW(), decoupled(.004, .001, adam(.001, .9, .999, 1e-7))),
      new Case(new AdamW(.02, .3, .8, .9, 1e-3, true), decoupled(.3, .02, amsgrad(.02, .8, .9, 1e-3))),
      new Case(new SGD(.1, .8, false).withWeightDecay(.4), decoupled(.4, .1, (g, slots, t) -> momentum(g, slots, .1, .8))),
      each(new SGD(.1, .8, false).withGradientAccumulationSteps(2), mean(2, (g, slots, t) -> momentum(g, slots, .1, .8))),
      each(new Nadam(.02, .8, .9, 1e-3).withGradientAccumulationSteps(2), mean(2, nadam(.02, .8, .9, 1e-3))),
      new Case(new SGD(.1, .8, false).withEma(.6), averaged(.6, (g, slots, t) -> momentum(g, slots, .1, .8))),
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
      each(new Lion(.02, .8, .6), lion(.02, .8, .6)),
      each(new Nadam(), nadam(.001, .9, .999, 1e-7)),
      each(new Nadam(.02, .8, .9, 1e-3), nadam(.02, .8, .9, 1e-3)),
      new Case(new Ftrl(.5), ftrl(.5, .5, .1, 0, 0, 0)),
      new Case(new Ftrl(.3, -.7, .2, .01, .1, .05, .5), ftrl(.3, .7, .2, .01, .1 + .5 / .6, .05)),
      new Case(new Lamb(), lamb(.001, .9, .999, 1e-7)),
      new Case(new Lamb(.02, .8, .9, 1e-3), lamb(.02, .8, .9, 1e-3)),
      new Case(new Muon(), decoupled(.004, .001,
          new MuonFormula(.001, .95, true, 3.4445, -4.775, 2.0315, 5, .2, adam(.001, .9, .999, 1e-7)))),
      new Case(muon(), new MuonFormula(.02, .8, false, 3, -4, 1.8, 3, .4, adam(.01, .8, .9, 1e-3))),
      new Case(muon().withExcludeLayers("kernel"), adam(.01, .8, .9, 1e-3)),
      new Case(new MultiOptimizer(new OptimizerMap(new SGD(.1, .8, false)).with(".*kernel", new Adam(.02, .8, .95, 1e-3, false))),
          ofMatrices(adam(.02, .8, .95, 1e-3), (g, slots, t) -> momentum(g, slots, .1, .8))),
      new Case(new LossScaleOptimizer(new MultiOptimizer(new OptimizerMap(new SGD(.1, .8, false)).with(".*kernel", new SGD(.2)))),
          ofMatrices((g, slots, t) -> -.2 * g, (g, slots, t) -> momentum(g, slots, .1, .8))),
      new Case(new ScheduleFreeAdamW(.4), scheduleFree(.4, 1, .9, .999, 1e-8, 0)),
      new Case(new ScheduleFreeAdamW(.9, .8, .95, 1e-3, 3).withWeightDecay(.3), scheduleFree(.9, 3, .8, .95, 1e-3, .3)),
      new Case(new Adafactor(), new AdafactorFormula(.001, -.8, 1e-30, 1e-3, 1)::change),
      new Case(new Adafactor(.9, -.6, 1e-4, .3, .5, false), new AdafactorFormula(.9, -.6, 1e-4, .3, .5)::change));

  /**
   * Units of the hidden layer: with 2 no weight's size is a multiple of 16, with 16 all are but one's, and TensorFlow's vectors fill them.
   */
  private static final List<Integer> UNITS = List.of(2, 16);

  private static final NDArray X =
      NDArray.of(new float[][] {{1, -1, .5f, 2}, {0, 1, 1, -.5f}, {.25f, .5f, -2, 1}, {1, 1, 0, 0}, {-1, 0, .75f, .5f}});
  private static final NDArray Y = NDArray.of(2, 0, 1, 0, 1);
  /** An optimizer that divides by the gradient's size would make a step of a gradient's rounding. */
  private static final double SAFE = 1e-5;
  private static final FitOptions ONE_STEP = new FitOptions().withBatchSize(5).withShuffle(false).withVerbose(0);

  /** Matrices by one formula, and what is no matrix by another. */
  private static OptimizerFormulas.WholeFormula ofMatrices(OptimizerFormulas.Formula of, OptimizerFormulas.Formula ofOthers) {
    return (w, g, slots, t) -> (w.shape().rank() == 2 ? of : ofOthers).change(w, g, slots, t);
  }

  private static Muon muon() {
    return new Muon(.02).withMomentum(.8, false).withNewtonSchulz(3, -4, 1.8, 3).withRmsRate(.4).withAdam(.8, .9, 1e-3, .5)
        .withAdamWeightDecay(null).with(OptimizerOptions.NONE);
  }

  @TestFactory Stream<DynamicTest> everyMemberHasACase() {
    return Family.members(Optimizer.class).values().stream().map(member -> DynamicTest.dynamicTest(member.getSimpleName(),
        () -> assertTrue(CASES.stream().anyMatch(c -> c.optimizer.getClass() == member),
            member.getSimpleName() + " has no case in OptimizerContractTest.CASES; add one, with its formula in doubles")));
  }

  @TestFactory Stream<DynamicTest> stepsAsItsFormula() {
    return each(UNITS, (c, units) -> {
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
    return each(UNITS.subList(0, 1), (c, units) -> {
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
    return each(UNITS.subList(0, 1), (c, units) -> {
      try (Sequential model = model(c.optimizer, units)) {
        assertFalse(model.summary().contains("Optimizer params"), "not before fit");
        model.fit(X, Y, ONE_STEP);
        long expected =
            (c.optimizer instanceof LossScaleOptimizer ? 4 : 0) + (MultiOptimizer.in(c.optimizer) != null ? 6 : 2)
                + c.optimizer.ownSlots().size()
                + model.built().trained().stream().flatMap(weight -> c.optimizer.kept(weight).stream())
                    .mapToLong(slot -> slot.shape().elements()).sum();
        assertTrue(model.summary().contains(" Optimizer params: " + expected + " ("), model.summary());
      }
    });
  }

  @TestFactory Stream<DynamicTest> hasDefaultsAndRefusesRatesThatAreNegative() {
    return Family.members(Optimizer.class).values().stream()
        .filter(member -> member != LossScaleOptimizer.class && member != MultiOptimizer.class)
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

  private static List<String> slotNames(Optimizer optimizer) {
    return optimizer.kept(new Trainable("", Shape.of(4))).stream().map(Slot::name).toList();
  }

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

  private static Stream<DynamicTest> each(List<Integer> sizes, Check check) {
    return CASES.stream().flatMap(c -> sizes.stream()
        .map(units -> DynamicTest.dynamicTest(c.optimizer + ", " + units + " units", () -> check.of(c, units))));
  }
}
