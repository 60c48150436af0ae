package kerava.saving;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.config.Limits;
import kerava.saving.hdf5.Hdf5File;
import kerava.saving.hdf5.Hdf5Group;

/**
 * What a file of Keras holds, whether or not Kerava could load it; nothing is built or run. What the file does not say is null.
 *
 * @param format keras, h5, json, or for weights alone weights.h5 (Keras 3) or h5 weights (Keras 2)
 * @param optimizer its class; null: not compiled
 * @param optimizerVariables what the optimizer has gathered: the iterations, the learning rate and its slots
 * @param unsupported what keeps the file from being loaded
 */
public record Inspection(String format, String kerasVersion, String className, List<Part> layers, Long params, String optimizer,
    int optimizerVariables, List<String> unsupported) {

  /** A layer; {@code outputShape} has null for the batch axis. */
  public record Part(String name, String className, List<Integer> outputShape, Long params) {}

  public static Inspection of(Path file, Limits limits) {
    return ModelFile.guarded(file, () -> {
      byte[] beginning = ModelFile.beginning(file, limits);
      String name = file.toString();
      if (KerasArchive.begins(beginning)) return archive(file, limits);
      if (Hdf5File.begins(beginning)) return hdf5(Hdf5File.read(file, limits), name, limits);
      Map<String, Object> model = Json.read(ModelFile.text(file, limits), name, limits);
      return of("json", new ModelReader(name, model.get("keras_version"), model, limits), model, null, new Stored(null, false, 0),
          List.of());
    });
  }

  private static Inspection archive(Path path, Limits limits) {
    String file = path.toString();
    List<String> others = new ArrayList<>();
    KerasArchive archive = KerasArchive.read(path, limits, others);
    Map<String, Object> model = archive.config();
    Hdf5Group weights = archive.hasWeights() ? archive.weights() : null;
    Stored stored = new Stored(weights, false, weights == null ? 0 : Stored.datasets(weights, "optimizer"));
    return of("keras", new ModelReader(file, archive.version(), model, limits), model, ModelFile.compileConfig(model), stored,
        others.stream().map(name -> "the archive holds " + Problems.told(name) + ", which is not read").toList());
  }

  private static Inspection hdf5(Hdf5Group root, String file, Limits limits) {
    if (!WholeH5.is(root)) return weights(root);
    Map<String, Object> model = WholeH5.model(root, file, limits), training = WholeH5.training(root, file, limits);
    Stored stored = new Stored(WholeH5.weights(root), true, Stored.datasets(root, "optimizer_weights"));
    return of("h5", new ModelReader(file, WholeH5.version(root), model, limits), model, training, stored, List.of());
  }

  private static Inspection weights(Hdf5Group root) {
    boolean byName = WeightsByName.is(root);
    Hdf5Group layers = byName ? root : root.hasGroup("layers") ? root.group("layers") : null;
    List<Part> parts = new ArrayList<>();
    if (layers != null)
      for (String name : layers.names())
        if (layers.hasGroup(name))
          parts.add(new Part(Stored.name(layers.group(name), name), null, null, Stored.elements(layers.group(name))));
    String version = root.attributes().names().contains("keras_version") ? WholeH5.version(root) : null;
    return new Inspection(byName ? "h5 weights" : "weights.h5", version, null, parts, total(parts), null,
        Stored.datasets(root, "optimizer"),
        byName || WeightsByClass.is(root) ? List.of() : List.of("no weights of Keras, got " + Problems.told(root.names())));
  }

  private static Inspection of(String format, ModelReader reader, Map<String, Object> model, Object compile, Stored stored,
      List<String> others) {
    reader.architecture();
    String optimizer = null;
    if (compile != null) {
      Map<String, Object> config = reader.objects().object(compile, "compile");
      if (config != null) CompileConfig.read(config, reader.objects());
      if (config != null) optimizer = optimizer(config);
    }
    List<String> unsupported = new ArrayList<>(reader.problems().list());
    unsupported.addAll(others);
    String className = text(model.get("class_name"));
    List<Part> parts = new Outline(reader, "Sequential".equals(className), stored).parts(model);
    return new Inspection(format, reader.version(), className, parts, total(parts), optimizer, stored.optimizerVariables(), unsupported);
  }

  private static String optimizer(Map<String, Object> config) {
    Object given = config.containsKey("optimizer_config") ? config.get("optimizer_config") : config.get("optimizer");
    return text(given instanceof Map<?, ?> object ? object.get("class_name") : given);
  }

  /** Null if one of them is not known. */
  private static Long total(List<Part> parts) {
    return parts.stream().anyMatch(part -> part.params() == null) ? null : Long.valueOf(parts.stream().mapToLong(Part::params).sum());
  }

  static String text(Object value) { return value instanceof String text ? text : null; }
}
