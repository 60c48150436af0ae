package kerava.cli;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.models.Model;
import kerava.models.SavedModel;
import kerava.optimizers.SGD;
import kerava.tensor.NDArray;
import kerava.training.CompileSettings;
import kerava.training.EvaluateOptions;
import kerava.training.Scores;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kerava evaluate MODEL --x FILE --y FILE}. */
final class EvaluateCommand implements Command {
  @Override public String name() { return "evaluate"; }

  @Override public String arguments() { return "MODEL"; }

  @Override public String purpose() { return "prints a model's loss and metrics over x and y"; }

  @Override public List<String> examples() {
    return List.of("kerava evaluate model.keras --x x.npy --y y.npy",
        "kerava evaluate exported --trust --x x.npy --y y.npy --loss sparse_categorical_crossentropy --metrics accuracy");
  }

  @Override public Options options() {
    Options data = new Options().addOption(Arguments.data("x", "the samples")).addOption(Arguments.data("y", "their labels"))
        .addOption(Arguments.data("sample-weight", "by what each sample's loss is multiplied"));
    Options options = ModelArgument.addTo(CsvArguments.addTo(data))
        .addOption(RunCommand.option("batch-size", "N", "samples that run together (32)"));
    return DeviceArgument.addTo(TrustedFolder.addTo(Arguments.addGoal(options, "in place of what the model was compiled with: ")));
  }

  @Override public void run(CommandLine line, Console console) {
    DeviceArgument.use(line);
    Arguments arguments = new Arguments(line);
    new CsvArguments(line).check(name());
    ModelArgument file = ModelArgument.of(name(), line);
    TrustedFolder folder = TrustedFolder.of(file, line);
    Scores scores = folder == null ? ofFile(file, arguments, console) : ofFolder(folder, arguments, console);
    scores.values().forEach((metric, value) -> console.println(metric + ": " + value));
    if (console.json()) console.printJson(scores.values());
  }

  private Scores ofFile(ModelArgument file, Arguments arguments, Console console) {
    if (!file.compiled() && !arguments.has("loss"))
      throw new UsageException("evaluate: with --no-compile there is no loss; give it by --loss, and --metrics");
    try (Model model = file.uncompiledIf(arguments.has("loss") && arguments.has("metrics")).openTrained()) {
      CompileSettings before = model.settings();
      require(before != null || arguments.has("loss"),
          "evaluate: %s tells no loss, for it is not compiled, or not with what is supported; give it by --loss, and --metrics",
          file.file());
      if (arguments.has("loss") || arguments.has("metrics"))
        model.compile(arguments.compiled(before, before == null || before.optimizer() == null ? new SGD() : before.optimizer()));
      return model.evaluate(arguments.neededColumns(name(), "x"), arguments.neededColumns(name(), "y"), options(arguments, console));
    }
  }

  private Scores ofFolder(TrustedFolder folder, Arguments arguments, Console console) {
    if (!arguments.has("loss")) throw new UsageException("evaluate: a SavedModel does not say its loss; give it by --loss, and --metrics");
    CompileSettings compiled = arguments.compiled(null, new SGD());
    NDArray x = arguments.needed(name(), "x"), y = arguments.needed(name(), "y");
    try (SavedModel model = folder.open()) {
      return model.evaluate(folder.signature(), x, y, options(arguments, console), compiled.loss(), compiled.metrics());
    }
  }

  private static EvaluateOptions options(Arguments arguments, Console console) {
    return arguments.evaluate(console).withSampleWeight(arguments.columns("sample-weight"));
  }
}
