package kerava.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kerava.KeravaException;
import kerava.layers.Layer;
import kerava.models.Model;
import kerava.network.BuiltLayer;
import kerava.network.LayerUse;
import kerava.plots.LayerGraph;
import kerava.plots.LearningCurves;
import kerava.plots.Written;
import kerava.tensor.Shape;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kerava plot HISTORY.json} and {@code kerava plot MODEL}. */
final class PlotCommand implements Command {
  @Override public String name() { return "plot"; }

  @Override public String arguments() { return "HISTORY.json|MODEL"; }

  @Override public String purpose() {
    return "draws the learning curves that train --json or run --json have printed, or a model's layers, as SVG or PNG";
  }

  @Override public List<String> examples() { return List.of("kerava plot history.json --out curves.svg"); }

  @Override public Options options() {
    return ModelArgument.addTo(
        new Options().addOption(RunCommand.option("out", "FILE", "the picture, .svg or .png (without it both, in kerava-out)")));
  }

  @Override public void run(CommandLine line, Console console) {
    ModelArgument file = ModelArgument.of(name(), line).noFolder("kerava inspect tells what it holds");
    Path out = line.hasOption("out") ? ModelArgument.path(name(), line.getOptionValue("out")) : null;
    if (out != null && !out.toString().toLowerCase(Locale.ROOT).matches("(?s).*\\.(svg|png)"))
      throw new UsageException("plot: --out must end in .svg or .png, got " + out);
    JsonNode history = HistoryFile.read(file.file());
    if (history != null && file.weights() != null)
      throw new UsageException("plot: --weights is for a model, got a history: " + file.file());
    Path base = Path.of("kerava-out").resolve(file.file().getFileName().toString().replaceFirst("\\.[^.]+$", ""));
    Written written = history != null ? curves(file, history, out, base) : graph(file, out, base);
    if (console.json()) {
      written.warning().ifPresent(warning -> console.messages().println("kerava: " + warning));
      console.printJson(Map.of("files", written.files().stream().map(Path::toString).toList()));
    } else Pictures.tell(written, console);
    if (written.files().isEmpty()) throw new KeravaException("plot: nothing was written");
  }

  private static Written curves(ModelArgument file, JsonNode history, Path out, Path base) {
    LearningCurves curves = new LearningCurves(HistoryFile.runs(file.file(), history));
    return out == null ? curves.write(base) : curves.writeFile(out);
  }

  private Written graph(ModelArgument file, Path out, Path base) {
    try (Model model = file.uncompiledIf(true).open()) {
      if (model.built() == null)
        throw new KeravaException("plot: the shapes of " + file.file() + " are not known, for it has no Input; nothing can be drawn");
      LayerGraph graph = graph(model);
      return out == null ? graph.write(base) : graph.writeFile(out);
    }
  }

  /** A box a layer, and a line for each way from one to another. */
  private static LayerGraph graph(Model model) {
    List<LayerGraph.Box> boxes = new ArrayList<>();
    Map<Layer, String> names = new IdentityHashMap<>();
    for (BuiltLayer layer : model.built().layers()) {
      names.put(layer.layer(), layer.name());
      boxes.add(new LayerGraph.Box(layer.name(), layer.name(), layer.layer().className(), told(layer.inputs()), told(layer.outputs()),
          layer.parameters()));
    }
    if (model.network().isSequential()) return LayerGraph.chain(model.name(), boxes);
    Set<LayerGraph.Edge> edges = new LinkedHashSet<>();
    for (LayerUse use : model.network().uses())
      for (LayerUse.Source source : use.inputs()) edges.add(new LayerGraph.Edge(names.get(source.layer()), names.get(use.layer())));
    return new LayerGraph(model.name(), boxes, List.copyOf(edges));
  }

  private static String told(List<Shape> shapes) { return shapes.stream().map(Shape::toString).collect(Collectors.joining(", ")); }
}
