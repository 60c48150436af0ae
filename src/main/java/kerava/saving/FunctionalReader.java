package kerava.saving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.layers.Application;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Layer;
import kerava.layers.WithAttention;
import kerava.network.Network;
import kerava.saving.NetworkReader.Read;
import kerava.saving.References.Reference;

/**
 * Makes a model whose layers form a graph of its JSON; the inverse of {@link FunctionalJson}. Source: Keras {@code models/functional.py}
 * functional_from_config.
 */
final class FunctionalReader {
  private static final Set<String> CONFIG = Set.of("name", "trainable", "layers", "input_layers", "output_layers");

  /** A use of a layer, as it stands in the file. */
  private record Use(String layer, int index, List<Reference> inputs, List<Reference> masks) {
    /** All that must be there before. */
    Stream<Reference> sources() { return Stream.concat(inputs.stream(), masks.stream()).filter(Objects::nonNull); }
  }

  private final NetworkReader reader;
  private final Problems problems;
  private final References references;
  private final String inside;
  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final List<Use> uses = new ArrayList<>();
  /** Arguments of the uses of the layer at hand that are settings here. */
  /** Masks of the use at hand, by its inputs. */
  private final Map<Integer, Reference> masks = new HashMap<>();
  private final Map<String, Boolean> flags = new HashMap<>();
  private final Map<String, List<List<KerasTensor>>> made = new HashMap<>();

  FunctionalReader(NetworkReader reader, String inside) {
    this.reader = reader;
    this.problems = reader.objects().problems();
    this.inside = inside;
    references = new References(problems);
  }

  Read read(Map<String, Object> config) {
    config.forEach((key, value) -> {
      if (!CONFIG.contains(key)) IgnorableKeys.check(Layer.class, FunctionalJson.CLASS, key, value, problems, inside + "config");
    });
    List<Layer> all = new ArrayList<>();
    for (Object json : config.get("layers") instanceof List<?> list ? list : List.of()) all.add(layer(json, all.size()));
    String name = reader.name(config, inside + "config");
    boolean frozen = Boolean.FALSE.equals(config.get("trainable"));
    List<Reference> inputs = ends(config, "input_layers"), outputs = ends(config, "output_layers");
    check(inputs, inside + "config, input_layers");
    check(outputs, inside + "config, output_layers");
    uses.forEach(use -> check(use.sources().toList(), inside + "layer " + Problems.told(use.layer()) + ", inbound_nodes"));
    return new Read(Collections.unmodifiableList(all), null, () -> network(name, frozen, inputs, outputs));
  }

  private Layer layer(Object json, int index) {
    String where = inside + "layers[" + index + "]";
    Map<String, Object> object = reader.objects().object(json, where);
    if (object == null) return null;
    Map<String, Object> own = new LinkedHashMap<>(object);
    Object name = own.remove("name"), nodes = own.remove("inbound_nodes");
    boolean operation = OperationJson.is(own, reader.objects().dialect());
    List<List<Reference>> tensors = new ArrayList<>();
    Layer layer = operation
        ? new OperationJson(references).read(own, nodes, where, tensors)
        : reader.layer(own, inside, index).layer();
    String called = object.get("config") instanceof Map<?, ?> config && config.get("name") instanceof String text ? text : null;
    if (called == null || name != null && !called.equals(name))
      problems.add(where + ", name", "must be %s as in its config, got %s", Problems.told(called), Problems.told(name));
    else
      if (layers.containsKey(called)) problems.add(where, "two layers are named %s", Problems.told(called));
      else {
        layers.put(called, layer);
        flags.clear();
        if (operation) for (int i = 0; i < tensors.size(); i++) uses.add(new Use(called, i, tensors.get(i), List.of()));
        else nodes(nodes, called, where + " " + Problems.told(called) + ", inbound_nodes");
        layers.put(called, flagged(layer, where, object));
      }
    return layers.getOrDefault(called, layer);
  }

  /** {@code layer} as its uses want it, which are alike. */
  private Layer flagged(Layer layer, String where, Map<String, Object> object) {
    if (!flags.containsValue(true) || layer == null) return layer;
    long number = uses.stream().filter(use -> layers.get(use.layer()) == layer).count();
    if (layer instanceof WithAttention<?> attention && number == 1) {
      boolean scores = flags.getOrDefault("return_attention_scores", false), causal = flags.getOrDefault("use_causal_mask", false);
      return NetworkReader.built((Layer) ((WithAttention<?>) attention.withReturnAttentionScores(scores)).withUseCausalMask(causal),
          object);
    }
    problems.add(where, "the arguments %s are supported for one use of an attention", Problems.told(flags.keySet()));
    return layer;
  }

