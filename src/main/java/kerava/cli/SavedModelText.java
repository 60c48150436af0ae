package kerava.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.engine.savedmodel.Port;
import kerava.engine.savedmodel.SavedModelContents;
import kerava.engine.savedmodel.Signature;
import kerava.saving.Description;

/** What {@code kerava inspect} tells of a SavedModel. */
final class SavedModelText {
  private static final String FORMAT = "saved_model";

  private SavedModelText() {}

  static List<String> lines(SavedModelContents found) {
    List<String> lines = new ArrayList<>();
    lines.add("format        " + FORMAT);
    lines.add("TensorFlow    " + found.tensorFlow());
    lines.add("signatures    " + found.signatures().size());
    for (Signature signature : found.signatures().values()) {
      lines.add("  " + signature.name());
      signature.inputs().forEach((name, port) -> lines.add("    input  " + name + ": " + port));
      signature.outputs().forEach((name, port) -> lines.add("    output " + name + ": " + port));
    }
    lines.add("operations    " + found.operations().values().stream().mapToInt(Integer::intValue).sum());
    lines.add("reaching out  " + (found.reaching().isEmpty() ? "nothing that is known to touch files, processes or the network" : ""));
    for (SavedModelContents.Reaching reaching : found.reaching()) lines.add("  " + reaching);
    return lines;
  }

  /** The keys of any file, and what a SavedModel alone has. */
  static Map<String, Object> json(SavedModelContents found) {
    Map<String, Object> json = InspectCommand.json(new Description(FORMAT, null, null, List.of(), null, null));
    json.put("tensorflow", found.tensorFlow());
    Map<String, Object> signatures = new LinkedHashMap<>();
    found.signatures()
        .forEach((name, asked) -> signatures.put(name, ordered("inputs", json(asked.inputs()), "outputs", json(asked.outputs()))));
    json.put("signatures", signatures);
    json.put("operations", found.operations());
    json.put("reaching", found.reaching().stream()
        .map(reaching -> ordered("operation", reaching.operation(), "does", reaching.reach().text, "place", reaching.place())).toList());
    return json;
  }

  private static Map<String, Object> json(Map<String, Port> ports) {
    Map<String, Object> json = new LinkedHashMap<>();
    ports.forEach(
        (name, port) -> json.put(name, ordered("dtype", port.type(), "shape", port.shape() == null ? null : port.shape().nullable())));
    return json;
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    return map;
  }
}
