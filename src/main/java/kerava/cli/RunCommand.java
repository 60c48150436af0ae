package kerava.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import kerava.engine.Threads;
import kerava.notebooks.Mode;
import kerava.notebooks.Notebook;
import kerava.notebooks.NotebookRunner;
import kerava.notebooks.RunResult;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.tensorflow.TensorFlow;

/** {@code kerava run NOTEBOOK}. */
final class RunCommand implements Command {
  private static final List<Mode> MODES = List.of(Mode.values());

  @Override public String name() { return "run"; }

  @Override public String arguments() { return "NOTEBOOK"; }

  @Override public String purpose() { return "runs one of the Keras notebooks, from data to scores: " + String.join(", ", names()); }

  @Override public List<String> examples() { return List.of("kerava run vanishing-gradient --seed 42 --epochs 1 --only vanishing32-relu"); }

  @Override public Options options() {
    return DeviceArgument.addTo(new Options()).addOption(option("seed", "N", "the seed of every run; without it one is drawn and printed"))
        .addOption(option("epochs", "N", "epochs of every run, in place of the notebook's"))
        .addOption(option("batch-size", "N", "batch size of every run, in place of the notebook's"))
        .addOption(option("limit", "N", "train on the first N samples only"))
        .addOption(option("only", "RUN[,RUN]", "only these runs of the notebook"))
        .addOption(mode(MODES))
        .addOption(option("threads", "N", "threads of TensorFlow's kernels; without it, what suits the model's size"))
        .addOption(option("out", "DIR", "where files that the notebook saves go (kerava-out/NOTEBOOK; with --json they are not kept)"))
        .addOption(option("plots", "DIR", "where the pictures go (kerava-out/NOTEBOOK; with --json none are made unless asked for)"));
  }

  static Option mode(List<Mode> modes) {
    return option("mode", String.join("|", words(modes)), String.join("; ", modes.stream().map(Mode::told).toList()) + " (exact)");
  }

  static List<String> words(List<Mode> modes) { return modes.stream().map(Mode::word).toList(); }

  static Option option(String name, String argument, String text) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(text).build();
  }

  @Override public void run(CommandLine line, Console console) {
    DeviceArgument.use(line);
    Notebook notebook = notebook(line.getArgList());
    Path out = console.json() && !line.hasOption("out") ? null : new Arguments(line).path("out", "kerava-out/" + notebook.name());
    NotebookRunner.Options options = choices(new Arguments(line), notebook, console, out);
    Integer threads = new Arguments(line).integer("threads", 1);
    if (threads != null) Threads.set(threads);
    if (!line.hasOption("seed"))
      console.println("seed " + options.seed() + " (drawn; --seed " + options.seed() + " gives the same numbers)");
    NotebookRunner runner = new NotebookRunner(options, console::println, console.messages());
    notebook.run(runner);
    Path plots = new Arguments(line).path("plots", "kerava-out/" + notebook.name());
    if (!console.json() || line.hasOption("plots")) new Pictures(runner.results()).write(plots, console);
    if (console.json()) console.printJson(json(notebook, options, runner.results()));
  }

  private static NotebookRunner.Options choices(Arguments arguments, Notebook notebook, Console console, Path out) {
    Long seed = arguments.number("seed", 0, (1L << 32) - 1);
    return new NotebookRunner.Options(seed != null ? seed : ThreadLocalRandom.current().nextLong(1L << 31), arguments.mode(MODES),
        arguments.integer("epochs", 1),
        arguments.integer("batch-size", 1), arguments.integer("limit", 1), arguments.words("only", notebook.runs()),
        console.quiet() ? 0 : 1, out);
  }

  private static List<String> names() { return Notebook.all().stream().map(Notebook::name).toList(); }

  private static Notebook notebook(List<String> words) {
    if (words.isEmpty()) throw new UsageException("run: which notebook? One of " + String.join(", ", names()));
    if (words.size() > 1) throw new UsageException("run: takes one notebook, got " + String.join(" ", words));
    return Notebook.all().stream().filter(n -> n.name().equals(words.get(0))).findFirst().orElseThrow(() -> new UsageException(
        String.format("run: there is no notebook '%s'; did you mean '%s'? There are %s", words.get(0), Nearest.to(words.get(0), names()),
            String.join(", ", names()))));
  }

  private static Map<String, Object> json(Notebook notebook, NotebookRunner.Options options, Map<String, RunResult> results) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("notebook", notebook.name());
    json.put("seed", options.seed());
    json.put("mode", options.mode().word());
    json.put("tensorflow", TensorFlow.version());
    Map<String, Object> runs = new LinkedHashMap<>();
    results.forEach((name, result) -> runs.put(name, json(result)));
    json.put("runs", runs);
    return json;
  }

  private static Map<String, Object> json(RunResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("history", result.history().values());
    json.put("evaluate", result.scores().toList());
    json.put("weights_md5", result.weightsMd5());
    json.put("predict_md5", result.predictionsMd5());
    if (!result.written().isEmpty()) json.put("written", result.written());
    json.put("epoch_seconds", result.epochSeconds());
    json.put("microseconds_per_step", result.microsecondsPerStep());
    return json;
  }
}
