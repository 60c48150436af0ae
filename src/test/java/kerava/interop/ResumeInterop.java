package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import kerava.MadeSamples;
import kerava.initializers.Constant;
import kerava.layers.BatchNormalization;
import kerava.layers.ConvLSTM1D;
import kerava.layers.DTypePolicy;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.Reshape;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.optimizers.Adadelta;
import kerava.optimizers.Adafactor;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Adam;
import kerava.optimizers.AdamW;
import kerava.optimizers.Adamax;
import kerava.optimizers.Ftrl;
import kerava.optimizers.Lamb;
import kerava.optimizers.Lion;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.Muon;
import kerava.optimizers.Nadam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerMap;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.optimizers.ScheduleFreeAdamW;
import kerava.random.RandomSeed;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model may go from Python to Java and back, at any epoch's end: the bits of its weights and losses are those of a training in Python
 * alone.
 */
@Tag("interop") class ResumeInterop {
  private static final int SEED = 11, BATCH = 8;
  private static final Map<String, Object> TWO = Map.of("epochs", 2, "batch_size", BATCH), SIX = Map.of("epochs", 6, "batch_size", BATCH);
  private static final NDArray X = MadeSamples.normal(Shape.of(43, 12)), Y = labels();

  @TempDir Path folder;

  /**
   * @param apart whether an interrupted training is another one: dropout's generators and Nadam's product inside a LossScaleOptimizer begin
   * anew with every load, and weights
   *     are averaged at the end of every fit
   */
  private record Case(String name, Optimizer optimizer, boolean apart, Supplier<List<Layer>> layers, DTypePolicy policy) {
    Case(String name, Optimizer optimizer, boolean apart, Supplier<List<Layer>> layers) {
      this(name, optimizer, apart, layers, DTypePolicy.FLOAT32);
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Optimizer optimizer : List.of(new Adam(), new SGD(0.05, 0.9, false), new RMSprop(), new RMSprop(0.01, 0.8, 0.5, 1e-6, true),
        new AdamW(0.001, 0.3).withClipnorm(0.5), new SGD(0.05, 0.9, false).withGlobalClipnorm(0.5).withWeightDecay(0.1),
        new Adafactor(0.05), new Adadelta(0.5), new Adagrad(0.05),
        new Adamax(0.01), new Lion(0.01), new Nadam(0.01), new Ftrl(0.05), new Lamb(0.01), new Adam(0.01).withGradientAccumulationSteps(4),
        new ScheduleFreeAdamW(0.01),
        new MultiOptimizer(
            new OptimizerMap(new Nadam(0.01)).with(".*/bias", new SGD(0.05, 0.9, false)).with(".*_1/kernel", new Adam(0.01))),
        new Muon(0.01), new Muon(0.01).withExcludeLayers("dense_2")))
      cases.add(new Case("case" + cases.size(), optimizer, false,
          () -> List.of(new Input(12), new Dense(16, "relu"), new Dense(5, "tanh"), new Dense(3, "softmax"))));
    cases.add(new Case("scaled", new LossScaleOptimizer(new Adam(0.01, 0.8, 0.99, 1e-6, true).withClipnorm(0.5), 1e3, 7), false,
        () -> List.of(new Input(12), new Dense(16, "relu"), new Dense(3, "softmax"))));
    cases.add(new Case("scaledseveral",
        new LossScaleOptimizer(new MultiOptimizer(new OptimizerMap(new SGD(0.05, 0.9, false)).with(".*/bias", new Adam(0.01))), 0x1p127, 3),
        false, () -> List.of(new Input(12), new Dense(16, "relu"), new Dense(3, "softmax"))));
    cases.add(new Case("scaledwithproduct", new LossScaleOptimizer(new Nadam(0.01)), true,
        () -> List.of(new Input(12), new Dense(16, "relu"), new Dense(3, "softmax"))));
    for (Optimizer averaging : List.of(new Nadam(0.01).withEma(0.9, 4), new Adam(0.01).withGradientAccumulationSteps(4).withEma(0.8)))
      cases.add(
          new Case("case" + cases.size(), averaging, true, () -> List.of(new Input(12), new Dense(16, "relu"), new Dense(3, "softmax"))));
    cases.add(new Case("overflowing", new LossScaleOptimizer(new SGD(0.05, 0.9, false), 0x1p127, 3), false,
        () -> List.of(new Input(12), new Dense(16, "relu").withKernelInitializer(new Constant(2)), new Dense(3, "softmax"))));
    cases.add(new Case("scaledbyitself", new Adam(), false, () -> List.of(new Input(12), new Dense(16, "relu"), new Dense(3, "softmax")),
        DTypePolicy.MIXED_FLOAT16));
    cases.add(new Case("noise", new Adam(0.01, 0.8, 0.99, 1e-6, true), true,
        () -> List.of(new Input(12), new Dense(16), new BatchNormalization(), new Dropout(0.3), new Dense(3, "softmax"))));
    cases.add(new Case("convlstm", new Adam(0.01), false,
        () -> List.of(new Input(12), new Reshape(3, 4, 1), new ConvLSTM1D(2, 2), new Flatten(), new Dense(3, "softmax"))));
    return IntStream.range(0, cases.size()).filter(i -> i % SmallFitsInterop.PARTS == 0).mapToObj(cases::get).toList();
  }

