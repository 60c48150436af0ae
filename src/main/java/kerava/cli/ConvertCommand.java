package kerava.cli;

import java.util.List;
import java.util.Map;
import kerava.models.Model;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kerava convert IN OUT}. */
final class ConvertCommand implements Command {
  @Override public String name() { return "convert"; }

  @Override public String arguments() { return "IN OUT"; }

  @Override public String purpose() {
    return "writes a model in another format, by the ending of OUT: .keras, .h5, .weights.h5, .json, none for a SavedModel folder";
  }

  @Override public List<String> examples() {
    return List.of("kerava convert model.keras model.h5 --dialect keras2", "kerava convert model.keras exported");
  }

  @Override public Options options() {
    return ModelArgument.addTo(new Options()).addOption(ModelOutput.dialectOption())
        .addOption(Option.builder().longOpt("weights-only").desc("an .h5 of weights alone, as Keras 2's save_weights writes it").build());
  }

  @Override public void run(CommandLine line, Console console) {
    List<String> words = line.getArgList();
    if (words.size() != 2)
      throw new UsageException("convert: takes two files, IN and OUT, got " + (words.isEmpty() ? "none" : String.join(" ", words)));
    ModelArgument in = ModelArgument.of(name(), words.get(0), line)
        .noFolder("convert the .keras or .h5 file that it was exported from");
    ModelOutput out = new ModelOutput(name(), ModelArgument.path(name(), words.get(1)), new Arguments(line).dialect(),
        line.hasOption("weights-only"));
    ModelArgument asFarAsItGoes = in.uncompiledIf(!out.compiled());
    try (Model model = out.weights() ? asFarAsItGoes.openTrained() : asFarAsItGoes.open()) {
      out.write(model);
      console.println("wrote " + out.file());
      if (console.json()) console.printJson(Map.of("out", out.file().toString(), "class_name", model.getClass().getSimpleName()));
    }
  }
}
