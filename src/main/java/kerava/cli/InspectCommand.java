package kerava.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.engine.savedmodel.SavedModelContents;
import kerava.models.SavedModel;
import kerava.saving.Description;
import kerava.saving.ModelFile;
import kerava.tensor.Shape;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kerava inspect FILE|FOLDER}. */
final class InspectCommand implements Command {
  @Override public String name() { return "inspect"; }

  @Override public String arguments() { return "FILE|FOLDER"; }

  @Override public String purpose() {
    return "tells what a model's file or SavedModel folder holds, and what in it is not supported, without building it";
  }

  @Override public List<String> examples() { return List.of("kerava inspect model.keras --json", "kerava inspect exported"); }

  @Override public Options options() { return new Options(); }

  @Override public void run(CommandLine line, Console console) {
    Path file = ModelArgument.path(name(), ModelArgument.only(name(), "FILE", line));
    if (Files.isDirectory(file)) {
      SavedModelContents found = SavedModel.inspect(file);
      tell(SavedModelText.lines(found), SavedModelText.json(found), console);
    } else {
      ModelArgument.refuseData(name(), file);
      Description found = ModelFile.inspect(file, Limits.DEFAULT);
      tell(lines(found), json(found), console);
    }
  }

  private static void tell(List<String> lines, Map<String, Object> json, Console console) {
    for (String text : lines) console.println(FormatException.printable(text));
    if (console.json()) console.printJson(json);
  }

  private static List<String> lines(Description found) {
    List<String> lines = new ArrayList<>();
    lines.add("format        " + found.format());
    lines.add("Keras         " + or(found.kerasVersion(), "not said"));
    lines.add("class         " + or(found.className(), "not said"));
    lines.add(
        "optimizer     " + or(found.optimizer(), "none") + (found.iterations() == null ? "" : ", after " + found.iterations() + " steps"));
    lines.add("parameters    " + or(found.params(), "not known"));
    lines.add("layers        " + found.layers().size());
    for (Description.Layer layer : found.layers())
      lines.add("  " + or(layer.name(), "?") + (layer.className() == null ? "" : " (" + layer.className() + ")")
          + (layer.outputShape() == null ? "" : ", output: " + layer.outputShape()) + ", parameters: " + or(layer.params(), "not known"));
    if (found.unsupported().isEmpty()) lines.add("unsupported   nothing");
    else lines.add("unsupported");
    for (String problem : found.unsupported()) lines.add("  " + problem);
    if (!found.trainingOnly().isEmpty() && found.trainingOnly().size() == found.unsupported().size())
      lines.add("  the model is loaded without these, for predicting does not need them");
    if (found.stateLeftAside() != null) lines.add("optimizer's state   is left aside, and begins afresh: " + found.stateLeftAside());
    return lines;
  }

  private static String or(Object value, String otherwise) { return value == null ? otherwise : value.toString(); }

  static Map<String, Object> json(Description found) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", found.format());
    json.put("keras_version", found.kerasVersion());
    json.put("class_name", found.className());
    json.put("layers", found.layers().stream().map(InspectCommand::json).toList());
    json.put("params", found.params());
    json.put("optimizer", found.optimizer());
    json.put("iterations", found.iterations());
    json.put("unsupported", found.unsupported());
    if (!found.trainingOnly().isEmpty()) json.put("training_only", found.trainingOnly());
    if (found.stateLeftAside() != null) json.put("state_left_aside", found.stateLeftAside());
    return json;
  }

  private static Map<String, Object> json(Description.Layer layer) {
    return layer(layer.name(), layer.className(), layer.outputShape(), layer.params());
  }

  /** A layer as the commands tell it; what is not known is null. */
  static Map<String, Object> layer(String name, String className, Shape output, Long params) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("class_name", className);
    json.put("output_shape", output == null ? null : output.nullable());
    json.put("params", params);
    return json;
  }
}