  private void nodes(Object json, String layer, String where) {
    if (!(json instanceof List<?> list)) {
      problems.add(where, "must be a list, got %s", Problems.told(json));
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      reader.countUse();
      List<Reference> inputs = new ArrayList<>();
      masks.clear();
      if (list.get(i) instanceof List<?> references) for (Object each : references) legacy(each, where, inputs);
      else arguments(list.get(i), where, inputs);
      List<Reference> given = masks.isEmpty()
          ? List.of()
          : IntStream.range(0, inputs.size()).mapToObj(masks::get).collect(Collectors.toCollection(ArrayList::new));
      if (masks.keySet().stream().anyMatch(at -> at >= inputs.size())) problems.add(where, "must have a mask for each input at most");
      uses.add(new Use(layer, i, inputs, given));
    }
  }

  private void legacy(Object json, String where, List<Reference> into) {
    references.legacy(json, where, into)
        .forEach((key, value) -> {
          if (Arguments.FLAGS.contains(key)) flags.put(key, (Boolean) value);
        });
  }

  private void arguments(Object json, String where, List<Reference> into) {
    Map<String, Object> node = reader.objects().object(json, where);
    if (node == null) return;
    references.tensors(node.get("args"), where, into);
    Object kwargs = node.getOrDefault("kwargs", Map.of());
    if (!(kwargs instanceof Map<?, ?> given)) problems.add(where, "kwargs must be an object, got %s", Problems.told(kwargs));
    else {
      for (String key : Arguments.OF_ATTENTION) if (given.get(key) != null) references.tensors(given.get(key), where, into);
      given.forEach((key, value) -> keyword(String.valueOf(key), value, where, into));
    }
  }

  private void keyword(String key, Object value, String where, List<Reference> into) {
    if (key.equals(Arguments.STATES) && value != null) references.tensors(value, where, into);
    else if (key.equals(Arguments.REVERSE) && Boolean.TRUE.equals(value) && into.size() == 1) into.add(into.get(0));
    else if (key.equals(Arguments.MASK)) masks(key, value, 0, where);
    else if (Arguments.MASKS.contains(key)) masks(key, value, Arguments.MASKS.indexOf(key), where);
    else if (Arguments.FLAGS.contains(key) && value instanceof Boolean flag) flags.put(key, flag);
    else
      if (!isWithoutEffect(key, value))
        problems.add(where, "the argument %s is not supported here, got %s", Problems.told(key), Problems.told(value));
  }

  private void masks(String key, Object json, int first, String where) {
    List<?> given = json instanceof List<?> list ? list : Collections.singletonList(json);
    if (given.stream().allMatch(each -> each == null || References.isTensor(each))) {
      for (int i = 0; i < given.size(); i++) if (given.get(i) != null) masks.put(first + i, references.tensor(given.get(i), where));
    } else problems.add(where, "the argument %s is not supported here, got %s", Problems.told(key), Problems.told(json));
  }

  /** Keras writes training with every Dropout, and has a model's own take its place. */
  private static boolean isWithoutEffect(String key, Object value) {
    if (Arguments.OF_ATTENTION.contains(key)) return true; // read before
    if (value == null && (key.equals(Arguments.STATES) || Arguments.FLAGS.contains(key))) return true;
    if (key.equals(Arguments.REVERSE) && !Boolean.TRUE.equals(value)) return true;
    return "training".equals(key) && (value == null || value instanceof Boolean);
  }

  /** One reference, a list of them, or an object of them, which Keras takes in the order of the keys. */
  private List<Reference> ends(Map<String, Object> config, String key) {
    String where = inside + "config, " + key;
    List<Reference> ends = new ArrayList<>();
    Object json = config.get(key);
    if (json instanceof Map<?, ?> named) json = new ArrayList<>(new TreeMap<>(named).values());
    if (json instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof String) ends.add(references.reference(list, where));
    else if (json instanceof List<?> list) for (Object each : list) {
      if (each instanceof List<?> one) ends.add(references.reference(one, where));
      else problems.add(where, "must be a list of [layer, use, output], got %s", Problems.told(each));
    }
    else problems.add(where, "must be a list of [layer, use, output], got %s", Problems.told(json));
    return ends;
  }

  /** That all layers that are named are there. */
  private void check(List<Reference> references, String where) {
    for (Reference each : references)
      if (each != null && !layers.containsKey(each.layer()))
        problems.add(where, "names a layer %s that the model has not", Problems.told(each.layer()));
  }

