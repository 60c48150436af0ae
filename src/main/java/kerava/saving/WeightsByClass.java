package kerava.saving;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import kerava.config.Family;
import kerava.config.Names;
import kerava.files.FileKind;
import kerava.hdf5.Hdf5Dataset;
import kerava.hdf5.Hdf5Group;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.Operation;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.Network;
import kerava.network.Variable;
import kerava.network.WeightCell;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.saving.OptimizerVariables.Stored;
import kerava.saving.Weights.Misfits;
import kerava.tensor.DType;
import kerava.tensor.NDArray;

/**
 * The layout of .weights.h5 and of the weights in .keras: {@code layers/dense_1/vars/0}, layers numbered by class in the order of the
 * model, whatever their names are. Source: Keras {@code saving/saving_lib.py}.
 */
final class WeightsByClass {
  private static final String LAYERS = "layers", OPTIMIZER = "optimizer", VARS = "vars", INNER_OPTIMIZER = "optimizer/inner_optimizer",
      INNER_OPTIMIZERS = "optimizers/",
      INPUT = "input_layer";

  private WeightsByClass() {}

  /** Whether {@code root} is laid out so; every model of Keras has at least its own, empty, group of variables. */
  static boolean is(Hdf5Group root) { return root.hasGroup(LAYERS) || root.hasGroup(VARS); }

  /** Whether {@code root} is laid out so beside {@code byName}; layers may be called as these groups are. */
  static boolean isBeside(Hdf5Group root, Hdf5Group byName) {
    List<String> layers = byName == root ? WeightsByName.layers(root) : List.of();
    return root.hasGroup(LAYERS) && !layers.contains(LAYERS) || root.hasGroup(VARS) && !layers.contains(VARS);
  }

  static Hdf5Group write(Snapshot model, String file) { return write(model, file, places(model.built(), false)); }

  /**
   * For a file that holds the layers too, of which who reads it makes one for each place: a layer of models inside of one another has its
   * weights in each. Keras writes them once, and cannot read the file.
   */
  static Hdf5Group writeWhole(Snapshot model, String file) { return write(model, file, places(model.built(), true)); }

  private static Hdf5Group write(Snapshot model, String file, List<Place> places) {
    Hdf5Group root = Hdf5Group.root(file);
    root.makeGroup(VARS).attributes().put("name", model.network().modelName());
    root.makeGroup(LAYERS);
    Map<WeightCell, NDArray> values = new IdentityHashMap<>();
    List<Variable> variables = model.built().variables();
    for (int i = 0; i < variables.size(); i++) values.put(variables.get(i).cell(), model.weights().get(i));
    for (Place place : places) {
      Hdf5Group vars = root.makeGroup(place.group() + "/" + VARS);
      vars.attributes().put("name", place.name());
      for (Variable weight : place.weights())
        vars.put(Integer.toString(vars.names().size()), Weights.dataset(weight, values.get(weight.cell())));
      place.kept().forEach((name, array) -> vars.put(name, Hdf5Dataset.of(array.shape(), array.values())));
    }
    OptimizerState state = model.stateToWrite();
    if (state != null) writeOptimizer(root, state, model);
    return root;
  }

  private static void writeOptimizer(Hdf5Group root, OptimizerState state, Snapshot model) {
    Optimizer optimizer = model.optimizer(), inner = LossScaleOptimizer.inner(optimizer);
    boolean scales = inner != optimizer;
    String name = scales ? Names.snakeCase(optimizer.getClass().getSimpleName()) : Family.name(Optimizer.class, optimizer.getClass());
    putOptimizer(root.makeGroup(OPTIMIZER + "/" + VARS), name, datasets(OptimizerVariables.KERAS_3, state, optimizer, model));
    if (scales)
      putOptimizer(root.makeGroup(INNER_OPTIMIZER + "/" + VARS), Family.name(Optimizer.class, inner.getClass()),
          datasets(OptimizerVariables.SCALED, state, inner, model));
    if (!(inner instanceof MultiOptimizer many)) return;
    OptimizerVariables order = scales ? OptimizerVariables.SCALED : OptimizerVariables.KERAS_3;
    putEach(root.makeGroup(scales ? INNER_OPTIMIZER : OPTIMIZER), state, ManyOptimizers.of(many, model.built().trainable(), order), model);
  }

