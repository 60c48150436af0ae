package kerava.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kerava.KeravaException;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.data.DataFile;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.notebooks.Mode;
import kerava.optimizers.Optimizer;
import kerava.saving.Dialect;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.training.CompileSettings;
import kerava.training.EvaluateOptions;
import kerava.training.PerOutput;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Reads the values of options. */
final class Arguments {
  private final CommandLine line;

  Arguments(CommandLine line) { this.line = line; }

  /** The number given for {@code option}, at least {@code least}; null if it was not given. */
  Integer integer(String option, int least) {
    Long value = number(option, least, Integer.MAX_VALUE);
    return value == null ? null : value.intValue();
  }

  Long number(String option, long least, long most) {
    String text = line.getOptionValue(option);
    if (text == null) return null;
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) return value;
    } catch (NumberFormatException e) {
      throw new UsageException(String.format("--%s takes a whole number, got '%s'", option, text));
    }
    throw new UsageException(String.format("--%s must be in %d .. %d, got %s", option, least, most, text));
  }

  /** The words given for {@code option}, separated by commas; each must be one of {@code known}. */
  List<String> words(String option, List<String> known) {
    if (!line.hasOption(option)) return List.of();
    List<String> words = List.of(line.getOptionValue(option).split(","));
    for (String word : words) known(option, word, known);
    return words;
  }

  /** The word given for {@code option}, one of {@code known}; the first of them if none was given. */
  String word(String option, List<String> known) { return known(option, line.getOptionValue(option, known.get(0)), known); }

  private static String known(String option, String word, List<String> known) {
    if (known.contains(word)) return word;
    throw new UsageException(String.format("--%s: there is no '%s'; did you mean '%s'? There are %s", option, word, Nearest.to(word, known),
        String.join(", ", known)));
  }

  /** That of {@code modes} which {@code --mode} names; the first unless asked otherwise. */
  Mode mode(List<Mode> modes) {
    List<String> words = RunCommand.words(modes);
    return modes.get(words.indexOf(word("mode", words)));
  }

  /** For whom a file is written; Keras 3 unless asked otherwise. */
  Dialect dialect() { return word("dialect", List.of("keras3", "keras2")).equals("keras2") ? Dialect.KERAS_2 : Dialect.KERAS_3; }

  /** An option that names an array in a file. */
  static Option data(String name, String what) {
    return RunCommand.option(name, "FILE",
        what + ": .npy, .npz:KEY, IDX (also .gz), .csv, .csv:COLUMN,... or .csv:!COLUMN; NAME=FILE for each of several");
  }

  String text(String option) { return line.getOptionValue(option); }

  boolean has(String option) { return line.hasOption(option); }

  /** The array in the file given for {@code option}; null if none was given. */
  NDArray optional(String option) { return line.hasOption(option) ? read(option, line.getOptionValue(option)) : null; }

  private NDArray read(String option, String file) { return DataFile.read(file, new CsvArguments(line).format(option), Limits.DEFAULT); }

  /**
   * The arrays given for {@code option}, FILE or, for a model with several inputs or outputs, NAME=FILE for each; null if none was given.
   */
  Columns columns(String option) {
    String[] given = line.getOptionValues(option);
    if (given == null) return null;
    if (given.length == 1 && !NamedFile.is(given[0])) return asSamples(option, read(option, given[0]));
    Map<String, NDArray> named = new LinkedHashMap<>();
    for (String each : given) {
      NamedFile file = NamedFile.of(option, each);
      if (named.put(file.name(), asSamples(option, read(option, file.file()))) != null)
        throw new UsageException(String.format("--%s: '%s' is given twice", option, file.name()));
    }
    return Columns.named(named);
  }

  Columns neededColumns(String command, String option) {
    if (!line.hasOption(option)) throw new UsageException(String.format("%s: --%s FILE must be given", command, option));
    return columns(option);
  }

  /** One number for each sample is a column of one, as Keras takes it. */
  private static NDArray asSamples(String option, NDArray array) {
    return option.endsWith("x") && array.shape().rank() == 1 ? array.reshape(array.count(), 1) : array;
  }

  NDArray needed(String command, String option) {
    if (!line.hasOption(option)) throw new UsageException(String.format("%s: --%s FILE must be given", command, option));
    return optional(option);
  }

  /** The arrays of {@code --NAME-x} and {@code --NAME-y}; null if neither was given. */
  Columns[] pair(String command, String name) {
    boolean x = line.hasOption(name + "-x"), y = line.hasOption(name + "-y");
    if (x != y)
      throw new UsageException(
          String.format("%s: --%s-x and --%s-y go together, got --%s-%s alone", command, name, name, name, x ? "x" : "y"));
    return x ? new Columns[] {columns(name + "-x"), columns(name + "-y")} : null;
  }

  /** A part of all, between 0 and 1; null if none was given. */
  Double part(String option) {
    String text = line.getOptionValue(option);
    if (text == null) return null;
    double part = real(option, text);
    if (part > 0 && part < 1) return part;
    throw new UsageException(String.format("--%s must be between 0 and 1, got %s", option, text));
  }

  private static double real(String option, String text) {
    if (text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) return Double.parseDouble(text);
    throw new UsageException(String.format("--%s takes a number, got '%s'", option, text));
  }

  /** {@code 0=1.5,3=0.5}; empty if none was given. */
  Map<Integer, Double> classWeight() {
    String text = line.getOptionValue("class-weight");
    Map<Integer, Double> weights = new LinkedHashMap<>();
    for (String pair : text == null ? new String[0] : text.split(",")) {
      String[] ends = pair.split("=", -1);
      if (ends.length != 2 || !ends[0].matches("\\d{1,9}"))
        throw new UsageException(String.format("--class-weight takes CLASS=WEIGHT[,CLASS=WEIGHT], got '%s'", pair));
      if (weights.put(Integer.valueOf(ends[0]), real("class-weight", ends[1])) != null)
        throw new UsageException(String.format("--class-weight: class %s is given twice", ends[0]));
    }
    return weights;
  }

  /** The member of {@code family} named by {@code option}, with Keras's default settings. */
  <T> T member(String option, Class<T> family) { return member(option, family, line.getOptionValue(option)); }

  private static <T> T member(String option, Class<T> family, String word) {
    try {
      return Family.byName(family, word);
    } catch (KeravaException e) {
      return Family.byName(family, known(option, word, Family.names(family)));
    }
  }

  /** The metrics given, by the names they have in logs. */
  private Map<String, Metric> metrics(String words) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (String word : words.split(",")) metrics.put(word, member("metrics", Metric.class, word));
    return metrics;
  }

  /** With {@code --loss} and {@code --metrics}; {@code what} is said before their names. */
  static Options addGoal(Options options, String what) {
    return options.addOption(RunCommand.option("loss", "NAME", what + names(Loss.class) + "; OUTPUT=NAME for each of several outputs"))
        .addOption(
            RunCommand.option("loss-weights", "OUTPUT=WEIGHT", "by what the loss of an output is multiplied; for each of several outputs"))
        .addOption(
            RunCommand.option("metrics", "NAME[,NAME]", what + names(Metric.class) + "; OUTPUT=NAME[,NAME] for each of several outputs"));
  }

  static String names(Class<?> family) { return String.join(", ", Family.names(family)); }

  /** With the loss and the metrics that are given, else with those of {@code before}. */
  CompileSettings compiled(CompileSettings before, Optimizer optimizer) {
    PerOutput<Loss> losses = has("loss") ? perOutput("loss", word -> member("loss", Loss.class, word)) : before.losses();
    PerOutput<Map<String, Metric>> metrics = has("metrics")
        ? perOutput("metrics", this::metrics)
        : before == null ? PerOutput.all(Map.of()) : before.outputMetrics();
    PerOutput<Double> weights = has("loss-weights")
        ? perOutput("loss-weights", word -> real("loss-weights", word))
        : before == null || has("loss") ? null : before.lossWeights();
    CompileSettings settings = new CompileSettings(optimizer, losses, weights, metrics);
    return has("metrics") || before == null ? settings : settings.withWeightedMetrics(before.weightedMetrics());
  }

  /** A word for all outputs, or OUTPUT=WORD for each. */
  private <T> PerOutput<T> perOutput(String option, Function<String, T> read) {
    String[] given = line.getOptionValues(option);
    if (given.length == 1 && !NamedFile.is(given[0])) return PerOutput.all(read.apply(given[0]));
    Map<String, T> named = new LinkedHashMap<>();
    for (String each : given) named.put(NamedFile.of(option, each).name(), read.apply(NamedFile.of(option, each).file()));
    return PerOutput.named(named);
  }

  /** How to evaluate or predict, its progress among the messages. */
  EvaluateOptions evaluate(Console console) {
    Integer batchSize = integer("batch-size", 1);
    return new EvaluateOptions().withBatchSize(batchSize == null ? 32 : batchSize).withVerbose(console.quiet() ? 0 : 1)
        .withOut(console.messages());
  }

  Path path(String option, String otherwise) { return Path.of(line.getOptionValue(option, otherwise)); }
}
