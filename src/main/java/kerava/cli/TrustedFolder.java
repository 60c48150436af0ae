package kerava.cli;

import java.nio.file.Path;
import java.util.List;
import kerava.engine.savedmodel.SavedModelContents;
import kerava.engine.savedmodel.Signature;
import kerava.models.SavedModel;
import kerava.tensor.Shape;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** A SavedModel that a command line asks to run, in so many words: {@code FOLDER --trust}, and {@code --signature NAME}. */
record TrustedFolder(Path folder, String signature) {
  private static final String TRUST = "trust", SIGNATURE = "signature";

  static Options addTo(Options options) {
    return options
        .addOption(Option.builder().longOpt(TRUST).desc("run the program that a SavedModel folder is, whatever it does").build())
        .addOption(RunCommand.option(SIGNATURE, "NAME", "what to ask of a SavedModel folder (" + SavedModel.SERVING + ")"));
  }

  /** Null if {@code model} is a file. */
  static TrustedFolder of(ModelArgument model, CommandLine line) {
    if (!model.isFolder()) {
      for (String option : List.of(TRUST, SIGNATURE)) refuse(model, line, option, "is for SavedModel folders");
      return null;
    }
    for (String option : List.of("weights", "no-compile")) refuse(model, line, option, "is for model files, not for SavedModel folders");
    SavedModelContents contents = SavedModel.inspect(model.file());
    if (line.hasOption(TRUST)) return new TrustedFolder(model.file(), line.getOptionValue(SIGNATURE, SavedModel.SERVING));
    throw new UsageException(
        String.format("%s: %s is a SavedModel: a program, which can read and write files and more. %s. kerava inspect shows "
            + "what it holds; if you trust where it comes from, run it with --trust", model.command(), model.file(), reach(contents)));
  }

  private static void refuse(ModelArgument model, CommandLine line, String option, String why) {
    if (line.hasOption(option))
      throw new UsageException(String.format("%s: --%s %s, got %s; leave it out", model.command(), option, why, model.file()));
  }

  private static String reach(SavedModelContents contents) {
    if (contents.reaching().isEmpty()) return "None of its operations is known to do so";
    return "It has " + String.join(", ", contents.reaching().stream().map(SavedModelContents.Reaching::operation).distinct().toList());
  }

  /** The shape of a sample of its only input; null: not known. */
  Shape inputShape() {
    Signature asked = SavedModel.inspect(folder).signatures().get(signature);
    if (asked == null || asked.inputs().size() != 1) return null;
    Shape batch = asked.inputs().values().iterator().next().shape();
    return batch == null || batch.rank() == 0 ? null : batch.dropFirst();
  }

  SavedModel open() { return SavedModel.loadTrusted(folder); }
}