  /** Keras keeps each of several optimizers once more by itself, as a part of that of them. */
  private static void putEach(Hdf5Group root, OptimizerState state, List<ManyOptimizers.One> many, Snapshot model) {
    Map<String, Integer> counts = new HashMap<>();
    for (ManyOptimizers.One one : many) {
      String className = one.optimizer().getClass().getSimpleName();
      List<Hdf5Dataset> datasets =
          model.leavesOutSlots() ? one.order().scalars(one.part(state), one.optimizer()) : one.write(state);
      putOptimizer(root.makeGroup(INNER_OPTIMIZERS + path(className, counts) + "/" + VARS),
          Family.name(Optimizer.class, one.optimizer().getClass()),
          datasets);
    }
  }

  private static List<Hdf5Dataset> datasets(OptimizerVariables order, OptimizerState state, Optimizer optimizer, Snapshot model) {
    return model.leavesOutSlots() ? order.scalars(state, optimizer) : order.write(state, optimizer, model.built().trainable());
  }

  private static void putOptimizer(Hdf5Group vars, String name, List<Hdf5Dataset> datasets) {
    vars.attributes().put("name", name);
    int i = 0;
    for (Hdf5Dataset dataset : datasets) vars.put(Integer.toString(i++), dataset);
  }

  /** The group of a layer, the layer's name, its own weights, and what is kept beside them. */
  private record Place(String group, String name, List<Variable> weights, Map<String, NDArray> kept) {}

  /**
   * Of all layers with a group, in the order of the model's weights; a layer that stands in several places has its weights in the first,
   * or in {@code each}.
   */
  private static List<Place> places(Built model, boolean each) {
    List<Place> places = new ArrayList<>();
    Set<Layer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    add(model.whole(), LAYERS, places, layer -> seen.add(layer) || each);
    return places;
  }

  private static void add(BuiltLayer model, String parent, List<Place> places, Predicate<Layer> wanted) {
    boolean chain = ((Network) model.layer()).isSequential();
    Map<String, Integer> counts = new HashMap<>();
    for (BuiltLayer part : model.parts()) {
      if (chain && part.layer() instanceof Input || part.layer() instanceof Operation) continue;
      String group = parent + "/" + path(part.layer().className(), counts);
      if (wanted.test(part.layer())) add(part, part.layer(), group, places, wanted);
    }
  }

  /** A layer's own place, then those of the layers that it is made of: by class in a model, else by their names in it. */
  private static void add(BuiltLayer part, Layer layer, String group, List<Place> places, Predicate<Layer> wanted) {
    if (layer.weightsGroup().isEmpty()) {
      places.add(new Place(group, part.name(), part.own(), layer.kept()));
    } else {
      places.add(new Place(group, part.name(), List.of(), Map.of()));
      String path = part.own().get(0).name();
      places.add(new Place(group + "/" + layer.weightsGroup(), path.substring(0, path.indexOf('/')), part.own(), Map.of()));
    }
    if (layer instanceof Network) add(part, group + "/" + LAYERS, places, wanted);
    else {
      int i = 0;
      for (String name : layer.parts().keySet()) {
        BuiltLayer inner = part.parts().get(i++);
        if (wanted.test(inner.layer())) add(inner, inner.layer(), group + "/" + name, places, wanted);
      }
    }
  }

  static String path(String className, Map<String, Integer> counts) {
    String name = Names.snakeCase(className);
    int count = counts.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + "_" + (count - 1);
  }

  /** Finds the model's weights, all of which and no others must be there unless {@code weights} skips what does not fit. */
  static Weights find(Hdf5Group root, Built model, Weights weights) {
    if (!root.hasGroup(LAYERS) && FileKind.of(FileKind.Form.HDF5, root.names()) == FileKind.TENSORFLOW_2_12)
      throw FileKind.TENSORFLOW_2_12.refusal(weights.file(), "weights by class (layers/dense/vars)");
    List<Place> places = places(model, false);
    Set<String> known = new HashSet<>(places.stream().map(Place::group).toList());
    refuseOthers(root, LAYERS, known, weights);
    for (Place place : places) {
      if (root.hasGroup(place.group())) refuseOthers(root, place.group() + "/" + LAYERS, known, weights);
      String group = stored(root, place.group()) + "/" + VARS;
      if (root.hasGroup(group)) checkKept(root.group(group), place, weights);
      if (place.weights().isEmpty()) continue;
      if (root.hasGroup(group)) weights.add(place.name(), place.weights(), numbered(root.group(group)));
      else
        weights.skip(weights.skipsLayers(), "%s: must hold %s, the weights of layer '%s', got none; is it the file of another model?",
            weights.file(), group, place.name());
    }
    return weights;
  }

