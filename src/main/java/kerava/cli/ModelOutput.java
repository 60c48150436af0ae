package kerava.cli;

import static kerava.KeravaException.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import kerava.models.Model;
import kerava.saving.Dialect;
import kerava.saving.ModelFile;
import org.apache.commons.cli.Option;

/** A file that a model is written to, by the ending of its name. */
record ModelOutput(String command, Path file, Dialect dialect) {
  static Option dialectOption() {
    return RunCommand.option("dialect", "keras2|keras3", "for whom an .h5 or .json is written (keras3); Keras 2 reads those alone");
  }

  /** Refuses what cannot be written before there is anything to write. */
  ModelOutput {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.matches("(?s).*\\.(keras|h5|hdf5|json)"))
      throw new UsageException(String.format("%s: %s must end in .keras, .h5, .weights.h5 or .json; SavedModel folders are not written yet",
          command, file));
    if (dialect == Dialect.KERAS_2 && name.matches("(?s).*\\.(keras|weights\\.h5)"))
      throw new UsageException(
          String.format("%s: --dialect keras2 is for .h5 and .json, got %s, which Keras 2 does not read", command, file));
  }

  /** Whether the file can hold weights. */
  boolean weights() { return !ends(".json"); }

  /** Refuses a place that does not exist, before work is lost on it. */
  ModelOutput inItsFolder() {
    Path folder = file.toAbsolutePath().getParent();
    require(folder != null && Files.isDirectory(folder), "%s: cannot be saved, there is no folder %s; make it first", file, folder);
    require(!Files.isDirectory(file), "%s: cannot be saved, it is a folder; give a file's name", file);
    return this;
  }

  void write(Model model) {
    if (ends(".json")) ModelFile.writeText(file, model.toJson(dialect) + "\n");
    else if (ends(".weights.h5")) model.saveWeights(file);
    else model.save(file, dialect);
  }

  private boolean ends(String ending) { return file.toString().toLowerCase(Locale.ROOT).endsWith(ending); }
}
