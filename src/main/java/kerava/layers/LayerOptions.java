package kerava.layers;

import java.util.Objects;
import kerava.config.Names;
import kerava.random.Birth;
import kerava.random.Session;

/**
 * What every layer has beside its own settings: a name and whether training changes it. A layer without a name of the user's is numbered in the order of
 * construction, as Keras numbers it. Source: Keras {@code layers/layer.py}.
 */
public final class LayerOptions {
  private final Birth birth;
  private final String name;
  private final boolean trainable;
  private final Object memory;

  private LayerOptions(Birth birth, String name, boolean trainable, Object memory) {
    this.birth = birth;
    this.name = name;
    this.trainable = trainable;
    this.memory = memory;
  }

  /** Of a new layer of class {@code className}: without a name, trainable. */
  public static LayerOptions of(String className) {
    return new LayerOptions(Session.current().born(Names.snakeCase(className)), null, true, null);
  }

  /** The name the user gave, or null: the layer is numbered (dense, dense_1, ...). */
  public String name() { return name; }

  /** Whether training may change the layer, to begin with. */
  public boolean trainable() { return trainable; }

  /** {@code newName} null: numbered. */
  public LayerOptions named(String newName) {
    if (newName != null && name == null) birth.leaveOut();
    return new LayerOptions(birth, newName, trainable, memory);
  }

  public LayerOptions withTrainable(boolean changed) { return new LayerOptions(birth, name, changed, memory); }

  /** What the layer's class keeps of how it was made; no setting. */
  Object memory() { return memory; }

  LayerOptions remembering(Object made) { return new LayerOptions(birth, name, trainable, made); }

  /** What a name is counted by. */
  public Birth birth() { return birth; }

  @Override public boolean equals(Object other) {
    return other instanceof LayerOptions that && Objects.equals(name, that.name) && trainable == that.trainable;
  }

  @Override public int hashCode() { return Objects.hash(name, trainable); }

  @Override public String toString() { return (name == null ? "" : name) + (trainable ? "" : ", not trainable"); }
}
