package kerava.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import extending.GuideStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kerava.ChildJvm;
import kerava.MadeSamples;
import kerava.ProcessStatus;
import kerava.layers.BatchNormalization;
import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Embedding;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.losses.CategoricalCrossentropy;
import kerava.metrics.AUC;
import kerava.metrics.CategoricalAccuracy;
import kerava.models.Sequential;
import kerava.optimizers.Adam;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.Test;

/** A loop that goes over to one thread does what it did, bit by bit, wherever it does so; and goes over where kernels sum the same. */
class SingleThreadTest {
  private static final String SAME = "same ", OTHER = "other ", TRIED = "tried ", LEFT = "threads left ";

  @Test void theBitsStay() {
    ChildJvm.Outcome outcome = fits("true", List.copyOf(Fits.cases().keySet()));
    Set<String> same = names(outcome, SAME), tried = names(outcome, TRIED);
    assertEquals(Set.of(), names(outcome, OTHER), outcome.output());
    assertEquals(Fits.cases().keySet(), same, outcome.output());
    assertTrue(tried.containsAll(Set.of("dense", "recurrent", "noise", "own step", "averages", "embedding", "scaled", "validation")),
        "one thread was found the same for " + tried);
    assertEquals(Set.of("0"), names(outcome, LEFT), "threads that closed models have left");
  }

  /** Sessions share one pool of threads where the variable is not set, so that there is nothing to choose. */
  @Test void nothingIsTriedWithoutTheVariable() {
    ChildJvm.Outcome outcome = fits("0", List.of("dense"));
    assertEquals(Set.of(), names(outcome, TRIED), outcome.output());
  }

  /** In a JVM that begins no threads of its own later, so that TensorFlow's can be counted. */
  private static ChildJvm.Outcome fits(String ownPools, List<String> names) {
    ChildJvm.Outcome outcome = ChildJvm.run(Map.of(Threads.OWN_POOLS, ownPools, "TF_CPP_MIN_LOG_LEVEL", "2", "JAVA_TOOL_OPTIONS",
        "-XX:+UseSerialGC -XX:-UseDynamicNumberOfCompilerThreads"), Fits.class, names);
    assertEquals(0, outcome.exitCode(), outcome.output());
    return outcome;
  }

  private static Set<String> names(ChildJvm.Outcome outcome, String begin) {
    return outcome.output().lines().filter(line -> line.startsWith(begin)).map(line -> line.substring(begin.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Fits with all threads, then the same that goes over as soon as it can; tells of each whether it left the same. */
  static final class Fits {
    private static final int ROWS = 300;
    private static final FitOptions ODD = new FitOptions().withEpochs(3).withBatchSize(8).withVerbose(0),
        EVEN = ODD.withBatchSize(10);
    private static int paid;

    record Case(List<Layer> layers, Optimizer optimizer, NDArray x, FitOptions options, boolean ownStep) {
      Case(List<Layer> layers, Optimizer optimizer, FitOptions options) { this(layers, optimizer, flat(), options, false); }
    }

    private static NDArray flat() { return MadeSamples.normal(Shape.of(ROWS, 6)); }

    private static List<Layer> dense() { return List.of(new Input(6), new Dense(9, "relu"), new Dense(3, "softmax")); }

    static Map<String, Case> cases() {
      Map<String, Case> cases = new LinkedHashMap<>();
      cases.put("dense", new Case(dense(), new Adam(), ODD));
      cases.put("averages", new Case(dense(), new SGD(0.1).withEma(0.9, 4).withGlobalClipnorm(1.), EVEN));
      cases.put("accumulation", new Case(dense(), new RMSprop().withGradientAccumulationSteps(3), EVEN));
      cases.put("scaled", new Case(dense(), new LossScaleOptimizer(new Adam()), ODD));
      cases.put("validation", new Case(dense(), new SGD(0.1, 0.9, true), ODD.withValidationSplit(0.3)));
      cases.put("weighted", new Case(dense(), new Adam(), EVEN.withSampleWeight(MadeSamples.normal(Shape.of(ROWS), 3))));
      cases.put("own step", new Case(dense(), new Adam(), flat(), EVEN, true));
      cases.put("noise", new Case(List.of(new Input(6), new Dense(9, "tanh"), new Dropout(0.4), new BatchNormalization(),
          new Dropout(0.2), new Dense(3, "softmax")), new Adam(), ODD));
      cases.put("recurrent", new Case(List.of(new Input(6, 4).withBatchSize(10), new LSTM(5).withStateful(true), new Dense(3, "softmax")),
          new Adam(), MadeSamples.normal(Shape.of(ROWS, 6, 4)), EVEN.withShuffle(false), false));
      cases.put("embedding", new Case(List.of(new Input(4), new Embedding(7, 5), new Flatten(), new Dense(3, "softmax")), new Adam(),
          words(), ODD, false));
      cases.put("images", new Case(List.of(new Input(8, 8, 2), new Conv2D(4, 3), new BatchNormalization(), new Flatten(),
          new Dense(3, "softmax")), new SGD(0.1), MadeSamples.normal(Shape.of(ROWS, 8, 8, 2)), ODD, false));
      cases.put("wide", new Case(List.of(new Input(784), new Dense(128, "relu"), new Dense(3, "softmax")), new SGD(0.1),
          MadeSamples.normal(Shape.of(ROWS, 784)), EVEN.withBatchSize(30), false));
      return cases;
    }

    private static NDArray words() {
      float[] words = new float[ROWS * 4];
      for (int i = 0; i < words.length; i++) words[i] = i * i % 7;
      return NDArray.of(Shape.of(ROWS, 4), words);
    }

    /** TensorFlow's too, where the system tells. */
    private static long threads() { return ProcessStatus.isTold() ? ProcessStatus.of("Threads") : 0; }

    public static void main(String[] args) {
      Threads.set(2); // a machine of one core has nothing to choose either
      for (String name : args) {
        SingleThread.trials = trials(false);
        List<Object> usual = left(name);
        SingleThread.trials = trials(true);
        paid = 0;
        System.out.println((usual.equals(left(name)) ? SAME : OTHER) + name);
        if (paid > 0) System.out.println(TRIED + name);
      }
      long before = threads();
      for (int i = 0; i < 10; i++) left("dense");
      System.out.println(LEFT + (threads() - before));
    }

    private static SingleThread.Trials trials(boolean any) {
      return new SingleThread.Trials() {
        @Override public boolean isDue(long nanos, int before) { return any; }

        @Override public boolean pays(long single, long all) { return ++paid > 0; }
      };
    }

    /** All that a fit, and what is asked of the model after it, leaves. */
    private static List<Object> left(String name) {
      RandomSeed.set(3);
      Case each = cases().get(name);
      try (Sequential model = new Sequential("m", each.layers)) {
        model.compile(CompileSettings.of(each.optimizer, new CategoricalCrossentropy(), new AUC(), new CategoricalAccuracy())
            .withTrainStep(each.ownStep ? new GuideStep() : null));
        NDArray y = MadeSamples.oneHot(ROWS, 3);
        List<Object> left = new ArrayList<>();
        left.add(model.fit(each.x, y, each.options).values());
        left.add(model.getWeights());
        left.add(model.evaluate(each.x, y, new EvaluateOptions().withBatchSize(10).withVerbose(0)));
        left.add(model.predict(each.x, new PredictOptions().withBatchSize(10).withVerbose(0)));
        left.add(model.fit(each.x, y, each.options.withEpochs(1)).values());
        left.add(model.getWeights());
        return left;
      }
    }
  }
}
