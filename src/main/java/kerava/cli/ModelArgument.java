package kerava.cli;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.config.Warnings;
import kerava.models.Model;
import kerava.saving.ModelFile;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * The model that a command line names: MODEL, and with {@code --weights FILE} the file that its weights come from.
 *
 * @param compiled whether its compile settings are wanted, as far as they are supported
 */
record ModelArgument(String command, Path file, Path weights, boolean compiled) {
  private static final String WEIGHTS = "weights", NO_COMPILE = "no-compile";
  private static final Pattern DATA = Pattern.compile("(?is).*(\\.(npy|npz(:.*)?|csv(:.*)?|tsv(:.*)?|gz)|ubyte|[.-]idx[0-9]*)");

  static Options addTo(Options options) {
    return options.addOption(RunCommand.option(WEIGHTS, "FILE", "take the model's weights from FILE (.weights.h5, .h5, .keras)"))
        .addOption(Option.builder().longOpt(NO_COMPILE).desc("leave aside what the model was compiled with").build());
  }

  static ModelArgument of(String command, CommandLine line) { return of(command, only(command, "MODEL", line), line); }

  static ModelArgument of(String command, String file, CommandLine line) {
    Path weights = line.hasOption(WEIGHTS) ? path(command, line.getOptionValue(WEIGHTS)) : null;
    return new ModelArgument(command, path(command, file), weights, !line.hasOption(NO_COMPILE));
  }

  /** Without compile settings if they {@code areReplaced} or not needed: then the file may have any, supported or not. */
  ModelArgument uncompiledIf(boolean areReplaced) { return new ModelArgument(command, file, weights, compiled && !areReplaced); }

  /** The one word that stands beside the options. */
  static String only(String command, String what, CommandLine line) {
    List<String> words = line.getArgList();
    if (words.size() == 1) return words.get(0);
    throw new UsageException(words.isEmpty()
        ? command + ": which " + what + "? Name a file; kerava " + command + " --help shows an example"
        : command + ": takes one " + what + ", got " + String.join(" ", words));
  }

  static Path path(String command, String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException(String.format("%s: %s is no path of a file (%s)", command, name, e.getReason()));
    }
  }

  boolean isFolder() { return Files.isDirectory(file); }

  /** Refuses a SavedModel; {@code cure}: what to do instead. */
  ModelArgument noFolder(String cure) {
    require(!isFolder(), "%s: %s is a folder; a SavedModel is a program, of which layers and training are not known: %s", command, file,
        cure);
    return this;
  }

  /** The model; of a .json without {@code --weights} it has those that it begins with. */
  Model open() {
    refuseData(command, file);
    if (weights != null) refuseWeights();
    Model model = load();
    try {
      if (weights != null) model.loadWeights(weights);
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private Model load() {
    try {
      return Model.load(file, compiled);
    } catch (FormatException e) {
      require(!holdsWeightsAlone(), "%s: %s holds weights alone, no model; name its model, and the weights with --weights %s", command,
          file,
          file);
      if (!compiled) throw e;
      Model model = Model.load(file, false);
      Warnings.warn("%s: the compile settings of %s are left aside, for they are not supported: %s", command, file, e.plain());
      return model;
    }
  }

  private boolean holdsWeightsAlone() {
    try {
      return ModelFile.inspect(file, Limits.DEFAULT).format().equals("weights.h5");
    } catch (KeravaException e) {
      return false;
    }
  }

  /** Refuses a data file where a model's is asked for, told by the ending of its name. */
  static void refuseData(String command, Path file) {
    boolean takesData = List.of("train", "evaluate", "predict").contains(command);
    require(!DATA.matcher(file.toString()).matches(), "%s: %s holds data, no model; name a .keras, .h5 or .json file%s", command, file,
        takesData ? ", and the data by --x" : "");
  }

  private void refuseWeights() {
    require(!Files.isDirectory(weights),
        "%s: --weights %s is a folder; a SavedModel's weights are part of its program: take them from the file that it was exported from",
        command, weights);
    boolean data = DATA.matcher(weights.toString()).matches();
    require(!data && !weights.toString().endsWith(".json"), "%s: --weights %s holds %s, no weights; name a .weights.h5, .h5 or .keras file",
        command, weights, data ? "data" : "an architecture");
  }

  /** The model, with weights out of a file. */
  Model openTrained() {
    Model model = open();
    if (weights != null || !isJson()) return model;
    model.close();
    throw new KeravaException(command + ": " + file + " holds the architecture alone; give its weights with --weights FILE");
  }

  /** Whether it is no archive and no HDF5, once it is known to be a model. */
  private boolean isJson() {
    try (InputStream in = Files.newInputStream(file)) {
      int first = in.read();
      return first != 'P' && first != 0x89;
    } catch (IOException e) {
      throw new KeravaException(file + ": cannot be read (" + e + "); check that it may be read", e);
    }
  }
}
