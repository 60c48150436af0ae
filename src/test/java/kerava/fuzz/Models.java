package kerava.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import kerava.config.Limits;
import kerava.saving.ModelFile;
import kerava.saving.Outcome;
import kerava.saving.Snapshot;

/** All ways to read a model's file. */
final class Models {
  private static final Snapshot GENUINE = read("keras3/adam.keras"), OLD = read("keras2/sgd.h5");

  static final List<Consumer<Path>> READINGS = List.of(
      file -> ModelFile.read(file, Limits.DEFAULT),
      file -> ModelFile.read(file, false, Limits.DEFAULT),
      file -> ModelFile.inspect(file, Limits.DEFAULT),
      file -> ModelFile.readWeights(file, GENUINE, Limits.DEFAULT),
      file -> ModelFile.readWeights(file, OLD, Limits.DEFAULT),
      file -> Outcome.requireSame(file, GENUINE));

  private Models() {}

  private static Snapshot read(String model) { return ModelFile.read(Path.of("models", model), Limits.DEFAULT); }
}
