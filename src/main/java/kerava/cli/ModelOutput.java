package kerava.cli;

import static kerava.KeravaException.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import kerava.models.Model;
import kerava.saving.Dialect;
import kerava.saving.ModelFile;
import org.apache.commons.cli.Option;

/**
 * What a model is written to: a file of the kind that its name's ending says, or a SavedModel folder, whose name has no ending.
 *
 * @param weightsOnly whether an .h5 holds weights alone, as Keras 2's save_weights writes it
 */
record ModelOutput(String command, Path file, Dialect dialect, boolean weightsOnly) {
  static Option dialectOption() {
    return RunCommand.option("dialect", "keras2|keras3", "for whom an .h5 or .json is written (keras3); Keras 2 reads those alone");
  }

  /** Refuses what cannot be written before there is anything to write. */
  ModelOutput {
    if (!folder(file) && !ends(file, ".keras", ".h5", ".hdf5", ".json"))
      throw new UsageException(
          String.format("%s: %s must end in .keras, .h5, .weights.h5 or .json, or have no ending for a SavedModel folder",
              command, file));
    if (dialect == Dialect.KERAS_2 && (folder(file) || ends(file, ".keras", ".weights.h5")))
      throw new UsageException(
          String.format("%s: --dialect keras2 is for .h5 and .json, got %s, which Keras 2 does not read", command, file));
    if (weightsOnly && (folder(file) || ends(file, ".keras", ".json")))
      throw new UsageException(String.format("%s: --weights-only is for .h5, got %s; leave it out", command, file));
  }

  /** Whether the file can hold weights. */
  boolean weights() { return !ends(file, ".json"); }

  /** Whether it can hold what the model was compiled with, or the optimizer's state. */
  boolean compiled() { return weights() && !folder() && !weightsOnly; }

  /** Whether it is a SavedModel's. */
  boolean folder() { return folder(file); }

  private static boolean folder(Path file) { return file.getFileName() != null && !file.getFileName().toString().contains("."); }

  /** Refuses a place that does not exist, before work is lost on it. */
  ModelOutput inItsFolder() {
    Path folder = file.toAbsolutePath().getParent();
    require(folder != null && Files.isDirectory(folder), "%s: cannot be saved, there is no folder %s; make it first", file, folder);
    require(!Files.isDirectory(file), "%s: cannot be saved, it is a folder; give a file's name", file);
    return this;
  }

  void write(Model model) {
    if (folder()) model.export(file, StandardCopyOption.REPLACE_EXISTING);
    else if (ends(file, ".json")) ModelFile.writeText(file, model.toJson(dialect) + "\n");
    else if (weightsOnly || ends(file, ".weights.h5")) model.saveWeights(file);
    else model.save(file, dialect);
  }

  private static boolean ends(Path file, String... endings) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(endings).anyMatch(name::endsWith);
  }
}
