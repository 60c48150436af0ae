package kerava.cli;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import kerava.KeravaException;
import kerava.models.Model;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** The model that a command line names: MODEL, and with {@code --weights FILE} the file that its weights come from. */
record ModelArgument(String command, Path file, Path weights) {
  static Option option() { return RunCommand.option("weights", "FILE", "take the model's weights from FILE (.weights.h5, .h5, .keras)"); }

  static ModelArgument of(String command, CommandLine line) {
    return new ModelArgument(command, path(command, only(command, "MODEL", line)),
        weights(command, line));
  }

  /** Null if none are named. */
  static Path weights(String command, CommandLine line) {
    return line.hasOption("weights") ? path(command, line.getOptionValue("weights")) : null;
  }

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
    require(!name().endsWith(".weights.h5"), "%s: %s holds weights alone; name its model, and the weights with --weights %s", command, file,
        file);
    require(weights == null || !Files.isDirectory(weights),
        "%s: --weights %s is a folder; a SavedModel's weights are part of its program: take them from the file that it was exported from",
        command, weights);
    Model model = Model.load(file);
    try {
      if (weights != null) model.loadWeights(weights);
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
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

  private String name() { return file.toString().toLowerCase(Locale.ROOT); }
}
