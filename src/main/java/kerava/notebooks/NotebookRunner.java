package kerava.notebooks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.engine.Chunk;
import kerava.models.Model;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.training.Callback;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.History;
import kerava.training.Scores;
import kerava.training.Training;

/**
 * What runs a notebook: it seeds every model, applies the limits of the command line, prints, and keeps what each run left. The notebook
 * stays what it is in Python: data, model, compile, fit, evaluate.
 */
public final class NotebookRunner {
  /**
   * The choices of the command line. Null: the notebook's own. {@code only} empty: all runs. {@code out} null: files are kept for the run
   * only.
   */
  public record Options(long seed, Mode mode, Integer epochs, Integer batchSize, Integer limit, List<String> only, int verbose,
      Path out) {
    public Options(long seed, Integer epochs, Integer batchSize, Integer limit, List<String> only, int verbose) {
      this(seed, Mode.EXACT, epochs, batchSize, limit, only, verbose, null);
    }
  }

  /** What a notebook does with a file that it writes and reads again. */
  public interface FileUse {
    void of(Path file);
  }

  private final Options options;
  private final Consumer<String> out;
  private final PrintStream progress;
  private final Map<String, RunResult> results = new LinkedHashMap<>();
  private final Map<String, List<double[]>> gradients = new LinkedHashMap<>();
  private final Map<String, EpochTimer> timers = new LinkedHashMap<>();
  private final Map<String, History> histories = new LinkedHashMap<>();

  /** Results go to {@code out} line by line, progress lines to {@code progress}. */
  public NotebookRunner(Options options, Consumer<String> out, PrintStream progress) {
    this.options = options;
    this.out = out;
    this.progress = progress;
  }

