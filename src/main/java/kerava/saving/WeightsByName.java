package kerava.saving;

import static kerava.FormatException.refuseUnless;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kerava.config.Warnings;
import kerava.hdf5.Hdf5Attributes;
import kerava.hdf5.Hdf5Dataset;
import kerava.hdf5.Hdf5Group;
import kerava.layers.Input;
import kerava.layers.Operation;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.Variable;
import kerava.network.WeightCell;
import kerava.tensor.NDArray;

/**
 * The layout of the weights in .h5: a group for each layer, listed by {@code layer_names}, with the datasets that its {@code weight_names}
 * lists. Read by position, for names differ between generations. Source: Keras {@code legacy/saving/legacy_h5_format.py}.
 */
final class WeightsByName {
  /** How many bytes of names Keras puts into one attribute. */
  private static final int ATTRIBUTE_BYTES = 64512;
  private static final String LAYER_NAMES = "layer_names", WEIGHT_NAMES = "weight_names";

  private WeightsByName() {}

  static boolean is(Hdf5Group group) { return group.attributes().has(LAYER_NAMES) || group.attributes().has(LAYER_NAMES + 0); }

  static void write(Hdf5Group group, Snapshot model, Dialect dialect) {
    List<String> layers = new ArrayList<>();
    Map<WeightCell, NDArray> weights = new IdentityHashMap<>();
    List<Variable> variables = model.built().variables();
    for (int i = 0; i < variables.size(); i++) weights.put(variables.get(i).cell(), model.weights().get(i));
    for (BuiltLayer node : model.built().layers()) {
      // neither Keras counts it among the layers of a Sequential
      if (node.layer() instanceof Input && model.network().isSequential() || node.layer() instanceof Operation) continue;
      layers.add(node.name());
      Hdf5Group layer = group.makeGroup(node.name());
      List<String> names = new ArrayList<>();
      if (dialect == Dialect.KERAS_2) putOlder(layer, node, weights, names);
      else
        for (Variable variable : ordered(node))
          put(layer, model.network().modelName() + "/" + variable.path(), Weights.dataset(variable, weights.get(variable.cell())), names);
      putNames(layer.attributes(), WEIGHT_NAMES, names);
    }
    putNames(group.attributes(), LAYER_NAMES, layers);
    group.attributes().put("backend", "tensorflow").put("keras_version", dialect.version());
  }

  private static void putOlder(Hdf5Group layer, BuiltLayer node, Map<WeightCell, NDArray> weights, List<String> names) {
    for (Keras2Learned.Entry entry : Keras2Learned.entries(node))
      put(layer, entry.path() + ":0", entry.weight() == null
          ? Hdf5Dataset.of(entry.kept().shape(), entry.kept().values())
          : Weights.dataset(entry.weight(), weights.get(entry.weight().cell())), names);
  }

  private static void put(Hdf5Group layer, String name, Hdf5Dataset dataset, List<String> names) {
    names.add(name);
    layer.put(name, dataset);
  }

  /**
   * In several attributes, {@code key0}, {@code key1} and so on, if one would be too large: every name takes as many bytes as the longest.
   */
  static void putNames(Hdf5Attributes attributes, String key, List<String> names) {
    int longest = names.stream().mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length).max().orElse(1);
    int most = Math.max(1, ATTRIBUTE_BYTES / Math.max(1, longest));
    if (names.size() <= most) attributes.put(key, names);
    else
      for (int from = 0, part = 0; from < names.size(); from += most, part++)
        attributes.put(key + part, List.copyOf(names.subList(from, Math.min(names.size(), from + most))));
  }

  /** The trainable first, then the others, which makes a difference in a model inside a model. */
  private static List<Variable> ordered(BuiltLayer node) {
    return node.variables().stream().sorted(Comparator.comparing(Variable::trainable).reversed()).toList();
  }

  /** Finds the model's weights by position: all layers that have some must be there, and no others. */
  static Weights find(Hdf5Group group, Built model, Weights weights) {
    List<BuiltLayer> nodes = model.layers().stream().filter(node -> !node.variables().isEmpty()).toList();
    List<String> names = new ArrayList<>();
    List<List<Hdf5Dataset>> layers = new ArrayList<>();
    Function<List<Hdf5Dataset>, List<Hdf5Dataset>> weightsOf = Keras2Learned.weightsOf(model, weights.file());
    for (String name : layers(group)) {
      List<Hdf5Dataset> datasets = weightsOf.apply(datasets(group.group(name)));
      if (datasets.isEmpty()) continue;
      names.add(name);
      layers.add(datasets);
    }
    refuseUnless(layers.size() == nodes.size(), "%s: must hold weights of %d layers %s, got %d %s; is it the file of another model?",
        weights.file(), nodes.size(), Problems.told(nodes.stream().map(BuiltLayer::name).toList()), layers.size(), Problems.told(names));
    for (int i = 0; i < nodes.size(); i++) weights.add(nodes.get(i).name(), ordered(nodes.get(i)), layers.get(i));
    return weights;
  }

  /** Finds the weights of those of the model's layers whose names the file has. */
  static Weights findByName(Hdf5Group group, Built model, Weights weights) {
    Map<String, BuiltLayer> nodes = new HashMap<>();
    model.layers().forEach(node -> nodes.put(node.name(), node));
    Function<List<Hdf5Dataset>, List<Hdf5Dataset>> weightsOf = Keras2Learned.weightsOf(model, weights.file());
    for (String name : layers(group))
      if (nodes.containsKey(name)) weights.add(name, ordered(nodes.get(name)), weightsOf.apply(datasets(group.group(name))));
    if (weights.isEmpty())
      Warnings.warn("%s: has no layer of a name that the model has, so nothing is loaded; it has %s, the model %s", weights.file(),
          Problems.told(layers(group)), Problems.told(model.layers().stream().map(BuiltLayer::name).toList()));
    return weights;
  }

  static List<String> layers(Hdf5Group group) { return listed(group, LAYER_NAMES); }

  /** What {@code weight_names} of {@code group} lists, in order; Keras leaves the attribute of a layer without weights empty. */
  static List<Hdf5Dataset> datasets(Hdf5Group group) { return listedWeights(group).stream().map(group::dataset).toList(); }

  /** What {@code weight_names} of {@code group} lists, whether it is there or not. */
  static List<String> listedWeights(Hdf5Group group) {
    boolean listed = group.attributes().has(WEIGHT_NAMES) || group.attributes().has(WEIGHT_NAMES + 0);
    return listed ? listed(group, WEIGHT_NAMES) : List.of();
  }

  /** Each of them once, for a short list of a long one would be read for ever. */
  private static List<String> listed(Hdf5Group group, String key) {
    List<String> names = group.attributes().strings(key);
    Set<String> seen = new HashSet<>();
    for (String name : names)
      refuseUnless(seen.add(name), "%s: %s must list each name once, got %s twice; the file is damaged or hostile", group.where(), key,
          Problems.told(name));
    return names;
  }
}