  /** Counts uses of models from 0: Keras 2 counts a model's making as its first use, Keras 3 that of a graph among the outputs. */
  private void rebase(List<Reference> outputs) {
    if (reader.objects().dialect() == Dialect.KERAS_3) {
      outputs.replaceAll(each -> layers.get(each.layer()) instanceof Network network && !network.isSequential() ? earlier(each) : each);
      return;
    }
    Map<String, Integer> least = new HashMap<>();
    uses.forEach(use -> use.sources().forEach(each -> least.merge(each.layer(), each.use(), Math::min)));
    outputs.forEach(each -> least.merge(each.layer(), each.use(), Math::min));
    for (List<Reference> references : all(outputs))
      references.replaceAll(each -> layers.get(each.layer()) instanceof Network && least.get(each.layer()) > 0 ? earlier(each) : each);
  }

  private List<List<Reference>> all(List<Reference> outputs) {
    List<List<Reference>> all = new ArrayList<>(List.of(outputs));
    uses.forEach(use -> all.add(use.inputs()));
    return all;
  }

  private static Reference earlier(Reference reference) {
    return reference.use() == 0 ? reference : new Reference(reference.layer(), reference.use() - 1, reference.output());
  }

  private Network network(String name, boolean frozen, List<Reference> inputs, List<Reference> outputs) {
    rebase(outputs);
    apply();
    for (Reference input : inputs)
      KeravaException.require(layers.get(input.layer()) instanceof Input, "%sconfig, input_layers: must be those of Input layers, got %s",
          inside,
          Problems.told(input.layer()));
    Network network = Network.functional(name, tensors(inputs, "input_layers"), tensors(outputs, "output_layers"));
    reader.checkRuns(network);
    return frozen ? network.with(network.options().withTrainable(false)) : network;
  }

  private List<KerasTensor> tensors(List<Reference> references, String key) {
    return references.stream().map(each -> tensor(each, inside + "config, " + key)).toList();
  }

  private KerasTensor tensor(Reference reference, String where) {
    List<List<KerasTensor>> outputs = made.getOrDefault(reference.layer(), List.of());
    if (reference.use() >= outputs.size() || reference.output() >= outputs.get(reference.use()).size())
      throw new KeravaException(String.format("%s: names use %d and output %d of layer %s, which has %d uses", where, reference.use(),
          reference.output(), Problems.told(reference.layer()), outputs.size()));
    return outputs.get(reference.use()).get(reference.output());
  }

  /** Uses the layers one after the other, each use once what it is used on has been made, and after the layer's earlier uses. */
  private void apply() {
    layers.forEach((name, layer) -> {
      if (layer instanceof Input input) made.put(name, List.of(List.of(input.tensor())));
    });
    Map<Use, Integer> missing = new HashMap<>();
    Map<String, List<Use>> waiting = new HashMap<>();
    Deque<Use> ready = new ArrayDeque<>();
    for (Use use : uses) {
      Set<String> needed = needed(use);
      missing.put(use, needed.size());
      needed.forEach(key -> waiting.computeIfAbsent(key, unseen -> new ArrayList<>()).add(use));
      if (needed.isEmpty()) ready.add(use);
    }
    int done = 0;
    for (; !ready.isEmpty(); done++) {
      Use use = ready.poll();
      apply(use);
      for (Use next : waiting.getOrDefault(key(use.layer(), use.index()), List.of()))
        if (missing.merge(next, -1, Integer::sum) == 0) ready.add(next);
    }
    if (done < uses.size())
      throw new KeravaException(
          "the layers' uses must not wait for each other in a circle, nor for what is not there, but " + stuck(missing) + " do");
  }

  private static String key(String layer, int use) { return use + " " + layer; }

  /** What must have been used before {@code use}. */
  private Set<String> needed(Use use) {
    Set<String> needed = new HashSet<>();
    for (Reference input : use.sources().toList())
      if (!(layers.get(input.layer()) instanceof Input)) needed.add(key(input.layer(), input.use()));
    if (use.index() > 0) needed.add(key(use.layer(), use.index() - 1));
    return needed;
  }

  private void apply(Use use) {
    String where = inside + "layer " + Problems.told(use.layer()) + ", inbound_nodes[" + use.index() + "]";
    List<KerasTensor> inputs = use.inputs().stream().map(input -> tensor(input, where)).toList();
    List<KerasTensor> given =
        use.masks().stream().map(mask -> mask == null ? null : tensor(mask, where)).collect(Collectors.toCollection(ArrayList::new));
    try {
      made.computeIfAbsent(use.layer(), unseen -> new ArrayList<>()).add(new Application(layers.get(use.layer()), inputs, given).outputs());
    } catch (KeravaException e) {
      throw new KeravaException(where + ": " + e.plain(), e);
    }
  }

  private static String stuck(Map<Use, Integer> missing) {
    return missing.entrySet().stream().filter(each -> each.getValue() > 0).limit(5)
        .map(each -> Problems.told(each.getKey().layer())).distinct().sorted().toList().toString();
  }
}
