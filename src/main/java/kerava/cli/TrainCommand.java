package kerava.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.models.Model;
import kerava.notebooks.Mode;
import kerava.optimizers.Optimizer;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.training.CompileSettings;
import kerava.training.FitOptions;
import kerava.training.History;
import kerava.training.Scores;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kerava train MODEL --x FILE --y FILE}. */
final class TrainCommand implements Command {
  private static final List<Mode> MODES = List.of(Mode.EXACT, Mode.FAST);

  @Override public String name() { return "train"; }

  @Override public String arguments() { return "MODEL"; }

  @Override public String purpose() {
    return "trains a model on x and y, evaluates it on a test set if there is one, and saves it to --out";
  }

  @Override public List<String> examples() {
    return List
        .of("kerava train model.keras --x x.npy --y y.npy --optimizer adam --loss sparse_categorical_crossentropy --metrics accuracy "
            + "--epochs 2 --seed 42 --out trained.keras");
  }

  @Override public Options options() {
    Options options = new Options().addOption(Arguments.data("x", "the samples")).addOption(Arguments.data("y", "their labels"))
        .addOption(RunCommand.option("out", "FILE", "save the trained model there: .keras, .h5 or .weights.h5"))
        .addOption(ModelOutput.dialectOption())
        .addOption(RunCommand.option("optimizer", "NAME", "compile anew with " + Arguments.names(Optimizer.class)));
    return Arguments.addGoal(ModelArgument.addTo(CsvArguments.addTo(DeviceArgument.addTo(options))), "compile anew with ")
        .addOption(RunCommand.option("epochs", "N", "times through the samples (1)"))
        .addOption(RunCommand.option("batch-size", "N", "samples of one step (32)"))
        .addOption(RunCommand.mode(MODES))
        .addOption(RunCommand.option("shuffle", "true|false", "whether every epoch takes the samples in a drawn order (true)"))
        .addOption(RunCommand.option("seed", "N", "of the first weights, the order and dropout; without it all differ each time"))
        .addOption(
            RunCommand.option("validation-split", "PART", "evaluate the last PART of the samples, 0 .. 1, instead of training on it"))
        .addOption(Arguments.data("validation-x", "samples to evaluate after every epoch"))
        .addOption(Arguments.data("validation-y", "their labels"))
        .addOption(Arguments.data("validation-sample-weight", "by what each of their losses is multiplied"))
        .addOption(Arguments.data("test-x", "samples to evaluate in the end")).addOption(Arguments.data("test-y", "their labels"))
        .addOption(RunCommand.option("class-weight", "CLASS=WEIGHT[,...]", "by what the losses of a class's samples are multiplied (1)"))
        .addOption(Arguments.data("sample-weight", "by what each sample's loss is multiplied"))
        .addOption(RunCommand.option("callbacks", "NAME[:FILE][:SETTING=VALUE...][,...]", "beside training: " + CallbackArguments.names()));
  }

  @Override public void run(CommandLine line, Console console) {
    DeviceArgument.use(line);
    Arguments arguments = new Arguments(line);
    new CsvArguments(line).check(name());
    ModelArgument file = ModelArgument.of(name(), line)
        .noFolder("train the .keras or .h5 file that it was exported from, and write it by kerava convert FILE FOLDER");
    ModelOutput out = output(line, arguments);
    Long seed = arguments.number("seed", 0, (1L << 32) - 1);
    if (seed != null) RandomSeed.set(seed);
    boolean optimizerAndLoss = line.hasOption("optimizer") && line.hasOption("loss");
    if (!file.compiled() && !optimizerAndLoss)
      throw new UsageException("train: with --no-compile there is no optimizer and no loss; give them by --optimizer and --loss");
    try (Model model = file.uncompiledIf(optimizerAndLoss && line.hasOption("metrics")).open()) {
      compile(model, file, line, arguments);
      Columns x = arguments.neededColumns(name(), "x"), y = arguments.neededColumns(name(), "y");
      Columns[] test = arguments.pair(name(), "test");
      History history = model.fit(x, y, fit(arguments, console));
      if (out != null) out.write(model);
      Scores scores = test == null ? null : model.evaluate(test[0], test[1], arguments.evaluate(console));
      tell(history, scores, out, console);
    }
  }

