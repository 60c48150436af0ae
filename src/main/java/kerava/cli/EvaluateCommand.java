package kerava.cli;

import static kerava.KeravaException.require;

import kerava.models.Model;
import kerava.training.Scores;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kerava evaluate MODEL --x FILE --y FILE}. */
final class EvaluateCommand implements Command {
  @Override public String name() { return "evaluate"; }

  @Override public String arguments() { return "MODEL"; }

  @Override public String purpose() { return "prints the loss and the metrics that a model was compiled with, over x and y"; }

  @Override public String example() { return "kerava evaluate model.keras --x x.npy --y y.npy"; }

  @Override public Options options() {
    return new Options().addOption(Arguments.data("x", "the samples")).addOption(Arguments.data("y", "their labels"))
        .addOption(Arguments.data("sample-weight", "by what each sample's loss is multiplied")).addOption(ModelArgument.option())
        .addOption(RunCommand.option("batch-size", "N", "samples that run together (32)"));
  }

  @Override public void run(CommandLine line, Console console) {
    Arguments arguments = new Arguments(line);
    ModelArgument file = ModelArgument.of(name(), line);
    try (Model model = file.openTrained()) {
      require(model.settings() != null, "evaluate: %s is not compiled, so it has no loss; compile it by kerava train --optimizer --loss",
          file.file());
      Scores scores = model.evaluate(arguments.needed(name(), "x"), arguments.needed(name(), "y"),
          arguments.evaluate(console).sampleWeight(arguments.optional("sample-weight")));
      scores.values().forEach((metric, value) -> console.println(metric + ": " + value));
      if (console.json()) console.printJson(scores.values());
    }
  }
}
