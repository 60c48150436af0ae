package kerava.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.layers.Layer;
import kerava.models.Model;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.LayerState;
import kerava.network.Variable;
import kerava.saving.Dialect;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kerava summary MODEL}. */
final class SummaryCommand implements Command {
  @Override public String name() { return "summary"; }

  @Override public String arguments() { return "MODEL"; }

  @Override public String purpose() { return "prints a model's layers, shapes and parameters as Keras's summary does"; }

  @Override public List<String> examples() { return List.of("kerava summary model.keras"); }

  @Override public Options options() {
    return ModelArgument.addTo(new Options())
        .addOption(RunCommand.option("dialect", "keras2|keras3", "whose table: of Keras 3 (the default), or of tf.keras 2.2 to 2.6"));
  }

  @Override public void run(CommandLine line, Console console) {
    Dialect dialect = new Arguments(line).dialect();
    try (Model model = ModelArgument.of(name(), line).noFolder("kerava inspect tells what it holds").open()) {
      console.println((dialect == Dialect.KERAS_3 ? model.summary() : model.summaryKeras2()).stripTrailing());
      if (console.json()) console.printJson(json(model));
    }
  }

  /** What is not known before the model has seen data is null. */
  private static Map<String, Object> json(Model model) {
    Built built = model.built();
    List<Object> layers = new ArrayList<>();
    for (int i = 0; i < model.network().layers().size(); i++)
      layers.add(layer(model.network().layers().get(i), built == null ? null : built.layers().get(i)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.name());
    json.put("layers", layers);
    Long trainable = built == null ? null : Long.valueOf(built.trainable().stream().mapToLong(Variable::size).sum());
    json.put("params", built == null ? null : built.parameters());
    json.put("trainable_params", trainable);
    json.put("non_trainable_params", built == null ? null : Long.valueOf(built.parameters() - trainable));
    return json;
  }

  private static Map<String, Object> layer(Layer layer, BuiltLayer built) {
    return InspectCommand.layer(LayerState.name(layer), layer.className(), built == null ? null : built.output(),
        built == null ? null : Long.valueOf(built.parameters()));
  }
}
