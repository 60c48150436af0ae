package kerava.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.data.DataFile;
import kerava.models.Model;
import kerava.models.SavedModel;
import kerava.saving.ModelFile;
import kerava.tensor.NDArray;
import kerava.training.Evaluate;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kerava predict MODEL --x FILE}. */
final class PredictCommand implements Command {
  @Override public String name() { return "predict"; }

  @Override public String arguments() { return "MODEL"; }

  @Override public String purpose() { return "prints a model's outputs for x, a sample a line, or writes them to a file"; }

  @Override public List<String> examples() {
    return List.of("kerava predict model.keras --x x.npy --out y.csv", "kerava predict exported --trust --x x.npy");
  }

  @Override public Options options() {
    return TrustedFolder.addTo(ModelArgument.addTo(CsvArguments.addTo(new Options().addOption(Arguments.data("x", "the samples"))))
        .addOption(RunCommand.option("out", "FILE", "write them there: .npy, .csv or .json"))
        .addOption(RunCommand.option("batch-size", "N", "samples that run together (32)")));
  }

  @Override public void run(CommandLine line, Console console) {
    ModelArgument file = ModelArgument.of(name(), line);
    Arguments arguments = new Arguments(line);
    new CsvArguments(line).check(name());
    String out = line.getOptionValue("out");
    if (out != null && !out.toLowerCase(Locale.ROOT).matches("(?s).*\\.(npy|csv|json)"))
      throw new UsageException("predict: --out must end in .npy, .csv or .json, got " + out);
    NDArray y = predicted(file, TrustedFolder.of(file, line), arguments, console);
    if (out != null) write(out, y, console);
    else for (Object row : NestedLists.of(y)) console.println(Console.json(row));
    if (console.json()) console.printJson(json(out, y));
  }

  private NDArray predicted(ModelArgument file, TrustedFolder folder, Arguments arguments, Console console) {
    Evaluate options = arguments.evaluate(console);
    if (folder == null) try (Model model = file.uncompiledIf(true).openTrained()) {
      return model.predict(arguments.samples(name(), "x"), options);
    }
    NDArray x = arguments.needed(name(), "x");
    try (SavedModel model = folder.open()) {
      return model.predict(folder.signature(), x, options);
    }
  }

  private static void write(String out, NDArray y, Console console) {
    if (out.toLowerCase(Locale.ROOT).endsWith(".json"))
      ModelFile.writeText(ModelArgument.path("predict", out), Console.json(NestedLists.of(y)) + "\n");
    else
      DataFile.write(out, y);
    console.println("wrote " + out);
  }

  private static Map<String, Object> json(String out, NDArray y) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shape", y.shape().sizes());
    if (out == null) json.put("predictions", NestedLists.of(y));
    else json.put("out", out);
    return json;
  }
}
