package kerava.saving;

import kerava.files.Content;
import kerava.files.Source;

/** How the bytes of a {@link ModelFormat} are read and written; {@code name} is what messages call them. */
interface Codec {
  /** The whole model, or as much of it as the format holds. */
  Snapshot read(Source source, String name, LoadOptions options);

  /** What is there, supported or not; refuses only what is damaged or no model of Keras. */
  Description inspect(Source source, String name, LoadOptions options);

  /** The weights for {@code model}, and the optimizer's state if there is one that fits. */
  Snapshot readWeights(Source source, String name, Snapshot model, LoadWeightsOptions options);

  /** All bytes of a model; refuses what the format does not hold before there are any. */
  Content write(Snapshot model, Dialect dialect, String name);

  /** Warns of what was written without. */
  default void warn(Snapshot model, Dialect dialect, String name) {}
}
