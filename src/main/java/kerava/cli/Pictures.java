package kerava.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.notebooks.RunResult;
import kerava.plots.GradientPlot;
import kerava.plots.LearningCurves;
import kerava.plots.Written;

/** The pictures of a notebook's runs. */
record Pictures(Map<String, RunResult> results) {
  void write(Path folder, Console console) {
    Map<String, Map<String, double[]>> curves = new LinkedHashMap<>();
    Map<String, double[][]> gradients = new LinkedHashMap<>();
    results.forEach((run, result) -> {
      Map<String, double[]> values = new LinkedHashMap<>();
      result.history().values().forEach((name, list) -> values.put(name, list.stream().mapToDouble(Double::doubleValue).toArray()));
      curves.put(run, values);
      if (result.gradients().length > 0) gradients.put(run, result.gradients());
    });
    tell(new LearningCurves(curves).write(folder.resolve("learning-curves")), console);
    if (!gradients.isEmpty()) tell(new GradientPlot(gradients).write(folder.resolve("gradients")), console);
  }

  static void tell(Written written, Console console) {
    List<Path> files = written.files();
    console.println("wrote " + String.join(", ", files.stream().map(Path::toString).toList()));
    written.warning().ifPresent(warning -> console.messages().println("kerava: " + warning));
  }
}