  @AfterEach void policy() { DTypePolicy.set(DTypePolicy.FLOAT32); }

  /** Python, Java, Python and Java, Python, Java, two epochs each. */
  @Test void eitherWay() throws IOException {
    Jobs jobs = new Jobs(folder);
    for (Case each : cases()) {
      start(each);
      fit(each, file(each, "0"), file(each, "java2"));
      fit(each, jobs, SIX, file(each, "0"));
      fit(each, jobs, TWO, file(each, "0"), file(each, "2"), h5(each));
      fit(each, jobs, TWO, file(each, "2"), file(each, "4"));
      fit(each, jobs, TWO, file(each, "4"));
      fit(each, jobs, TWO, file(each, "java2"), file(each, "java2python2"));
    }
    List<JsonNode> python = jobs.run(Dialect.KERAS_3);
    for (int i = 0; i < cases().size(); i++) {
      Case each = cases().get(i);
      JsonNode six = python.get(5 * i), four = python.get(5 * i + 2);
      for (Path two : List.of(file(each, "2"), h5(each))) {
        assertEquals(Bits.doubles(four.get("loss")), fit(each, two, file(each, "java4")), two + " " + each);
        assertEquals(Bits.texts(four.get("weights_md5")), weights(each, file(each, "java4")), two + " " + each);
      }
      fit(each, file(each, "2"), file(each, "java4"));
      fit(each, jobs, TWO, file(each, "java4"));
      List<Double> last = fit(each, file(each, "java2python2"), file(each, "end"));
      if (each.apart()) continue;
      assertEquals(Bits.doubles(six.get("loss")).subList(4, 6), last, each.toString());
      assertEquals(Bits.texts(six.get("weights_md5")), weights(each, file(each, "end")), each.toString());
    }
    List<JsonNode> last = jobs.run(Dialect.KERAS_3);
    for (int i = 0; i < cases().size(); i++) {
      Case each = cases().get(i);
      JsonNode six = python.get(5 * i), end = python.get(5 * i + 3);
      for (String key : List.of("loss", "weights_md5")) assertEquals(end.get(key), last.get(i).get(key), each.toString());
      if (!each.apart()) assertEquals(six.get("weights_md5"), last.get(i).get("weights_md5"), each.toString());
    }
  }

  private static List<String> weights(Case each, Path file) {
    DTypePolicy.set(each.policy());
    try (Sequential model = Sequential.load(file)) {
      return Bits.md5(model.getWeights());
    }
  }

  private static void fit(Case each, Jobs jobs, Map<String, Object> options, Path from, Path... to) {
    jobs.add("seed", SEED, "policy", each.policy().toString(), "load", from, "fit", options, "x", X, "y", Y, "save", List.of(to));
  }

  private Path file(Case each, String epochs) { return folder.resolve(each.name() + "-" + epochs + ".keras"); }

  /** As Python writes it, with the optimizer's state, which Python itself cannot take from there. */
  private Path h5(Case each) { return folder.resolve(each.name() + (writesH5(each) ? ".h5" : ".keras")); }

  /** Keras fails to write an Adafactor's state into a .h5, where its names would be twice. */
  private static boolean writesH5(Case each) { return !(each.optimizer() instanceof Adafactor); }

  private void start(Case each) {
    DTypePolicy.set(each.policy());
    RandomSeed.set(SEED);
    try (Sequential model = new Sequential(each.name(), each.layers().get())) {
      model.compile(each.optimizer(), new SparseCategoricalCrossentropy(), new Accuracy());
      // Its slots are in no file before it has begun, of which Keras warns.
      if (each.optimizer() instanceof ScheduleFreeAdamW) model.fit(X, Y, new FitOptions().withBatchSize(BATCH).withVerbose(0));
      model.save(file(each, "0"));
    }
  }

  private static List<Double> fit(Case each, Path from, Path to) {
    DTypePolicy.set(each.policy());
    RandomSeed.set(SEED);
    try (Sequential model = Sequential.load(from)) {
      List<Double> losses = model.fit(X, Y, new FitOptions().withEpochs(2).withBatchSize(BATCH).withVerbose(0)).get("loss");
      model.save(to);
      return losses;
    }
  }

  private static NDArray labels() {
    int[] labels = new int[43];
    for (int i = 0; i < labels.length; i++) labels[i] = i * i % 3;
    return NDArray.of(labels);
  }
}