  private ModelOutput output(CommandLine line, Arguments arguments) {
    if (!line.hasOption("out")) {
      if (line.hasOption("dialect")) throw new UsageException("train: --dialect is for the file of --out, which is missing");
      return null;
    }
    ModelOutput out = new ModelOutput(name(), ModelArgument.path(name(), line.getOptionValue("out")), arguments.dialect(), false);
    if (!out.weights() || out.folder())
      throw new UsageException(
          "train: --out must end in .keras, .h5 or .weights.h5, got " + out.file() + "; kerava convert writes the others");
    return out.inItsFolder();
  }

  /** With what is asked for, else with what the model was compiled with; not at all if nothing is asked for. */
  private void compile(Model model, ModelArgument file, CommandLine line, Arguments arguments) {
    CompileSettings before = model.settings();
    if (before != null && before.optimizer() == null && !line.hasOption("optimizer"))
      throw new UsageException(String.format("train: the optimizer of %s is not supported; give one by --optimizer", file.file()));
    boolean asked = line.hasOption("optimizer") || line.hasOption("loss") || line.hasOption("metrics");
    if (before == null && (!line.hasOption("optimizer") || !line.hasOption("loss")))
      throw new UsageException(String.format(
          "train: %s tells no optimizer and no loss, for it is not compiled, or not with what is supported; give --optimizer and --loss",
          file.file()));
    if (!asked) return;
    Optimizer optimizer = line.hasOption("optimizer") ? arguments.member("optimizer", Optimizer.class) : before.optimizer();
    model.compile(arguments.compiled(before, optimizer));
  }

  private FitOptions fit(Arguments arguments, Console console) {
    Integer epochs = arguments.integer("epochs", 1), batchSize = arguments.integer("batch-size", 1);
    Double split = arguments.part("validation-split");
    Columns[] validation = arguments.pair(name(), "validation");
    if (split != null && validation != null) throw new UsageException("train: takes --validation-split or --validation-x and -y, got both");
    if (validation == null && arguments.has("validation-sample-weight"))
      throw new UsageException("train: --validation-sample-weight goes with --validation-x and --validation-y, got it alone");
    if (arguments.has("class-weight") && arguments.has("sample-weight"))
      throw new UsageException("train: takes --class-weight or --sample-weight, got both; multiply them into --sample-weight");
    FitOptions fit = new FitOptions().withEpochs(epochs == null ? 1 : epochs).withBatchSize(batchSize == null ? 32 : batchSize)
        .withShuffle(arguments.word("shuffle", List.of("true", "false")).equals("true")).withValidationSplit(split == null ? 0 : split)
        .withClassWeight(arguments.classWeight()).withSampleWeight(arguments.columns("sample-weight")).withVerbose(console.quiet() ? 0 : 1)
        .withOut(console.messages()).withFast(arguments.mode(MODES) == Mode.FAST);
    if (arguments.has("callbacks")) fit = fit.withCallbacks(CallbackArguments.of(name(), arguments.text("callbacks")));
    return validation == null ? fit : fit.withValidationData(validation[0], validation[1], arguments.columns("validation-sample-weight"));
  }

  private static void tell(History history, Scores scores, ModelOutput out, Console console) {
    history.values().forEach((metric, values) -> console.println(metric + ": " + values));
    if (scores != null) scores.values().forEach((metric, value) -> console.println("test " + metric + ": " + value));
    if (out == null) console.messages().println("kerava: the trained weights are not kept; --out FILE keeps them");
    else console.println("wrote " + out.file());
    if (!console.json()) return;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("history", history.values());
    json.put("evaluate", scores == null ? null : scores.values());
    console.printJson(json);
  }
}