  /** What the one run leaves that {@code options} name, trained without a word. */
  public static RunResult trained(Options options) {
    NotebookRunner runner =
        new NotebookRunner(options, line -> {}, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    String run = options.only().get(0);
    Notebook.of(run).run(runner);
    return runner.results().get(run);
  }

  /** Whether {@code run} is wanted. */
  public boolean wants(String run) { return options.only().isEmpty() || options.only().contains(run); }

  public void println(String text) { out.accept(text); }

  /** The first samples, as many as the command line wants to train on. */
  public NDArray limited(NDArray samples) {
    return options.limit() == null || options.limit() >= samples.count() ? samples : samples.slice(0, options.limit());
  }

  /**
   * Lets {@code use} work with the file {@code name} in the folder that the command line names; without one, the file goes when it is done.
   */
  public void withFile(String name, FileUse use) {
    try {
      Path folder = options.out() != null ? Files.createDirectories(options.out()) : Files.createTempDirectory("kerava-");
      use.of(folder.resolve(name));
      if (options.out() != null) return;
      Files.deleteIfExists(folder.resolve(name));
      Files.delete(folder);
    } catch (IOException e) {
      throw new KeravaException(name + ": cannot be written (" + e + "); name another folder with --out", e);
    }
  }

  /** A model from {@code build}, with the seed set just before. */
  public <M extends Model> M build(Supplier<M> build) {
    RandomSeed.set(options.seed(), options.mode().rules());
    return build.get();
  }

  /** Fits as the notebook says, but for what the command line says. */
  public void fit(String run, Model model, NDArray x, NDArray y, FitOptions fit) { fit(run, model, List.of(x), y, fit); }

  /** The same with an array for each of the model's inputs. */
  public void fit(String run, Model model, List<NDArray> x, NDArray y, FitOptions fit) {
    int trained = fit.trainedOf(y.count());
    EpochTimer timer = new EpochTimer(trained, fit(fit).batchOf(trained));
    timers.put(run, timer);
    Callback watch = gradients.containsKey(run) ? new Callback() {
      @Override public void onEpochEnd(Training training, int epoch, java.util.SortedMap<String, Double> logs) {
        recordGradients(run, model, x.get(0), y);
      }
    } : new Callback() {};
    Callback[] callbacks = Stream.concat(Stream.of(timer, watch), fit.callbacks().stream()).toArray(Callback[]::new);
    histories.put(run,
        model.fit(columns(x), y,
            fit(fit).withVerbose(Math.min(fit.verbose(), options.verbose())).withOut(progress).withCallbacks(callbacks)));
  }

  private FitOptions fit(FitOptions notebook) {
    FitOptions fit = (options.epochs() == null ? notebook : notebook.withEpochs(options.epochs())).withFast(options.mode() == Mode.FAST);
    return options.batchSize() == null ? fit : fit.withBatchSize(options.batchSize());
  }

  /**
   * Keeps the mean absolute gradient of each kernel over the first {@value #PROBE} samples: now, and after each epoch of {@code run}'s fit.
   */
  public void watchGradients(String run, Model model, NDArray x, NDArray y) {
    gradients.put(run, new ArrayList<>());
    recordGradients(run, model, x, y);
  }

  private static final int PROBE = 1000;

  private void recordGradients(String run, Model model, NDArray x, NDArray y) {
    int samples = Math.min(PROBE, x.count());
    gradients.get(run).add(model.gradients(x.slice(0, samples), y.slice(0, samples)).stream().filter(g -> g.shape().rank() > 1)
        .mapToDouble(NotebookRunner::meanAbsolute).toArray());
  }

  private static double meanAbsolute(NDArray array) {
    double sum = 0;
    for (float value : array.values()) sum += Math.abs(value);
    return sum / array.values().length;
  }

  /** {@link #evaluate(String, Model, NDArray, NDArray, int)} with the bar. */
  public Scores evaluate(String run, Model model, NDArray x, NDArray y) {
    return evaluate(run, model, List.of(x), y, 1);
  }

  /** Evaluates once more, keeping nothing. */
  public Scores evaluate(Model model, NDArray x, NDArray y) {
    return model.evaluate(x, y, new EvaluateOptions().withVerbose(options.verbose()).withOut(progress));
  }

  /** Evaluates, and keeps all that the run has left. */
  public Scores evaluate(String run, Model model, NDArray x, NDArray y, int verbose) {
    return evaluate(run, model, List.of(x), y, verbose);
  }

  /** The same with an array for each of the model's inputs. */
  public Scores evaluate(String run, Model model, List<NDArray> x, NDArray y, int verbose) {
    Scores scores =
        model.evaluate(columns(x), y, new EvaluateOptions().withVerbose(options.verbose() == 0 ? 0 : verbose).withOut(progress));
    int probed = Math.min(PROBE, y.count());
    String predictions = md5(model.predict(columns(x.stream().map(each -> each.slice(0, probed)).toList())));
    List<String> md5 = model.getWeights().stream().map(NotebookRunner::md5).toList();
    EpochTimer timer = timers.get(run);
    double[][] watched = gradients.containsKey(run) ? gradients.get(run).toArray(double[][]::new) : new double[0][];
    results.put(run, new RunResult(histories.get(run), scores, md5, predictions, timer.seconds(), timer.steps(), watched, List.of()));
    return scores;
  }

  private static Columns columns(List<NDArray> arrays) { return Columns.of(arrays.toArray(Samples[]::new)); }

  /** Keeps what the model of {@code run}, which has been evaluated, has written by itself. */
  public void written(String run, List<String> texts) { results.computeIfPresent(run, (name, result) -> result.withWritten(texts)); }

  /** What each run left, by its name. */
  public Map<String, RunResult> results() { return results; }

  /** The MD5 of an array's little-endian float32 bytes. */
  public static String md5(NDArray array) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * array.values().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(array.values());
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Seconds of each epoch, from its begin to its end. */
  private static final class EpochTimer implements Callback {
    private final int steps;
    private final List<Double> seconds = new ArrayList<>();
    private long start;

    private EpochTimer(int samples, int batchSize) { steps = Chunk.batches(samples, batchSize); }

    @Override public void onEpochBegin(Training training, int epoch) { start = System.nanoTime(); }

    @Override public void onEpochEnd(Training training, int epoch, java.util.SortedMap<String, Double> logs) {
      seconds.add((System.nanoTime() - start) / 1e9);
    }

    private double[] seconds() { return seconds.stream().mapToDouble(Double::doubleValue).toArray(); }

    private int steps() { return steps; }
  }
}
