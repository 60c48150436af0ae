package kerava.saving;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kerava.config.Settings;
import kerava.hdf5.Hdf5Dataset;
import kerava.hdf5.Hdf5Group;
import kerava.layers.Discretization;
import kerava.layers.Hashing;
import kerava.layers.IntegerLookup;
import kerava.layers.Layer;
import kerava.layers.OutputMode;
import kerava.layers.StringLookup;
import kerava.layers.TextVectorization;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.Variable;
import kerava.network.WeightCell;
import kerava.tensor.DType;
import kerava.tensor.NDArray;

/**
 * Layers of Keras 2 that have learned from samples, or number or count what they are given. Its files keep among the weights what are
 * settings of the layers here: the weights of tokens of TF_IDF, and a summary of the numbers that a Discretization was adapted to. Source:
 * tf_keras {@code layers/preprocessing/index_lookup.py}, {@code discretization.py}, {@code preprocessing_utils.py}.
 */
final class Keras2Learned {
  private static final String SUMMARY = "summary:0", BOUNDARIES = "bin_boundaries", BINS = "num_bins", MODE = "output_mode",
      IDF = "idf_weights";
  /** As tf_keras calls a variable without a name, and as Kerava calls it. */
  private static final Set<String> IDF_NAMES = Set.of("Variable:0", IDF + ":0");
  private static final Set<String> NUMBERING = Set.of("StringLookup", "IntegerLookup", "Discretization");
  private static final double NEAR = 1e-6;

  private Keras2Learned() {}

  /** What stands in a group of a file: a weight, or else an array that is a setting here. */
  record Entry(String path, Variable weight, NDArray kept) {}

  /** Whether the config of a layer of class {@code className} says the type of what it takes or numbers, which tells nothing else. */
  static boolean saysType(Object className, Map<String, Object> config) {
    if (className == null) return false;
    String type = DTypes.name(config.get(DTypes.KEY));
    return NUMBERING.contains(className)
        ? DTypes.NUMBERS.equals(type)
        : "TextVectorization".equals(className) && DType.STRING.toString().equals(type);
  }

  /** The key {@code dtype} of {@code layer}: of what numbers, the numbers' type, without which Keras 2 refuses it. */
  static Object type(Layer layer, ObjectWriter writer) {
    if (layer instanceof TextVectorization) return DType.STRING.toString();
    boolean numbers = layer instanceof Hashing || layer instanceof Discretization || isLookup(layer);
    return numbers && mode(layer) == OutputMode.INT ? DTypes.NUMBERS : DTypes.written(layer.dtypePolicy(), writer);
  }

  private static boolean isLookup(Object layer) { return layer instanceof StringLookup || layer instanceof IntegerLookup; }

  private static Object mode(Layer layer) { return layer instanceof Record record ? Settings.of(record).get(MODE) : null; }

  /** Whether Keras 2 has no setting {@code key} of such a layer, or none beside its others; one that changes something is refused. */
  static boolean isLeftOut(Object layer, String key) {
    if (layer instanceof Discretization discretization) return key.equals(BINS) && discretization.binBoundaries() != null;
    if (!isLookup(layer) || !key.equals("salt") && !key.equals("oov_method")) return false;
    boolean hashes = layer instanceof IntegerLookup lookup && lookup.oovMethod() != new IntegerLookup().oovMethod();
    require(!hashes && Settings.of((Record) layer).get("salt") == null,
        "save: Keras 2 has no %s with a salt, or whose numbers outside the vocabulary are hashed; leave both out, or save for Keras 3",
        layer.getClass().getSimpleName());
    return true;
  }

  /** Refuses what Keras 2 would not read; {@code built} null: its shapes are not known. */
  static void check(Layer layer, BuiltLayer built) {
    boolean oneHot = mode(layer) == OutputMode.ONE_HOT;
    require(!(layer instanceof TextVectorization) || !oneHot,
        "save: Keras 2 has no TextVectorization with outputMode ONE_HOT; take MULTI_HOT, or save for Keras 3");
    require(!(layer instanceof TextVectorization text) || text.ngrams() == null || text.ngrams().most() != null,
        "save: Keras 2 reads ngrams of a TextVectorization from a file as one number alone, got a list; take all up to a number, or save "
            + "for Keras 3");
    if (!oneHot || built == null) return;
    require(built.input().rank() < 2 || built.input().rank() == 2 && built.input().last() == 1,
        "save: Keras 2 has outputMode ONE_HOT of one number a sample alone, got a %s of inputs of shape %s; flatten what it takes, or save "
            + "for Keras 3",
        layer.getClass().getSimpleName(), built.input());
  }

  /**
   * Gives each Discretization of {@code model}, the JSON of an .h5, the boundaries of the summary that {@code weights}, null: none, hold of
   * it.
   */
  static void fill(Map<String, Object> model, Hdf5Group weights) {
    for (Object each : NetworkReader.layers(model))
      if (weights != null && each instanceof Map<?, ?> json && json.get("config") instanceof Map<?, ?> config
          && config.get("name") instanceof String name && weights.hasGroup(name) && holdsBins(json))
        fill(json, WeightsByName.datasets(weights.group(name)).stream().filter(Keras2Learned::isSummary).iterator());
  }

