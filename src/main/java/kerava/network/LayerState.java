package kerava.network;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.config.Warnings;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.layers.LayerMap;
import kerava.layers.LayerOptions;
import kerava.layers.Weight;
import kerava.random.Birth;
import kerava.random.Seed;
import kerava.random.Session;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * What a layer object has become by joining models: its name, its seeds, its weights, and whether it is trainable now. All models that use
 * the object share it, as in Keras. Source: Keras {@code layers/layer.py}.
 */
public final class LayerState {
  private static final LayerMap<LayerState> ALL = new LayerMap<>();

  /** A weight that has got its shape. */
  private record Made(Shape shape, WeightCell cell) {}

  private final LayerOptions options;
  private final Map<Seed, Integer> own = new IdentityHashMap<>();
  private final Map<String, Made> weights = new HashMap<>();
  private List<Seed> generators = List.of();
  /** Null: it has not been built. */
  private List<LayerState> scope;
  private Session session;
  private Birth birth;
  /** What it keeps from one batch for the next; null: nothing yet. */
  private List<NDArray> kept;
  private boolean trainable, losesMask;
  private int models;
  private long draws;

  private LayerState(LayerOptions options) {
    this.options = options;
    trainable = options.trainable();
  }

  static LayerState of(Layer layer) {
    return ALL.of(layer, () -> new LayerState(layer.options() != null ? layer.options() : LayerOptions.of(layer.className())));
  }

  /** The name of {@code layer}: the user's, or by count. */
  public static String name(Layer layer) { return of(layer).name(); }

  public static boolean trainable(Layer layer) { return of(layer).trainable; }

  private synchronized String name() {
    if (options.name() != null) return options.name();
    if (birth == null) birth = options.birth().claimed(this);
    return birth.name();
  }

  /** The layers in which it was built first, the outermost first. */
  synchronized List<LayerState> scope() { return scope == null ? List.of() : scope; }

  /** It is built in {@code layers}, if it has not been. */
  synchronized void builtIn(List<LayerState> layers) {
    if (scope == null) scope = layers;
  }

  /** It was built in {@code layers}. */
  synchronized void buildAgainIn(List<LayerState> layers) { scope = layers; }

  /** Its path in Keras. */
  String path() { return Stream.concat(scope().stream(), Stream.of(this)).map(LayerState::name).collect(Collectors.joining("/")); }

  /** Sets whether training changes {@code layer}, and as in Keras all that it is made of. */
  static void setTrainable(Layer layer, boolean trainable) {
    of(layer).trainable = trainable;
    layer.parts().values().forEach(part -> setTrainable(part, trainable));
  }

  /** Whether the layer has joined a model. */
  boolean isJoined() { return session != null; }

  /** The layer joins a model in {@code joined}; {@code seedsOfGenerators} in order. */
  void join(Session joined, List<Seed> seedsOfGenerators) {
    session = joined;
    generators = List.copyOf(seedsOfGenerators);
  }

  /** {@code number} has been drawn for a seed that the layer made by itself. */
  synchronized void drawn(Seed seed, int number) { own.put(seed, number); }

  /** What {@code initializer} starts from; 0 for one that is not random. */
  long seed(Initializer initializer) { return initializer.random() ? value(initializer.seed()) : 0; }

  /** The seed of the generator of {@code layer} that draws. */
  public static int generatorSeed(Layer layer) {
    LayerState state = of(layer);
    return state.value(state.generators.get(layer.drawing()));
  }

  private int value(Seed seed) {
    session.settle();
    synchronized (this) {
      if (own.containsKey(seed)) return own.get(seed);
    }
    Integer number = seed.drawnValue();
    KeravaException.require(number != null, KeravaException.inJava("build it after RandomSeed.set(seed)"),
        "layer '%s' was built by the rules of Keras 2, in which noise has no seed of its own", name());
    return number;
  }

  /** A mask has ended at {@code layer}, which is told once. */
  public static void losesMask(Layer layer) {
    LayerState state = of(layer);
    if (state.losesMask) return;
    state.losesMask = true;
    Warnings.warn("layer '%s' (%s) does not pass masks on: layers behind it do not know which places to leave out", state.name(),
        layer.className());
  }

  /** One more model uses the layer. */
  synchronized void used() {
    if (++models > 1) weights.values().forEach(made -> made.cell.share());
  }

  /** How often the layer's generators have drawn, each of them, in all models. */
  public static long draws(Layer layer) { return of(layer).draws; }

  public static void drawn(Layer layer, long more) { of(layer).drawn(more); }

  private synchronized void drawn(long more) { draws += more; }

  /** The states that {@code layer} keeps from one batch for the next; null: none yet. */
  public static List<NDArray> kept(Layer layer) { return of(layer).kept; }

  /** {@code states} null: it begins anew. */
  public static void keep(Layer layer, List<NDArray> states) { of(layer).kept = states; }

  /** Where the values of {@code weight} lie, which has one shape for all uses of the layer. */
  synchronized WeightCell cell(Weight weight) {
    Made made = weights.get(weight.name());
    if (made == null || !made.shape.equals(weight.shape()) && !made.cell.isAccepted()) made = new Made(weight.shape(), new WeightCell());
    weights.put(weight.name(), made);
    KeravaException.require(made.shape.equals(weight.shape()),
        "layer '%s' is shared: its %s has shape %s by its first input, and this one needs %s; give it inputs that are alike, or take a new layer",
        name(), weight.name(), made.shape, weight.shape());
    if (models > 1) made.cell.share();
    return made.cell;
  }
}
