package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import kerava.Goldens;
import kerava.config.Family;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.models.Model;
import kerava.network.LayerNames;
import kerava.network.LayerState;
import kerava.network.Network;
import kerava.optimizers.Optimizer;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.PerOutput;
import kerava.training.PredictOptions;
import kerava.training.Scores;

/** The Kerava side of a case of graph_models.py. */
record GraphModels(JsonNode given) {
  private static final FitOptions ON = new FitOptions().withBatchSize(8).withShuffle(false).withVerbose(0);

  String id() { return given.get("id").asText(); }

  /** Constructed anew, as after a fresh start. */
  Model fresh() {
    LayerNames.clear();
    RandomSeed.set(given.get("seed").asLong());
    Model model = constructed(given.get("model"), new Described());
    for (JsonNode path : given.get("frozen")) model.setTrainable(path.asText(), false);
    return model;
  }

  private static Model constructed(JsonNode given, Described described) {
    List<KerasTensor> tensors = new ArrayList<>();
    Map<String, Layer> layers = new HashMap<>();
    for (JsonNode step : given.get("steps")) {
      switch (step.get("do").asText()) {
        case "input" -> tensors.add(input(step).tensor());
        case "layer" -> layers.put(step.get("id").asText(), layer(step.get("layer"), described));
        case "model" -> layers.put(step.get("id").asText(), constructed(step.get("model"), described).layer());
        default -> tensors.addAll(layers.get(step.get("layer").asText()).applyAll(places(tensors, step.get("on"))));
      }
    }
    return new Model(given.get("name").textValue(), places(tensors, given.get("inputs")), places(tensors, given.get("outputs")));
  }

  private static Input input(JsonNode step) {
    Input input = new Input(Shape.of(Goldens.ints(step.get("shape"))));
    return step.get("name").isNull() ? input : input.named(step.get("name").asText());
  }

  private static Layer layer(JsonNode given, Described described) {
    Layer layer = described.layer(given);
    return given.has("trainable") ? layer.with(layer.options().withTrainable(given.get("trainable").asBoolean())) : layer;
  }

  private static List<KerasTensor> places(List<KerasTensor> tensors, JsonNode places) {
    return Arrays.stream(Goldens.ints(places)).mapToObj(tensors::get).toList();
  }

  /** Names of layers, those of models inside with their own. */
  static Object names(Network network) {
    return network.layers().stream().filter(layer -> !network.isSequential() || !(layer instanceof Input))
        .map(layer -> layer instanceof Network inside ? (Object) List.of(inside.modelName(), names(inside)) : LayerState.name(layer))
        .toList();
  }

  CompileSettings settings(Model model) {
    JsonNode compile = given.get("compile");
    Optimizer optimizer = new Described().object(Optimizer.class, compile.get("optimizer"));
    PerOutput<Loss> losses =
        perOutput(model, compile.get("loss"), loss -> loss.isNull() ? null : Family.byName(Loss.class, loss.asText()));
    PerOutput<Double> weights = perOutput(model, compile.get("loss_weights"), JsonNode::asDouble);
    PerOutput<Map<String, Metric>> metrics = perOutput(model, compile.get("metrics"), GraphModels::metrics);
    return new CompileSettings(optimizer, losses, weights, metrics == null ? PerOutput.all(Map.of()) : metrics);
  }

