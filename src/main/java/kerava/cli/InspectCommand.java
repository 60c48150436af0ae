package kerava.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kerava.config.Limits;
import kerava.saving.Inspection;
import kerava.saving.Inspection.Part;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kerava inspect FILE}. */
final class InspectCommand implements Command {
  @Override public String name() { return "inspect"; }

  @Override public String arguments() { return "FILE"; }

  @Override public String purpose() { return "tells what a model's file holds, and what in it is not supported, without building it"; }

  @Override public String example() { return "kerava inspect model.keras --json"; }

  @Override public Options options() { return new Options(); }

  @Override public void run(CommandLine line, Console console) {
    Inspection found = Inspection.of(ModelArgument.path(name(), ModelArgument.only(name(), "FILE", line)), Limits.DEFAULT);
    for (String text : lines(found)) console.println(text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?"));
    if (console.json()) console.printJson(json(found));
  }

  private static List<String> lines(Inspection found) {
    List<String> lines = new ArrayList<>();
    lines.add("format        " + found.format());
    lines.add("Keras         " + or(found.kerasVersion(), "not said"));
    lines.add("class         " + or(found.className(), "not said"));
    lines.add("optimizer     " + or(found.optimizer(), "none") + variables(found.optimizerVariables()));
    lines.add("parameters    " + or(found.params(), "not known"));
    lines.add("layers        " + found.layers().size());
    for (Part part : found.layers())
      lines.add("  " + or(part.name(), "?") + (part.className() == null ? "" : " (" + part.className() + ")") + shape(part.outputShape())
          + ", parameters: " + or(part.params(), "not known"));
    if (found.unsupported().isEmpty()) lines.add("unsupported   nothing");
    else lines.add("unsupported");
    for (String problem : found.unsupported()) lines.add("  " + problem);
    return lines;
  }

  private static String or(Object value, String otherwise) { return value == null ? otherwise : value.toString(); }

  private static String variables(int count) { return count == 0 ? "" : ", " + count + " variables stored"; }

  private static String shape(List<Integer> sizes) {
    if (sizes == null) return "";
    return ", output: "
        + sizes.stream().map(size -> or(size, "None")).collect(Collectors.joining(", ", "(", sizes.size() == 1 ? ",)" : ")"));
  }

  private static Map<String, Object> json(Inspection found) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", found.format());
    json.put("keras_version", found.kerasVersion());
    json.put("class_name", found.className());
    json.put("layers", found.layers().stream().map(InspectCommand::json).toList());
    json.put("params", found.params());
    json.put("optimizer", found.optimizer());
    json.put("optimizer_variables", found.optimizerVariables());
    json.put("unsupported", found.unsupported());
    return json;
  }

  private static Map<String, Object> json(Part part) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", part.name());
    json.put("class_name", part.className());
    json.put("output_shape", part.outputShape());
    json.put("params", part.params());
    return json;
  }
}
