package kerava.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.data.DecodePredictions;
import kerava.data.DecodePredictions.Prediction;
import kerava.tensor.NDArray;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/**
 * {@code --top N} and {@code --labels FILE}: the most probable classes in place of all scores.
 *
 * @param labels null: classes go by their numbers
 */
record TopPredictions(int top, List<String> labels) {
  private static final String TOP = "top", LABELS = "labels";
  private static final int DEFAULT = 5;

  static Options addTo(Options options) {
    return options.addOption(RunCommand.option(TOP, "N", "print the N classes with the largest scores (" + DEFAULT + " with --labels)"))
        .addOption(RunCommand.option(LABELS, "FILE", "the names of the classes: a text with one a line, or JSON"));
  }

  /** Null if neither was given. */
  static TopPredictions of(String command, CommandLine line) {
    if (!line.hasOption(TOP) && !line.hasOption(LABELS)) return null;
    Integer top = new Arguments(line).integer(TOP, 1);
    List<String> labels = line.hasOption(LABELS) ? LabelFile.read(ModelArgument.path(command, line.getOptionValue(LABELS))) : null;
    return new TopPredictions(top == null ? DEFAULT : top, labels);
  }

  /** @param files the images of the samples; null: they are of an array */
  List<Map<String, Object>> told(NDArray y, List<Path> files) {
    List<Map<String, Object>> told = new ArrayList<>();
    for (List<Prediction> sample : DecodePredictions.of(y, labels, top)) {
      Map<String, Object> each = new LinkedHashMap<>();
      if (files == null) each.put("sample", told.size());
      else each.put("file", files.get(told.size()).toString());
      each.put(TOP, sample.stream().map(TopPredictions::told).toList());
      told.add(each);
    }
    return told;
  }

  private static Map<String, Object> told(Prediction prediction) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("class", prediction.number());
    told.put("label", prediction.label());
    told.put("score", (double) prediction.score());
    return told;
  }

  /** The same for people. */
  void print(NDArray y, List<Path> files, Console console) {
    int sample = 0;
    for (List<Prediction> each : DecodePredictions.of(y, labels, top)) {
      console.println(files == null ? "sample " + sample : files.get(sample).toString());
      sample++;
      for (Prediction prediction : each)
        console.println(String.format(Locale.ROOT, "  %.4f %s", prediction.score(),
            labels == null ? "class " + prediction.number() : prediction.label()));
    }
  }
}
