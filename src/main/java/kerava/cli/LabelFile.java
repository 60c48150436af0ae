package kerava.cli;

import static kerava.FormatException.refuseUnless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.files.Utf8;

/**
 * The names of classes: a text with one a line, or JSON, a list of them or an object by their numbers, where for a name may stand a list
 * that ends with it, as in Keras's {@code imagenet_class_index.json}.
 */
final class LabelFile {
  private LabelFile() {}

  static List<String> read(Path file) {
    String text = text(file);
    List<String> labels =
        file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? parsed(file, text) : text.stripTrailing().lines().toList();
    return labels.stream().map(label -> FormatException.printable(label.strip())).toList();
  }

  private static String text(Path file) {
    KeravaException.require(Files.isRegularFile(file), "%s: %s; give a text with a label a line, or JSON", file,
        Files.exists(file) ? "must be a file" : "no such file");
    try {
      Limits.check(file.toString(), "bytes of labels", Files.size(file), Limits.DEFAULT.jsonBytes());
      return Utf8.decode(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new KeravaException(file + ": cannot be read (" + e + "); check that it may be read", e);
    }
  }

  private static List<String> parsed(Path file, String text) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new FormatException(
          file + ": no JSON from line " + e.getLocation().getLineNr() + " on; write a list of labels, or a text with one a line", e);
    }
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      JsonNode label = json.isObject() ? json.path(Integer.toString(i)) : json.path(i);
      if (label.isArray() && !label.isEmpty()) label = label.get(label.size() - 1);
      refuseUnless(label.isTextual(),
          "%s: must be a list of labels, or an object of them by the numbers of classes, got no label for class %d",
          file, i);
      labels.add(label.textValue());
    }
    refuseUnless(!labels.isEmpty(), "%s: must be a list of labels, or an object of them by the numbers of classes, got none", file);
    return labels;
  }
}
