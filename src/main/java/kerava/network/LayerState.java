package kerava.network;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.layers.Weight;
import kerava.random.Birth;
import kerava.tensor.Shape;

/**
 * What a layer object has become by joining models: its name, its seeds, its weights, and whether it is trainable now. All models that use the object share
 * it, as in Keras. Source: Keras {@code layers/layer.py}.
 */
public final class LayerState {
  private static final WeakIdentityMap<Layer, LayerState> ALL = new WeakIdentityMap<>();

  /** A weight that has got its shape. */
  private record Made(Shape shape, WeightCell cell) {}

  private final LayerOptions options;
  private final Map<Initializer, Integer> seeds = new IdentityHashMap<>();
  private final Map<String, Made> weights = new HashMap<>();
  private List<Integer> generatorSeeds;
  private Birth birth;
  private boolean trainable;
  private int models;
  private long draws;

  private LayerState(LayerOptions options) {
    this.options = options;
    trainable = options.trainable();
  }

  static LayerState of(Layer layer) { return ALL.of(layer, () -> new LayerState(layer.options())); }

  /** The name of {@code layer}: the user's, or by count. */
  public static String name(Layer layer) { return of(layer).name(); }

  public static boolean trainable(Layer layer) { return of(layer).trainable; }

  private synchronized String name() {
    if (options.name() != null) return options.name();
    if (birth == null) birth = options.birth().claimed(this);
    return birth.name();
  }

  /** Sets whether training changes {@code layer}, and as in Keras all that it is made of. */
  static void setTrainable(Layer layer, boolean trainable) {
    of(layer).trainable = trainable;
    layer.parts().values().forEach(part -> setTrainable(part, trainable));
  }

  /** Whether the layer has its seeds. */
  boolean isJoined() { return generatorSeeds != null; }

  void join(Map<Initializer, Integer> drawn, List<Integer> drawnByGenerators) {
    seeds.putAll(drawn);
    generatorSeeds = List.copyOf(drawnByGenerators);
  }

  Map<Initializer, Integer> seeds() { return seeds; }

  List<Integer> generatorSeeds() { return generatorSeeds; }

  long seed(Initializer initializer) { return seeds.getOrDefault(initializer, 0); }

  /** One more model uses the layer. */
  synchronized void used() {
    if (++models > 1) weights.values().forEach(made -> made.cell.share());
  }

  /** How often the layer's generators have drawn, each of them, in all models. */
  public static long draws(Layer layer) { return of(layer).draws; }

  public static void drawn(Layer layer, long more) { of(layer).draws += more; }

  /** Where the values of {@code weight} lie, which has one shape for all uses of the layer. */
  synchronized WeightCell cell(Weight weight) {
    Made made = weights.computeIfAbsent(weight.name(), unseen -> new Made(weight.shape(), new WeightCell()));
    KeravaException.require(made.shape.equals(weight.shape()),
        "layer '%s' is shared: its %s has shape %s by its first input, and this one needs %s; give it inputs that are alike, or take a new layer",
        name(), weight.name(), made.shape, weight.shape());
    if (models > 1) made.cell.share();
    return made.cell;
  }
}