  private static boolean holdsBins(Map<?, ?> json) {
    return needsBoundaries(json) || NetworkReader.isNetwork(json.get("class_name"))
        && NetworkReader.layers(Json.object(json)).stream().anyMatch(each -> each instanceof Map<?, ?> inside && holdsBins(inside));
  }

  private static void fill(Map<?, ?> json, Iterator<Hdf5Dataset> summaries) {
    if (needsBoundaries(json)) {
      if (summaries.hasNext()) learn(Json.object((Map<?, ?>) json.get("config")), summaries.next());
    } else
      if (NetworkReader.isNetwork(json.get("class_name")))
        for (Object each : NetworkReader.layers(Json.object(json))) if (each instanceof Map<?, ?> inside) fill(inside, summaries);
  }

  /** Whether {@code json} is a Discretization whose boundaries were learned. */
  static boolean needsBoundaries(Map<?, ?> json) {
    return "Discretization".equals(json.get("class_name")) && json.get("config") instanceof Map<?, ?> config
        && config.get(BOUNDARIES) == null && config.get(BINS) instanceof Integer bins && bins > 0;
  }

  /** Makes boundaries of {@code summary} for {@code config}; none of an empty one, for that layer has learned nothing. */
  static void learn(Map<String, Object> config, Hdf5Dataset summary) {
    if (!summary.isNumeric() || summary.shape().rank() != 2 || summary.shape().size(0) != 2 || summary.shape().size(1) == 0) return;
    config.put(BOUNDARIES, boundaries((Integer) config.get(BINS), summary));
  }

  private static List<Double> boundaries(int bins, Hdf5Dataset summary) {
    return Discretization.ofBins(bins).summarized(summary.array(DType.FLOAT32)).binBoundaries();
  }

  private static String leaf(Hdf5Dataset dataset) { return dataset.path().substring(dataset.path().lastIndexOf('/') + 1); }

  private static boolean isSummary(Hdf5Dataset dataset) { return leaf(dataset).equals(SUMMARY) && dataset.shape().rank() == 2; }

  /**
   * What leaves of the datasets of a layer those that are weights in {@code model}; refuses others than what its layers have as settings.
   */
  static Function<List<Hdf5Dataset>, List<Hdf5Dataset>> weightsOf(Built model, String file) {
    List<NDArray> idf = kept(model.whole()).toList();
    List<Discretization> bins = model.whole().all().filter(each -> each.layer() instanceof Discretization)
        .map(each -> (Discretization) each.layer()).filter(each -> each.numBins() != null).toList();
    return all -> {
      List<Hdf5Dataset> weights = new ArrayList<>();
      for (Hdf5Dataset each : all) {
        boolean weighs = !idf.isEmpty() && IDF_NAMES.contains(leaf(each)), sums = !bins.isEmpty() && isSummary(each);
        if (!weighs && !sums) weights.add(each);
        else
          refuseUnless(weighs
              ? idf.stream().anyMatch(own -> near(own, each))
              : bins.stream().anyMatch(own -> boundaries(own.numBins(), each).equals(own.binBoundaries())),
              "%s: holds other %s of a layer than the model's have, %s; load the whole model, or adapt its layers to the same samples",
              file,
              weighs ? IDF : BOUNDARIES, each.path());
      }
      return weights;
    };
  }

  private static boolean near(NDArray own, Hdf5Dataset found) {
    if (!found.isNumeric() || !found.shape().equals(own.shape())) return false;
    float[] theirs = found.array(DType.FLOAT32).values(), ours = own.values();
    for (int i = 0; i < ours.length; i++) if (Math.abs(ours[i] - theirs[i]) > NEAR * Math.max(1, Math.abs(ours[i]))) return false;
    return true;
  }

  /** Of each layer in {@code node} that keeps something; the layers that one is made of keep the same. */
  private static Stream<NDArray> kept(BuiltLayer node) {
    return node.layer().kept().isEmpty() ? node.parts().stream().flatMap(Keras2Learned::kept) : node.layer().kept().values().stream();
  }

  /** What Keras 2 keeps of {@code node}, in its order: weights that are trained, then the others. */
  static List<Entry> entries(BuiltLayer node) {
    Map<WeightCell, Variable> weights = new IdentityHashMap<>();
    node.variables().forEach(each -> weights.put(each.cell(), each));
    List<Entry> trained = new ArrayList<>(), others = new ArrayList<>();
    gather(node, node.name(), weights, Collections.newSetFromMap(new IdentityHashMap<>()), trained, others);
    trained.addAll(others);
    return trained;
  }

  private static void gather(BuiltLayer node, String path, Map<WeightCell, Variable> weights, Set<WeightCell> seen, List<Entry> trained,
      List<Entry> others) {
    for (Variable own : node.own()) {
      Variable weight = weights.get(own.cell());
      if (seen.add(own.cell())) (weight.trainable() ? trained : others).add(new Entry(weight.path(), weight, null));
    }
    node.layer().kept().forEach((name, array) -> others.add(new Entry(path + "/" + name, null, array)));
    if (node.layer().kept().isEmpty())
      for (BuiltLayer part : node.parts()) gather(part, path + "/" + part.name(), weights, seen, trained, others);
  }
}
