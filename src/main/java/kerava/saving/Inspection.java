package kerava.saving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import kerava.KeravaException;
import kerava.hdf5.Hdf5Dataset;
import kerava.hdf5.Hdf5Group;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.network.BuiltLayer;
import kerava.saving.OptimizerVariables.Stored;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.UnsupportedSetting;

/** Describes a file from what has been read of it: as much as can be told, whatever in it is not supported. */
final class Inspection {
  private final String format;
  private final ModelReader reader;
  private final Object compile;
  private final Hdf5Group weights, optimizer;
  private final Function<Snapshot, Stored> stored;
  /** By group: a file may name one of them for each of its layers. */
  private final Map<String, Long> elements = new HashMap<>();

  /**
   * @param reader null for weights alone
   * @param compile as it stands in the file, or null
   * @param weights in either layout, or null
   * @param optimizer the group that holds its variables, or null
   * @param stored what that is worth to a model, or null
   */
  Inspection(String format, ModelReader reader, Object compile, Hdf5Group weights, Hdf5Group optimizer, Function<Snapshot, Stored> stored) {
    this.stored = stored;
    this.format = format;
    this.reader = reader;
    this.compile = compile;
    this.weights = weights;
    this.optimizer = optimizer;
  }

  Description describe(String version) {
    if (reader == null) {
      List<Description.Layer> stored = stored();
      return new Description(format, version, null, stored, total(stored), iterations());
    }
    Snapshot model = reader.architecture();
    List<Description.Layer> layers = layers(model);
    CompileSettings settings =
        compile == null ? null : CompileConfig.read(compile, model == null ? null : model.network().outputNames(), reader.objects());
    List<String> aside = reader.problems().leftAside().stream().map(UnsupportedSetting::problem).toList();
    List<String> unsupported = new ArrayList<>(reader.problems().list());
    unsupported.addAll(aside);
    return new Description(format, version, reader.className(), layers, total(layers), compile == null ? null : optimizerName(),
        iterations(), unsupported, aside, model == null ? null : stateLeftAside(model.compiled(settings, List.of())));
  }

  private String stateLeftAside(Snapshot model) {
    return !model.trains() || stored == null ? null : stored.apply(model).misfit();
  }

  /** {@code model} null: it cannot be made, so what is known of it ends with the first layer that is not supported. */
  private List<Description.Layer> layers(Snapshot model) {
    List<Description.Layer> layers = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    boolean chain = "Sequential".equals(reader.className());
    Shape shape = reader.sample() == null ? null : reader.sample().prepend(Shape.NONE);
    for (int i = 0; i < reader.layers().size(); i++) {
      Layer layer = i < reader.read().size() ? reader.read().get(i) : null;
      String name = text(reader.layers().get(i), "name"), className = text(reader.layers().get(i), "class_name");
      BuiltLayer built = model != null && model.built() != null ? model.built().layers().get(i) : null;
      if (built == null && chain) built = built(layer, shape);
      shape = built == null ? null : built.output();
      Long params = built != null ? Long.valueOf(built.parameters()) : params(name, className, counts);
      if (built != null && !(chain && className.equals("InputLayer"))) WeightsByClass.path(className, counts);
      layers.add(new Description.Layer(name, className, shape, params));
    }
    return layers;
  }

  private static BuiltLayer built(Layer layer, Shape input) {
    if (layer == null || input == null) return null;
    try {
      return BuiltLayer.of(layer, layer instanceof Input ? List.of() : List.of(input), "", true);
    } catch (KeravaException | ArithmeticException | IndexOutOfBoundsException wrong) {
      return null;
    }
  }

  /** As many numbers as the file has for a layer that is not known. */
  private Long params(String name, String className, Map<String, Integer> counts) {
    if (weights == null || className == null) return null;
    String group = WeightsByName.is(weights) ? name : "layers/" + WeightsByClass.path(className, counts);
    return group != null && weights.hasGroup(group) ? elements.computeIfAbsent(group, path -> weights.group(path).elements()) : null;
  }

  private List<Description.Layer> stored() {
    List<Description.Layer> layers = new ArrayList<>();
    boolean byName = WeightsByName.is(weights);
    Hdf5Group groups = byName ? weights : weights.hasGroup("layers") ? weights.group("layers") : weights;
    for (String name : byName ? WeightsByName.layers(weights) : groups.names())
      layers.add(new Description.Layer(name, null, null, groups.hasGroup(name) ? Long.valueOf(groups.group(name).elements()) : null));
    return layers;
  }

  private static Long total(List<Description.Layer> layers) {
    if (layers.stream().anyMatch(layer -> layer.params() == null)) return null;
    return layers.stream().map(Description.Layer::params).filter(Objects::nonNull).mapToLong(Long::longValue).sum();
  }

  /** Of a config, or of the object that has it. */
  private static String text(Object object, String key) {
    Object value = object instanceof Map<?, ?> map ? map.get(key) : null;
    if (value == null && object instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> config) value = config.get(key);
    return value instanceof String text ? text : null;
  }

  private String optimizerName() {
    Map<?, ?> settings = compile instanceof Map<?, ?> map ? map : Map.of();
    Object named = settings.containsKey("optimizer_config") ? settings.get("optimizer_config") : settings.get("optimizer");
    String name = named instanceof String text ? text : text(named, "class_name");
    return name == null ? null : name.replaceFirst("^Custom>", "");
  }

  /** The first of an optimizer's variables. */
  private Long iterations() {
    if (optimizer == null) return null;
    List<String> names = optimizer.hasDataset("0") ? List.of("0") : WeightsByName.listedWeights(optimizer);
    if (names.isEmpty() || !optimizer.hasDataset(names.get(0))) return null;
    Hdf5Dataset first = optimizer.dataset(names.get(0));
    boolean scalar = first.isNumeric() && first.shape().rank() == 0 && first.type().isInteger();
    return scalar ? Long.valueOf(first.longs()[0]) : null;
  }
}
