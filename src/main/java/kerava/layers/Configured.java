package kerava.layers;

import kerava.config.Settings;
import kerava.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * A layer that is a record with a component {@code options}, so that it is copied with other ones.
 *
 * @param <L> its own class
 */
public interface Configured<L extends Layer> extends Layer {
  @SuppressWarnings("unchecked") // a copy of a record is of its class
  @Override default L with(LayerOptions options) { return (L) Settings.with((Record) this, "options", options); }

  @Override default L named(String name) { return with(given().named(name)); }

  /** This layer, which training changes or does not. */
  default L withTrainable(boolean trainable) { return with(given().withTrainable(trainable)); }

  /** This layer, whose outputs add to the loss; null: nothing. */
  default L withActivityRegularizer(@Nullable Regularizer regularizer) { return with(given().withActivityRegularizer(regularizer)); }

  /** This layer, which keeps its weights and computes as {@code dtype} says. */
  default L withDtype(DTypePolicy dtype) { return with(given().withDtype(dtype)); }

  /** {@code dtype} by Keras's name: {@code "mixed_bfloat16"}. */
  default L withDtype(String dtype) { return withDtype(DTypePolicy.byName(dtype)); }

  private LayerOptions given() { return options() != null ? options() : LayerOptions.of(className()); }
}
