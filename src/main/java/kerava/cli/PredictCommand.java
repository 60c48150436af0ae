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
    Map<String, NDArray> outputs = predicted(file, TrustedFolder.of(file, line), arguments, console);
    if (outputs.size() > 1) {
      tell(out, outputs, console);
      return;
    }
    NDArray y = outputs.values().iterator().next();
    if (out != null) write(out, y, console);
    else for (Object row : NestedLists.of(y)) console.println(Console.json(row));
    if (console.json()) console.printJson(json(out, y));
  }

  /** Of several outputs: an object by their names. */
  private static void tell(String out, Map<String, NDArray> outputs, Console console) {
    Map<String, Object> told = new LinkedHashMap<>();
    outputs.forEach((name, y) -> told.put(name, NestedLists.of(y)));
    if (out != null && !isJson(out))
      throw new UsageException("predict: the model has the outputs " + outputs.keySet() + ", so --out must end in .json, got " + out);
    if (out != null) writeJson(out, told, console);
    else told.forEach((name, rows) -> console.println(name + ": " + Console.json(rows)));
    if (!console.json()) return;
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, Object> shapes = new LinkedHashMap<>();
    outputs.forEach((name, y) -> shapes.put(name, y.shape().sizes()));
    json.put("shapes", shapes);
    json.put(out == null ? "predictions" : "out", out == null ? told : out);
    console.printJson(json);
  }

  private Map<String, NDArray> predicted(ModelArgument file, TrustedFolder folder, Arguments arguments, Console console) {
    Evaluate options = arguments.evaluate(console);
    if (folder == null) try (Model model = file.uncompiledIf(true).openTrained()) {
      List<NDArray> outputs = model.predictAll(arguments.neededColumns(name(), "x"), options);
      Map<String, NDArray> named = new LinkedHashMap<>();
      for (int i = 0; i < outputs.size(); i++) named.put(free(model.network().outputNames().get(i), named), outputs.get(i));
      return named;
    }
    NDArray x = arguments.needed(name(), "x");
    try (SavedModel model = folder.open()) {
      return Map.of("output", model.predict(folder.signature(), x, options));
    }
  }

  /** Two outputs of one layer have one name. */
  private static String free(String name, Map<String, NDArray> taken) {
    String free = name;
    for (int i = 1; taken.containsKey(free); i++) free = name + "_" + i;
    return free;
  }

  private static boolean isJson(String out) { return out.toLowerCase(Locale.ROOT).endsWith(".json"); }

  private static void writeJson(String out, Object told, Console console) {
    ModelFile.writeText(ModelArgument.path("predict", out), Console.json(told) + "\n");
    console.println("wrote " + out);
  }

  private static void write(String out, NDArray y, Console console) {
    if (isJson(out)) {
      writeJson(out, NestedLists.of(y), console);
      return;
    }
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