  /** Where the weights lie: Keras 2 begins the names of what a MultiHeadAttention is made of with an underscore. */
  private static String stored(Hdf5Group root, String group) {
    int name = group.lastIndexOf('/') + 1;
    String older = group.substring(0, name) + "_" + group.substring(name);
    return !root.hasGroup(group) && root.hasGroup(older) ? older : group;
  }

  private static void checkKept(Hdf5Group vars, Place place, Weights weights) {
    place.kept().forEach((name, array) -> refuseUnless(!vars.hasDataset(name) || vars.dataset(name).array(DType.FLOAT32).equals(array),
        "%s: holds other %s of layer '%s' than the layer has; load the whole model, or adapt the layer to the same samples", weights.file(),
        name,
        place.name()));
  }

  /** The weights for {@code model}, and the optimizer's state if there is one that fits. */
  static Snapshot read(Hdf5Group root, Snapshot model, String file, LoadWeightsOptions options) {
    require(!options.byName(),
        "%s: has weights by the classes of its layers, so they cannot be loaded by name; only those of .h5 in Keras 2's "
            + "layout can",
        file);
    Weights weights =
        find(root, model.built(), new Weights(file, options.skipMismatch() ? Misfits.SKIPPED_WITH_THE_REST : Misfits.REFUSED));
    return model.with(weights.arrays(model.built(), model.weights()),
        model.trains() ? readOptimizer(root, model).orWarn(file, Stored.KEPT) : null);
  }

  private static List<Hdf5Dataset> numbered(Hdf5Group vars) {
    List<Hdf5Dataset> datasets = new ArrayList<>();
    for (int i = 0; i < vars.names().size(); i++) datasets.add(vars.dataset(Integer.toString(i)));
    return datasets;
  }

  private static void refuseOthers(Hdf5Group root, String parent, Set<String> known, Weights weights) {
    if (weights.skipsLayers() || !root.hasGroup(parent)) return;
    Set<String> others = new TreeSet<>(root.group(parent).names());
    others.removeIf(name -> known.contains(parent + "/" + name) || name.equals(INPUT));
    refuseUnless(others.isEmpty(), "%s: holds weights of layers that the model has not: %s; is it the file of another model?",
        weights.file(), Problems.told(others));
  }

  /** The group that holds the optimizer's variables, or null. */
  static Hdf5Group optimizer(Hdf5Group root) {
    return root.hasGroup(OPTIMIZER + "/" + VARS) ? root.group(OPTIMIZER + "/" + VARS) : null;
  }

  /** That of the optimizer that takes the steps. */
  static Hdf5Group steppingOptimizer(Hdf5Group root) {
    return root.hasGroup(INNER_OPTIMIZER + "/" + VARS) ? root.group(INNER_OPTIMIZER + "/" + VARS) : optimizer(root);
  }

  /** As {@link #readOptimizer}, of a .keras, in which Keras keeps something even of an optimizer that has not begun. */
  static Stored wholeOptimizer(Hdf5Group root, Snapshot model) {
    return optimizer(root) == null ? Stored.misfit("the file holds none") : readOptimizer(root, model);
  }

  /** Nothing if there is none. */
  static Stored readOptimizer(Hdf5Group root, Snapshot model) {
    Hdf5Group vars = optimizer(root);
    if (vars == null) return Stored.NONE;
    for (int i = 0; i < vars.names().size(); i++)
      if (!vars.hasDataset(Integer.toString(i)))
        return Stored.misfit(String.format("its variables must be numbered from 0, got %s", Problems.told(vars.names())));
    List<Hdf5Dataset> datasets = numbered(vars);
    Optimizer optimizer = model.optimizer();
    boolean rate = datasets.size() > 1 && datasets.get(1).isNumeric() && datasets.get(1).shape().rank() == 0;
    boolean modern = rate || OptimizerVariables.KERAS_3.holds(datasets.size(), optimizer, model.built().trainable());
    return (modern ? OptimizerVariables.KERAS_3 : OptimizerVariables.KERAS_2).read(datasets, optimizer, model.built().trainable());
  }
}
