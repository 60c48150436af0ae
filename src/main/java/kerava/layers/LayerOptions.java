package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Objects;
import kerava.config.Names;
import kerava.random.Birth;
import kerava.random.Session;
import kerava.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * What every layer has beside its own settings: a name, whether training changes it, what its outputs add to the loss, and in which types
 * it computes. A layer without a name of the user's is numbered in the order of construction, as Keras numbers it. Source: Keras
 * {@code layers/layer.py}.
 */
public final class LayerOptions {
  private final Birth birth;
  private final String name;
  private final boolean trainable;
  private final Regularizer activityRegularizer;
  private final DTypePolicy dtype;
  private final Object memory;

  private LayerOptions(Birth birth, String name, boolean trainable, Regularizer activityRegularizer, DTypePolicy dtype,
      Object memory) {
    this.birth = birth;
    this.name = name;
    this.trainable = trainable;
    this.activityRegularizer = activityRegularizer;
    this.dtype = dtype;
    this.memory = memory;
  }

  /** Of a new layer of class {@code className}: without a name, trainable. */
  public static LayerOptions of(String className) {
    return new LayerOptions(Session.current().born(Names.snakeCase(className)), null, true, null, DTypePolicy.current(), null);
  }

  /** The name the user gave, or null: the layer is numbered (dense, dense_1, ...). */
  public @Nullable String name() { return name; }

  /** Whether training may change the layer, to begin with. */
  public boolean trainable() { return trainable; }

  /** What the layer's outputs add to the loss, for each sample of the batch; null: nothing. */
  public @Nullable Regularizer activityRegularizer() { return activityRegularizer; }

  /** For a layer that takes none; {@code cure}: what to do instead. */
  static void refuseActivityRegularizer(String who, LayerOptions options, String cure) {
    require(options == null || options.activityRegularizer == null, "%s: takes no activityRegularizer, got %s; %s", who,
        options == null ? null : options.activityRegularizer, cure);
  }

  /** In which types the layer keeps its weights and computes; that of the session unless the user gave another. */
  public DTypePolicy dtype() { return dtype; }

  /** {@code newName} null: numbered. */
  public LayerOptions named(@Nullable String newName) {
    if (newName != null && name == null) birth.leaveOut();
    return new LayerOptions(birth, newName, trainable, activityRegularizer, dtype, memory);
  }

  public LayerOptions withTrainable(boolean changed) { return new LayerOptions(birth, name, changed, activityRegularizer, dtype, memory); }

  public LayerOptions withActivityRegularizer(Regularizer changed) {
    return new LayerOptions(birth, name, trainable, changed, dtype, memory);
  }

  public LayerOptions withDtype(DTypePolicy changed) {
    require(changed != null, inJava("take DTypePolicy.FLOAT32, for example"), "LayerOptions: the dtype must not be null");
    return new LayerOptions(birth, name, trainable, activityRegularizer, changed, memory);
  }

  /** What the layer's class keeps of how it was made; no setting. */
  Object memory() { return memory; }

  LayerOptions remembering(Object made) { return new LayerOptions(birth, name, trainable, activityRegularizer, dtype, made); }

  /** What a name is counted by. */
  public Birth birth() { return birth; }

  @Override public boolean equals(Object other) {
    return other instanceof LayerOptions that && Objects.equals(name, that.name) && trainable == that.trainable
        && Objects.equals(activityRegularizer, that.activityRegularizer) && dtype == that.dtype;
  }

  @Override public int hashCode() { return Objects.hash(name, trainable, activityRegularizer, dtype); }

  @Override public String toString() {
    return (name == null ? "" : name) + (trainable ? "" : ", not trainable")
        + (activityRegularizer == null ? "" : ", " + activityRegularizer) + (dtype == DTypePolicy.FLOAT32 ? "" : ", " + dtype);
  }
}