  private static Map<String, Metric> metrics(JsonNode names) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    names.forEach(name -> metrics.put(name.asText(), Family.byName(Metric.class, name.asText())));
    return metrics;
  }

  private <T> PerOutput<T> perOutput(Model model, JsonNode values, Function<JsonNode, T> of) {
    if (values.isNull()) return null;
    List<T> all = new ArrayList<>();
    values.forEach(value -> all.add(of.apply(value)));
    if (all.size() == 1) return PerOutput.all(all.get(0));
    List<String> names = model.network().outputNames();
    if (!given.get("compile").get("by_name").asBoolean() || new HashSet<>(names).size() < all.size()) return PerOutput.listed(all);
    Map<String, T> named = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) named.put(names.get(i), all.get(i));
    return PerOutput.named(named);
  }

  private List<NDArray> data(String key) { return Goldens.arrays(given.get("data").get(key)); }

  private static Columns columns(List<String> names, List<NDArray> values, int n, boolean byName) {
    List<NDArray> first = values.stream().map(each -> each.slice(0, Math.min(n, each.count()))).toList();
    if (first.size() == 1) return first.get(0);
    if (!byName || new HashSet<>(names).size() < first.size()) return Columns.of(first.toArray(NDArray[]::new));
    Map<String, NDArray> named = new LinkedHashMap<>();
    for (int i = first.size() - 1; i >= 0; i--) named.put(names.get(i), first.get(i));
    return Columns.named(named);
  }

  private Columns columns(String key) { return columns(List.of(), data(key), Integer.MAX_VALUE, false); }

  Map<String, List<Double>> fit(Model model, JsonNode fit) {
    int n = fit.get("n").asInt();
    boolean byName = fit.get("by_name").asBoolean();
    List<String> outputs = model.network().outputNames();
    FitOptions options =
        new FitOptions().withEpochs(fit.get("epochs").asInt()).withBatchSize(fit.get("batch_size").asInt())
            .withShuffle(fit.get("shuffle").asBoolean())
            .withVerbose(0);
    if (fit.get("weights").asText().equals("all")) options = options.withSampleWeight(data("w").get(0).slice(0, n));
    if (fit.get("weights").asText().equals("each")) options = options.withSampleWeight(columns(outputs, data("ws"), n, byName));
    if (fit.get("validation").asText().equals("data")) options = options.withValidationData(columns("xv"), columns("yv"));
    if (fit.get("validation").asText().equals("split")) options = options.withValidationSplit(0.25);
    Columns x = columns(model.network().inputNames(), data("x"), n, fit.get("x_by_name").asBoolean());
    return model.fit(x, columns(outputs, data("y"), n, byName), options).values();
  }

  /** One more epoch of the model in {@code file}; seeded before, for dropout gets new seeds with every load. */
  Model on(Path file, List<Double> losses) {
    RandomSeed.set(given.get("seed").asLong() + 1);
    Model model = Model.load(file);
    losses.addAll(model.fit(columns("x"), columns("y"), ON).get("loss"));
    return model;
  }

  List<NDArray> predict(Model model) {
    return model.predictAll(columns("x"),
        new PredictOptions().withBatchSize(given.get("evaluate").get("batch_size").asInt()).withVerbose(0));
  }

  private Scores evaluate(Model model) {
    EvaluateOptions options = new EvaluateOptions().withBatchSize(given.get("evaluate").get("batch_size").asInt()).withVerbose(0);
    if (given.get("evaluate").get("weights").asBoolean()) options = options.withSampleWeight(data("w").get(0));
    return model.evaluate(columns("x"), columns("y"), options);
  }

  /** Compiles, fits and judges {@code model}; what differs from {@code told}, each named with both values. */
  List<String> differences(Model model, JsonNode told) {
    Differences found = new Differences();
    found.compare("names", told.get("names").toString(),
        new ObjectMapper().valueToTree(List.of(model.name(), names(model.network()))).toString());
    found.compare("initial weights", Bits.texts(told.get("initial")), Bits.md5(model.getWeights()));
    if (!found.isEmpty()) return found.all();
    model.compile(settings(model));
    for (int i = 0; i < given.get("fits").size(); i++) {
      Map<String, List<Double>> history = fit(model, given.get("fits").get(i)), expected = new LinkedHashMap<>();
      told.get("history").get(i).properties().forEach(entry -> expected.put(entry.getKey(), Bits.doubles(entry.getValue())));
      found.compare("keys of history " + i, new TreeSet<>(expected.keySet()), new TreeSet<>(history.keySet()));
      expected.forEach((key, values) -> found.compare("history " + key, values, history.get(key)));
    }
    Scores scores = evaluate(model);
    found.compare("names of scores", Bits.texts(told.get("score_names")), List.copyOf(new TreeSet<>(scores.values().keySet())));
    found.compare("scores " + scores.values().keySet(), Bits.doubles(told.get("scores")), List.copyOf(scores.toList()));
    found.left(this, model, told, "");
    return found.all();
  }

  /** What differs, in words. */
  static final class Differences {
    private final List<String> all = new ArrayList<>();

    void compare(String what, Object expected, Object actual) {
      if (!expected.equals(actual)) all.add(what + ": in Python " + expected + ", here " + actual);
    }

    /** The model's weights and predictions. */
    void left(GraphModels of, Model model, JsonNode told, String what) {
      compare(what + "weights", Bits.texts(told.get("weights")), Bits.md5(model.getWeights()));
      List<NDArray> expected = Goldens.arrays(told.get("predict")), actual = of.predict(model);
      for (int i = 0; i < expected.size(); i++) {
        compare(what + "shape of output " + i, expected.get(i).shape(), actual.get(i).shape());
        if (!Arrays.equals(expected.get(i).values(), actual.get(i).values())) all.add(what + "prediction " + i + " differs");
      }
    }

    /** Weights and predictions of two readings in Python, these within {@code tolerance}. */
    void same(JsonNode expected, JsonNode actual, double tolerance) {
      compare("weights read by Python", expected.get("weights"), actual.get("weights"));
      try {
        Goldens.assertNear(Goldens.arrays(expected.get("predict")), Goldens.arrays(actual.get("predict")), tolerance,
            "prediction of Python");
      } catch (AssertionError e) {
        all.add(e.getMessage());
      }
    }

    boolean isEmpty() { return all.isEmpty(); }

    List<String> all() { return List.copyOf(all); }
  }
}
