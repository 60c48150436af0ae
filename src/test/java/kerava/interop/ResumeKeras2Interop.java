package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kerava.Goldens;
import kerava.MadeSamples;
import kerava.Rounding;
import kerava.Warned;
import kerava.config.Settings;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.optimizers.Adafactor;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Adam;
import kerava.optimizers.AdamW;
import kerava.optimizers.Ftrl;
import kerava.optimizers.Lion;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerOptions;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.optimizers.schedules.FixedRate;
import kerava.random.RandomSeed;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As ResumeInterop, between Kerava and tf_keras in .h5 of Keras 2: the losses are those of a training in tf_keras alone, but for its other
 * arithmetic.
 */
@Tag("interop") class ResumeKeras2Interop {
  private static final String LOSS = "sparse_categorical_crossentropy";
  private static final NDArray X = MadeSamples.normal(Shape.of(43, 12)), Y = labels();

  @TempDir Path folder;

  /** @param legacy whether it is one of those that tf.keras had until TensorFlow 2.10 */
  private record Case(String name, Optimizer optimizer, boolean legacy) {
    /** Plain RMSprop had another formula in those days. */
    boolean differs() { return legacy && optimizer instanceof RMSprop rmsprop && rmsprop.momentum() == 0; }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (boolean legacy : List.of(false, true))
      for (Optimizer optimizer : List.of(new Adam(0.001, 0.9, 0.999, 1e-7, legacy), new SGD(0.05, 0.9, legacy), new RMSprop(),
          new RMSprop(0.01, 0.8, 0.5, 1e-6, legacy), new Adagrad(0.01)))
        cases.add(new Case("case" + cases.size(), optimizer, legacy));
    for (boolean legacy : List.of(false, true))
      cases.add(new Case("ftrl" + legacy, new Ftrl(0.05, -0.5, 0.1, 0.001, 0.01, 0.02, 0.5), legacy));
    cases.add(new Case("lion", new Lion(0.01), false));
    cases.add(new Case("adafactor", new Adafactor(0.05), false));
    cases.add(new Case("clipped", new SGD(0.05, 0.9, false).withClipnorm(0.5), true));
    for (Optimizer decaying : List.of(new AdamW(0.001, 0.3), new SGD(0.05).withWeightDecay(0.3).withClipvalue(0.01)))
      cases.add(new Case("case" + cases.size(), decaying, false));
    return cases;
  }

  @Test void eitherWay() throws IOException {
    Jobs jobs = new Jobs(folder);
    for (Case each : cases()) {
      start(each);
      jobs.add(with(each, 2, "load", file(each, "0"), "compile", false, "save", List.of(file(each, "python2"))));
      jobs.add(with(each, 6, "load", file(each, "0"), "compile", false));
      if (!each.legacy()) jobs.add(fit(2, "load", file(each, "java2"), "save", List.of(file(each, "java2python2"))));
      if (!each.legacy()) jobs.add(fit(6, "load", file(each, "0")));
    }
    List<JsonNode> first = jobs.run(Dialect.KERAS_2);
    List<List<Double>> alone = new ArrayList<>(), middle = new ArrayList<>();
    int next = 0;
    for (Case each : cases()) {
      alone.add(losses(first, next + 1));
      List<String> told = Warned.during(() -> middle.add(fit(file(each, "python2"), file(each, "python2java2"))));
      assertEquals(each.differs(), told.toString().contains("sqrt(v) + epsilon"), each + " " + told);
      if (!each.legacy()) near(losses(first, next + 3).subList(4, 6), fit(file(each, "java2python2"), file(each, "end")), each);
      if (!each.differs()) jobs.add(fit(2, "load", file(each, "python2java2")));
      next += each.legacy() ? 2 : 4;
    }
    List<JsonNode> last = jobs.run(Dialect.KERAS_2);
    next = 0;
    for (int i = 0; i < alone.size(); i++) {
      Case each = cases().get(i);
      if (each.differs()) continue;
      near(alone.get(i).subList(2, 4), middle.get(i), each);
      near(alone.get(i).subList(4, 6), losses(last, next++), each);
    }

  }

  private static void near(List<Double> expected, List<Double> actual, Case each) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) Goldens.assertNear(expected.get(i), actual.get(i), Rounding.SHORT_FIT, each + ", epoch " + i);
  }

  private static List<Double> losses(List<JsonNode> told, int i) { return Bits.doubles(told.get(i).get("loss")); }

  /** Nothing is shuffled, for tf_keras does it otherwise. */
  private static Object[] fit(int epochs, Object... more) {
    List<Object> job = new ArrayList<>(List.of(more));
    job.addAll(List.of("x", X, "y", Y, "fit", Map.of("epochs", epochs, "batch_size", 8, "shuffle", false)));
    return job.toArray();
  }

  private static Object[] with(Case each, int epochs, Object... more) {
    List<Object> job = new ArrayList<>(List.of(fit(epochs, more)));
    Map<String, Object> config = new LinkedHashMap<>(Settings.of((Record) each.optimizer()));
    config.replace("learning_rate", ((FixedRate) each.optimizer().learningRate()).value());
    config.remove("options");
    each.optimizer().options().inFiles().forEach((key, value) -> {
      if (!Objects.equals(value, OptimizerOptions.NONE.inFiles().get(key))) config.put(key, value);
    });
    job.addAll(List.of("loss", LOSS, "optimizer",
        Map.of("class_name", each.optimizer().getClass().getSimpleName(), "config", config, "legacy", each.legacy())));
    return job.toArray();
  }

  private Path file(Case each, String epochs) { return folder.resolve(each.name() + "-" + epochs + ".h5"); }

  private void start(Case each) {
    RandomSeed.set(11);
    try (Sequential model = new Sequential(each.name(),
        List.of(new Input(12), new Dense(16, "relu"), new Dense(5, "tanh"), new Dense(3, "softmax")))) {
      model.compile(each.optimizer(), new SparseCategoricalCrossentropy(), new Accuracy());
      model.save(file(each, "0"), Dialect.KERAS_2);
    }
    fit(file(each, "0"), file(each, "java2"));
  }

  private static List<Double> fit(Path from, Path to) {
    try (Sequential model = Sequential.load(from)) {
      List<Double> losses = model.fit(X, Y, new FitOptions().withEpochs(2).withBatchSize(8).withShuffle(false).withVerbose(0)).get("loss");
      model.save(to, Dialect.KERAS_2);
      return losses;
    }
  }

  private static NDArray labels() {
    int[] labels = new int[43];
    for (int i = 0; i < labels.length; i++) labels[i] = i * i % 3;
    return NDArray.of(labels);
  }
}
