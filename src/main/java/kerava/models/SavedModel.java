package kerava.models;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kerava.config.Limits;
import kerava.engine.CompiledSettings;
import kerava.engine.OutputEvaluator;
import kerava.engine.Totals;
import kerava.engine.savedmodel.SavedModelContents;
import kerava.engine.savedmodel.SavedModelProgram;
import kerava.engine.savedmodel.Signature;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import kerava.training.Bar;
import kerava.training.CompileSettings;
import kerava.training.EvaluateOptions;
import kerava.training.PredictOptions;
import kerava.training.Scores;

/**
 * A SavedModel for prediction, Keras's or not: a folder with {@code saved_model.pb}. Such a folder holds a program, which may read and
 * write files and more; {@link #inspect} tells what is in it without running it, {@link #loadTrusted} runs it. Close it when done.
 * Several threads may predict at once.
 *
 * <pre>{@code
 * System.out.println(SavedModel.inspect(folder).reaching());
 * try (SavedModel loaded = SavedModel.loadTrusted(folder)) {
 *   NDArray y = loaded.predict("serve", Map.of("keras_tensor", x)).get("output_0");
 * }
 * }</pre>
 */
public final class SavedModel implements AutoCloseable {
  /** The signature that is asked where none is named. */
  public static final String SERVING = "serving_default";
  private static final EvaluateOptions SILENT = new EvaluateOptions().withVerbose(0);

  private final Path folder;
  private final SavedModelProgram program;
  private volatile boolean closed;

  private SavedModel(Path folder, Limits limits) {
    this.folder = folder;
    program = new SavedModelProgram(folder, limits);
  }

  /** Signatures, operations, and which of them do more than compute. Runs nothing, and needs no native library. */
  public static SavedModelContents inspect(Path folder) { return inspect(folder, Limits.DEFAULT); }

  public static SavedModelContents inspect(Path folder, Limits limits) { return SavedModelContents.read(folder, limits); }

  /** Runs the program in {@code folder}, with all that it may do on this machine: call it only for one whose origin you trust. */
  public static SavedModel loadTrusted(Path folder) { return loadTrusted(folder, Limits.DEFAULT); }

  public static SavedModel loadTrusted(Path folder, Limits limits) { return new SavedModel(folder, limits); }

  /** What can be asked for, by name. */
  public Map<String, Signature> signatures() { return program.contents().signatures(); }

  /**
   * The outputs of {@code signature} by name, for the inputs by name, whole arrays at once. Each is of the
   * signature's type; a number of an input that is none of it is refused.
   */
  public Map<String, NDArray> predict(String signature, Map<String, NDArray> inputs) {
    open();
    return program.run(signature, inputs);
  }

  /**
   * The output of serving_default for x, in batches of 32 as {@link Model#predict}; see {@link #predict(String, Samples, PredictOptions)}.
   */
  public NDArray predict(Samples x) {
    return predict(SERVING, x, SILENT.prediction());
  }

  /** The output of {@code signature} for x, batch by batch; it must have one input and one output, of one value a sample. */
  public NDArray predict(String signature, Samples x, PredictOptions options) {
    open();
    Signature asked = program.signature(signature);
    require(asked.inputs().size() == 1 && asked.outputs().size() == 1, inJava("or call predict(signature, inputs, options)"),
        "%s: signature '%s' has the inputs %s and the outputs %s, not one of each; ask another signature", folder, signature,
        asked.inputs().keySet(), asked.outputs().keySet());
    Map<String, Samples> only = Map.of(asked.inputs().keySet().iterator().next(), x);
    return predict(signature, only, options).values().iterator().next();
  }

  /**
   * The outputs of {@code signature} by name, for as many samples for each of its inputs by name, batch by batch; every output must have
   * one value a sample.
   */
  public Map<String, NDArray> predict(String signature, Map<String, ? extends Samples> x, PredictOptions options) {
    open();
    options.refuseCallbacks(folder + ": predict");
    Signature asked = program.signature(signature);
    int there = count(asked, x), count = options.first("predict", there), size = options.batchOf(there);
    Bar bar = options.bar(there);
    Map<String, NDArray> all = new LinkedHashMap<>();
    for (int from = 0; from < count; from += size) {
      int first = from;
      batch(asked, x, first, Math.min(size, count - first)).forEach((name, y) -> {
        boolean text = y.dtype().isText();
        NDArray whole = all.computeIfAbsent(name, each -> room(count, y.sampleShape(), text ? DType.STRING : DType.FLOAT32));
        int length = Math.toIntExact(y.shape().elements());
        System.arraycopy(text ? y.array() : y.values(), 0, whole.array(), first * (length / y.count()), length);
      });
      bar.advance(1, Map.of());
    }
    bar.end(Map.of());
    return all;
  }

  private static NDArray room(int count, Shape sample, DType type) {
    return NDArray.of(sample.prepend(count), type, type.array(Math.multiplyExact(count, Math.toIntExact(sample.elements()))));
  }

