package kerava.training;

import java.nio.file.Path;

/** The files of the model that trains, as its callbacks write and read them. */
public interface ModelFiles {
  void save(Path file);

  void saveWeights(Path file);

  /** Takes weights and the optimizer's state. */
  void loadWeights(Path file);

  /** The architecture. */
  String toJson();
}
