package kerava.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.data.DataFile;
import kerava.models.Model;
import kerava.models.SavedModel;
import kerava.saving.ModelFile;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.training.PredictOptions;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kerava predict MODEL --x FILE}. */
final class PredictCommand implements Command {
  @Override public String name() { return "predict"; }

  @Override public String arguments() { return "MODEL"; }

  @Override public String purpose() { return "prints a model's outputs for x, a sample a line, or writes them to a file"; }

  @Override public List<String> examples() {
    return List.of("kerava predict model.keras --x x.npy --out y.csv", "kerava predict model.keras --x photo.png --top 2 --preprocess unit",
        "kerava predict exported --trust --x x.npy");
  }

  @Override public Options options() {
    Options own = new Options().addOption(Arguments.data("x", "the samples, images (.png, .jpg, .gif, .bmp) or a folder of images"))
        .addOption(RunCommand.option("out", "FILE", "write them there: .npy, .csv or .json"))
        .addOption(RunCommand.option("batch-size", "N", "samples that run together (32)"));
    return DeviceArgument
        .addTo(TrustedFolder.addTo(ModelArgument.addTo(CsvArguments.addTo(TopPredictions.addTo(ImageArguments.addTo(own))))));
  }

  @Override public void run(CommandLine line, Console console) {
    DeviceArgument.use(line);
    ModelArgument file = ModelArgument.of(name(), line);
    new CsvArguments(line).check(name());
    String out = line.getOptionValue("out");
    if (out != null && !out.toLowerCase(Locale.ROOT).matches("(?s).*\\.(npy|csv|json)"))
      throw new UsageException("predict: --out must end in .npy, .csv or .json, got " + out);
    TopPredictions top = TopPredictions.of(name(), line);
    if (top != null && out != null && !isJson(out))
      throw new UsageException("predict: with --top and --labels --out must end in .json, got " + out);
    ImageArguments images = new ImageArguments(line);
    List<Path> files = images.given(name()) ? images.files(name()) : null;
    Map<String, NDArray> outputs = predicted(file, line, files, new Arguments(line).evaluate(console).prediction());
    if (top != null) tell(out, top, outputs, files, console);
    else if (outputs.size() > 1) tell(out, outputs, console);
    else tell(out, outputs.values().iterator().next(), console);
  }

  private static void tell(String out, NDArray y, Console console) {
    if (out != null) write(out, y, console);
    else for (Object row : NestedLists.of(y)) console.println(Console.json(row));
    if (console.json()) console.printJson(json(out, y));
  }

  private static void tell(String out, TopPredictions top, Map<String, NDArray> outputs, List<Path> files, Console console) {
    if (outputs.size() > 1)
      throw new UsageException("predict: --top and --labels are for a model with one output, got the outputs " + outputs.keySet());
    NDArray y = outputs.values().iterator().next();
    List<Map<String, Object>> told = top.told(y, files);
    if (out != null) writeJson(out, told, console);
    else top.print(y, files, console);
    if (!console.json()) return;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shape", y.shape().sizes());
    json.put(out == null ? "predictions" : "out", out == null ? told : out);
    console.printJson(json);
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

  /** @param files images; null: {@code --x} names arrays */
  private Map<String, NDArray> predicted(ModelArgument file, CommandLine line, List<Path> files, PredictOptions options) {
    TrustedFolder folder = TrustedFolder.of(file, line);
    Arguments arguments = new Arguments(line);
    ImageArguments images = new ImageArguments(line);
    if (folder == null) try (Model model = file.uncompiledIf(true).openTrained()) {
      Columns x = files == null ? arguments.neededColumns(name(), "x") : images.samples(files, model.network().inputShape());
      List<NDArray> outputs = model.predictAll(x, options);
      Map<String, NDArray> named = new LinkedHashMap<>();
      for (int i = 0; i < outputs.size(); i++) named.put(free(model.network().outputNames().get(i), named), outputs.get(i));
      return named;
    }
    Samples x = files == null ? arguments.needed(name(), "x") : images.samples(files, folder.inputShape());
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