  /** How many samples there are for each input. */
  private int count(Signature asked, Map<String, ? extends Samples> x) {
    require(!x.isEmpty() && x.keySet().equals(asked.inputs().keySet()), inJava("or call predict(signature, inputs), which has no batches"),
        "%s: predict: x must have samples for each of the inputs %s of signature '%s', got %s", folder, asked.inputs(), asked.name(),
        x.keySet());
    Map<String, Integer> counts = new TreeMap<>();
    x.forEach((name, samples) -> counts.put(name, samples.count()));
    int count = counts.values().iterator().next();
    require(counts.values().stream().allMatch(each -> each == count), "%s: predict: all inputs must have as many samples, got %s", folder,
        counts);
    require(count > 0, "%s: predict: x is empty; give at least one sample", folder);
    return count;
  }

  private Map<String, NDArray> batch(Signature asked, Map<String, ? extends Samples> x, int from, int rows) {
    Map<String, NDArray> inputs = new LinkedHashMap<>();
    x.forEach((name, samples) -> inputs.put(name, slice(samples, from, rows)));
    Map<String, NDArray> outputs = program.run(asked.name(), inputs);
    outputs.forEach((name, y) -> require(y.shape().rank() > 0 && y.count() == rows, inJava("call predict(signature, inputs)"),
        "%s: the output '%s' for %d samples has shape %s, not a value for each", folder, name, rows, y.shape()));
    return outputs;
  }

  private static NDArray slice(Samples x, int from, int rows) {
    int size = Math.toIntExact(x.sampleShape().elements()), all = Math.multiplyExact(rows, size);
    if (x.dtype().isText()) return text(x, from, rows, all);
    boolean whole = x.dtype().isWhole();
    float[] floats = new float[whole ? 0 : all];
    long[] longs = new long[whole ? all : 0];
    for (int row = 0; row < rows; row++) {
      if (whole) x.read(from + row, longs, row * size);
      else x.read(from + row, floats, row * size);
    }
    Shape shape = x.sampleShape().prepend(rows);
    return whole ? NDArray.of(shape, DType.INT64, longs) : NDArray.of(shape, floats);
  }

  private static NDArray text(Samples x, int from, int rows, int all) {
    String[] strings = new String[all];
    for (int row = 0; row < rows; row++) x.read(from + row, strings, row * (all / rows));
    return NDArray.of(x.sampleShape().prepend(rows), DType.STRING, strings);
  }

  /**
   * Loss and metrics of {@link #predict(Samples)} against y; see {@link #evaluate(String, Samples, Samples, EvaluateOptions, Loss, Map)}.
   */
  public Scores evaluate(Samples x, Samples y, Loss loss, Metric... metrics) {
    Map<String, Metric> named = new LinkedHashMap<>();
    for (Metric metric : metrics) named.put(metric.logName(), metric);
    return evaluate(SERVING, x, y, SILENT, loss, named);
  }

  /**
   * Loss and metrics, by the names that they are given, of what {@code signature} predicts. What went into a last softmax or sigmoid is not
   * known, so a crossentropy can differ from the model's own in its last digits.
   */
  public Scores evaluate(String signature, Samples x, Samples y, EvaluateOptions options, Loss loss, Map<String, Metric> metrics) {
    require(x.count() == y.count(), "%s: evaluate: x and y must have as many samples, got %d in x and %d in y", folder, x.count(),
        y.count());
    Samples weights = options.onlyWeights("evaluate", x);
    NDArray outputs = predict(signature, x, options.prediction());
    loss.check(y, outputs.sampleShape().prepend(Shape.NONE));
    CompiledSettings compiled = new CompileSettings(null, loss, metrics).compiled(List.of("output"));
    float[] means = sums(y, outputs, options, compiled, weights).means();
    Map<String, Double> scores = new LinkedHashMap<>(Map.of("loss", (double) means[0]));
    metrics.keySet().forEach(name -> scores.put(name, (double) means[scores.size()]));
    return new Scores(scores);
  }

  private static Totals sums(Samples y, NDArray outputs, EvaluateOptions options, CompiledSettings compiled, Samples weights) {
    Totals totals = Totals.zero(compiled);
    try (OutputEvaluator evaluator = new OutputEvaluator(compiled, y.sampleShape(), outputs.sampleShape(), weights != null)) {
      int count = outputs.count(), size = options.batchOf(y.count());
      for (int from = 0; from < count; from += size) {
        int rows = Math.min(size, count - from);
        NDArray w = weights == null ? null : slice(weights, from, rows).reshape(rows);
        totals = evaluator.add(slice(y, from, rows), outputs.slice(from, from + rows), w, totals);
      }
    }
    return totals;
  }

  private void open() { require(!closed, inJava("use it before close(), or load it anew"), "%s is closed", folder); }

  @Override public void close() {
    closed = true;
    program.close();
  }
}
