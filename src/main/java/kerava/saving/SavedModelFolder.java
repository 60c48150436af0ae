package kerava.saving;

import static kerava.KeravaException.require;

import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import kerava.engine.savedmodel.SavedModelExport;

/** Exports a model as a SavedModel: a folder that holds a program, for prediction. */
public final class SavedModelFolder {
  /** What TensorFlow and both Kerases put into such a folder; one that holds more is not replaced. */
  private static final Set<String> NAMES =
      Set.of("saved_model.pb", "saved_model.pbtxt", "variables", "assets", "assets.extra", "debug", "fingerprint.pb", "keras_metadata.pb");

  private SavedModelFolder() {}

  /** {@code options}: REPLACE_EXISTING, or nothing. */
  public static void write(Path folder, Snapshot model, CopyOption... options) {
    for (CopyOption option : options)
      require(option == StandardCopyOption.REPLACE_EXISTING, "export: the only option is REPLACE_EXISTING, got %s", option);
    SafeFolder.write(folder, options.length > 0 ? NAMES : Set.of(),
        beside -> SavedModelExport.write(beside, model.built(), model.weights()));
  }
}
