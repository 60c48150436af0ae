package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.activations.Activations;
import kerava.data.ToCategorical;
import kerava.initializers.GlorotNormal;
import kerava.initializers.GlorotUniform;
import kerava.initializers.HeNormal;
import kerava.initializers.HeUniform;
import kerava.initializers.Initializer;
import kerava.initializers.LecunNormal;
import kerava.initializers.LecunUniform;
import kerava.initializers.Orthogonal;
import kerava.initializers.RandomNormal;
import kerava.initializers.RandomUniform;
import kerava.initializers.TruncatedNormal;
import kerava.initializers.VarianceScaling;
import kerava.layers.Activation;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.losses.BinaryCrossentropy;
import kerava.losses.CategoricalCrossentropy;
import kerava.losses.Loss;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Adam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.random.Rules;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/** The fits of golden_keras2.py, stored or live; a tolerance of 0 asks for every bit. */
record Keras2Fits(JsonNode golden, double tolerance) {
  private static final List<Supplier<Initializer>> INITIALIZERS = List.of(GlorotUniform::new, GlorotNormal::new, HeUniform::new,
      HeNormal::new, LecunUniform::new, LecunNormal::new, RandomUniform::new, RandomNormal::new, TruncatedNormal::new,
      VarianceScaling::new, Orthogonal::new);

  private record Case(Supplier<List<Layer>> layers, Supplier<Optimizer> optimizer, Loss loss, UnaryOperator<FitOptions> fit) {
    static Case of(Supplier<Optimizer> optimizer) { return of(optimizer, fit -> fit); }

    static Case of(Supplier<Optimizer> optimizer, UnaryOperator<FitOptions> fit) {
      return new Case(Keras2Fits::usual, optimizer, new SparseCategoricalCrossentropy(), fit);
    }

    static Case of(Supplier<List<Layer>> layers, Loss loss) { return new Case(layers, Adam::new, loss, fit -> fit); }
  }

  private static List<Layer> usual() {
    return List.of(new Dense(9, "relu"), new Dropout(0.25), new Dense(6, "tanh"), new Dropout(0.4), new Dense(3, "softmax"));
  }

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("adam", Case.of(Adam::new));
    cases.put("amsgrad", Case.of(() -> new Adam(0.01, 0.8, 0.99, 1e-5, true)));
    cases.put("sgd", Case.of(() -> new SGD(0.1)));
    cases.put("momentum", Case.of(() -> new SGD(0.05, 0.9, false)));
    cases.put("nesterov", Case.of(() -> new SGD(0.05, 0.7, true)));
    cases.put("rmsprop", Case.of(RMSprop::new));
    cases.put("rmsprop, centered", Case.of(() -> new RMSprop(0.01, 0.8, 0, 1e-5, true)));
    cases.put("adagrad", Case.of(() -> new Adagrad(0.1, 0.2, 1e-5)));
    cases.put("one-hot", Case.of(() -> List.of(new Dense(8, "sigmoid"), new Dense(3), new Activation(Activations.SOFTMAX)),
        new CategoricalCrossentropy()));
    cases.put("binary", Case.of(() -> List.of(new Dense(16, "relu"), new Dense(1, "sigmoid")), new BinaryCrossentropy()));
    cases.put("validation", Case.of(Adam::new, fit -> fit.withValidationSplit(0.25)));
    cases.put("in order", Case.of(Adam::new, fit -> fit.withShuffle(false)));
    cases.put("twice", Case.of(Adam::new));
    cases.put("initializers", Case.of(Keras2Fits::initializers, new SparseCategoricalCrossentropy()));
    return cases;
  }

  private static List<Layer> initializers() {
    List<Layer> layers = new ArrayList<>();
    for (Supplier<Initializer> each : INITIALIZERS) layers.add(new Dense(3 + layers.size() % 3, Activations.RELU, each.get()));
    layers.add(new Dense(3, "softmax"));
    return layers;
  }

  Stream<DynamicTest> tests() {
    List<JsonNode> fits = StreamSupport.stream(golden.get("fits").spliterator(), false).toList();
    DynamicTest same = DynamicTest.dynamicTest("the same cases in Python and Java", () -> Assertions.assertEquals(
        fits.stream().map(fit -> fit.get("case").asText()).distinct().toList(), List.copyOf(cases().keySet())));
    return Stream.concat(Stream.of(same), fits.stream()
        .map(fit -> DynamicTest.dynamicTest(fit.get("case").asText() + ", " + fit.get("n") + " samples", () -> check(fit))));
  }

  private void check(JsonNode fit) {
    Case made = cases().get(fit.get("case").asText());
    int n = fit.get("n").asInt(), batch = golden.get("batch_size").asInt();
    NDArray x = Goldens.array(golden.get("x")).slice(0, n), y = labels(made.loss()).slice(0, n);
    RandomSeed.set(fit.get("seed").asLong(), Rules.KERAS_2);
    List<Layer> layers = new ArrayList<>(List.of(new Input(3, 4), new Flatten()));
    layers.addAll(made.layers().get());
    try (Sequential model = new Sequential(null, layers)) {
      model.compile(made.optimizer().get(), made.loss(), new Accuracy());
      if (fit.get("initial").size() > 0) Goldens.assertNear(Goldens.arrays(fit.get("initial")), model.getWeights(), tolerance, "initial");
      FitOptions options = new FitOptions().withBatchSize(batch).withVerbose(0);
      Map<String, List<Double>> history = new LinkedHashMap<>();
      model.fit(x, y, made.fit().apply(options.withEpochs(golden.get("epochs").asInt()))).values()
          .forEach((name, values) -> history.put(name, new ArrayList<>(values)));
      int again = fit.get("history").get("loss").size() - golden.get("epochs").asInt();
      if (again > 0) model.fit(x, y, options.withEpochs(again)).values().forEach((name, values) -> history.get(name).addAll(values));
      history.forEach((name, values) -> near(Bits.doubles(fit.get("history").get(name)), values, name + " of epoch"));
      Assertions.assertEquals(fit.get("history").size(), history.size());
      Goldens.assertNear(Goldens.arrays(fit.get("weights")), model.getWeights(), tolerance, "weight");
      near(Bits.doubles(fit.get("evaluate")),
          List.copyOf(model.evaluate(x, y, new EvaluateOptions().withBatchSize(batch).withVerbose(0)).toList()),
          "score");
    }
  }

  private NDArray labels(Loss loss) {
    int[] labels = Goldens.ints(golden.get("y"));
    if (loss instanceof CategoricalCrossentropy) return ToCategorical.of(NDArray.of(labels), 3);
    if (loss instanceof BinaryCrossentropy) for (int i = 0; i < labels.length; i++) labels[i] %= 2;
    return NDArray.of(labels);
  }

  private void near(List<Double> expected, List<Double> actual, String what) {
    Assertions.assertEquals(expected.size(), actual.size(), what);
    for (int i = 0; i < expected.size(); i++) Goldens.assertNear(expected.get(i), actual.get(i), tolerance, what + " " + i);
  }
}
