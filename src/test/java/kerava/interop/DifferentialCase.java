package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.Warned;
import kerava.data.Npy;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.network.LayerNames;
import kerava.network.LayerState;
import kerava.random.RandomSeed;
import kerava.saving.Dialect;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.PredictOptions;

/** The Kerava side of a case of the differential tester; what its steps are says src/test/python/differential/keras_side.py. */
final class DifferentialCase {
  private static final long LIMIT_MILLIS = 120_000;
  private final JsonNode given;
  private final Path folder;
  private final Described described = new Described();
  private Sequential model;

  DifferentialCase(JsonNode given, Path folder) {
    this.given = given;
    this.folder = folder;
  }

  /** Does all steps; what each told, and if one failed, why. */
  Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("warnings", Warned.during(() -> run(told)));
    return told;
  }

  private void run(Map<String, Object> told) {
    List<Object> steps = new ArrayList<>();
    told.put("steps", steps);
    LayerNames.clear();
    try {
      RandomSeed.set(given.get("seed").asLong());
      model = open();
      told.put("model", model.name());
      told.put("names", model.network().layers().stream().filter(layer -> !(layer instanceof Input)).map(LayerState::name).toList());
      for (JsonNode step : given.get("steps")) steps.add(step(step, steps.size()));
    } catch (KeravaException e) {
      failed(told, "refused", e.getMessage());
    } catch (OtherFailed e) {
      failed(told, "other", e.getMessage());
    } catch (Exception | LinkageError | AssertionError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      failed(told, "crash", trace.toString());
    } finally {
      if (model != null) model.close();
    }
  }

  private void failed(Map<String, Object> told, String kind, String error) {
    told.put("kind", kind);
    told.put("error", error);
    try {
      Files.writeString(folder.resolve("failed"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class OtherFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherFailed(Path file) { super("no " + file.getFileName()); }
  }

  private Sequential open() throws IOException {
    String handover = given.get("handover").asText();
    if (handover.equals("code")) return described.model(given);
    Path file = folder.resolve("model." + handover);
    if (handover.equals("json")) return Sequential.fromJson(Files.readString(file));
    return Sequential.load(file, !given.has("load_compile") || given.get("load_compile").asBoolean());
  }

  private Map<String, Object> step(JsonNode step, int number) throws IOException, InterruptedException {
    switch (step.get("do").asText()) {
      case "weights":
        return Map.of("arrays", model.getWeights().stream().map(DifferentialCase::told).toList());
      case "compile":
        model.compile(described.settings(step));
        break;
      case "fit":
        return Map.of("history", fit(step));
      case "evaluate":
        return Map.of("scores", evaluate(step));
      case "predict":
        return Map.of("arrays", List.of(told(predict(step))));
      case "set_weights":
        scale((float) step.get("factor").asDouble());
        break;
      case "trainable":
        model.setTrainable(step.get("layer").asText(), step.get("value").asBoolean());
        break;
      case "reload":
        reload(step.get("format").asText(), step.get("of").asText(), number);
        break;
      default:
        throw new IllegalStateException(step.toString());
    }
    return Map.of();
  }

  private Map<String, Object> fit(JsonNode step) {
    FitOptions fit =
        new FitOptions().withEpochs(step.get("epochs").asInt()).withBatchSize(step.get("batch_size").asInt())
            .withShuffle(step.get("shuffle").asBoolean())
            .withVerbose(0);
    if (step.has("validation_split")) fit = fit.withValidationSplit(step.get("validation_split").asDouble());
    if (step.has("validation_data"))
      fit = fit.withValidationData(array("xv"), array("yv"), step.get("validation_data").asText().equals("weighted") ? array("wv") : null);
    if (step.has("sample_weight")) fit = fit.withSampleWeight(array(step.get("sample_weight").asText()));
    if (step.has("class_weight")) {
      Map<Integer, Double> weights = new LinkedHashMap<>();
      step.get("class_weight").properties().forEach(entry -> weights.put(Integer.valueOf(entry.getKey()), entry.getValue().asDouble()));
      fit = fit.withClassWeight(weights);
    }
    if (step.has("steps_per_execution")) fit = fit.withStepsPerExecution(step.get("steps_per_execution").asInt());
    Map<String, Object> history = new LinkedHashMap<>();
    model.fit(array("x"), array("y"), fit).values().forEach((key, values) -> history.put(key, told(values)));
    return history;
  }

  private List<Object> evaluate(JsonNode step) {
    EvaluateOptions options = new EvaluateOptions().withBatchSize(step.get("batch_size").asInt()).withVerbose(0);
    if (step.has("sample_weight")) options = options.withSampleWeight(array(step.get("sample_weight").asText()));
    return told(List.copyOf(model.evaluate(array("x"), array("y"), options).toList()));
  }

  private NDArray predict(JsonNode step) {
    NDArray x = array("x");
    return model.predict(x.slice(0, Math.min(step.get("n").asInt(), x.count())),
        new PredictOptions().withBatchSize(step.get("batch_size").asInt()).withVerbose(0));
  }

  private void scale(float factor) {
    model.setWeights(model.getWeights().stream().map(weight -> {
      float[] values = weight.values().clone();
      for (int i = 0; i < values.length; i++) values[i] *= factor;
      return NDArray.of(weight.shape(), values);
    }).toList());
  }

  private void reload(String format, String of, int number) throws IOException, InterruptedException {
    List<String> written = format.equals("weights.h5") ? List.of("json", format) : List.of(format);
    for (String ending : written) write(file("kerava-part", number, ending), ending);
    for (String ending : written) Files.move(file("kerava-part", number, ending), file("kerava", number, ending));
    String side = of.equals("own") || format.equals("keras2.h5") ? "kerava" : "python";
    await(file(side, number, format));
    model.close();
    model = read(side, number, format);
  }

  private void write(Path file, String ending) throws IOException {
    switch (ending) {
      case "json":
        Files.writeString(file, model.toJson());
        break;
      case "weights.h5":
        model.saveWeights(file);
        break;
      case "keras2.h5":
        model.save(file, Dialect.KERAS_2);
        break;
      default:
        model.save(file);
    }
  }

  /** The weights of a file go with the architecture beside them. */
  private Sequential read(String side, int number, String format) throws IOException {
    if (!format.equals("json") && !format.equals("weights.h5"))
      return Sequential.load(file(side, number, format), !format.equals("keras2.h5"));
    Sequential read = Sequential.fromJson(Files.readString(file(side, number, "json")));
    if (format.equals("weights.h5")) read.loadWeights(file(side, number, format));
    return read;
  }

  private Path file(String side, int number, String ending) { return folder.resolve(side + number + "." + ending); }

  /** Both sides run at once; one that fails leaves a file that says so. */
  private void await(Path file) throws InterruptedException {
    long until = System.currentTimeMillis() + LIMIT_MILLIS;
    while (!Files.exists(file)) {
      if (Files.exists(folder.resolve("failed")) || System.currentTimeMillis() > until) throw new OtherFailed(file);
      Thread.sleep(5);
    }
  }

  private NDArray array(String name) { return Npy.read(folder.resolve(name + ".npy")); }

  private static List<Object> told(List<Double> values) {
    return values.stream().map(value -> Double.isFinite(value) ? (Object) value : value.toString()).toList();
  }

  private static Map<String, Object> told(NDArray array) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * array.values().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(array.values());
    return Map.of("shape", array.shape().sizes(), "base64", Base64.getEncoder().encodeToString(bytes.array()));
  }
}
