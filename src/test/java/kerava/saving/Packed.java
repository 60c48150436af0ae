package kerava.saving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kerava.hdf5.Hdf5Dataset;
import kerava.hdf5.Hdf5File;
import kerava.hdf5.Hdf5Group;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.models.Sequential;

/** A small model's JSON, changed by a test, in files of every format. */
final class Packed {
  /** A format, and the form of JSON in it. */
  enum Format {
    JSON("json", ObjectWriter.MODERN),
    LEGACY_JSON("json", ObjectWriter.LEGACY),
    KERAS("keras", ObjectWriter.MODERN),
    H5("h5",
        ObjectWriter.MODERN_H5),
    LEGACY_H5("h5", ObjectWriter.LEGACY);

    final String ending;
    final ObjectWriter form;

    Format(String ending, ObjectWriter form) {
      this.ending = ending;
      this.form = form;
    }
  }

  private Packed() {}

  static Sequential model() {
    Sequential model = new Sequential("m", List.of(new Input(4), new Dense(7, "relu").named("first"), new Dropout(0.5).named("drop"),
        new Dense(3, "softmax").named("last")));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    return model;
  }

  static String architecture(ObjectWriter form) {
    try (Sequential model = model()) {
      return Json.write(ArchitectureJson.model(model.network(), model.network().build(model.network().inputShape()), form));
    }
  }

  static String training(ObjectWriter form) {
    return Json
        .write(CompileConfig.write(kerava.training.CompileSettings.of("adam", "sparse_categorical_crossentropy", "accuracy"), null,
            java.util.List.of("last"), form));
  }

  /** A file with the weights of {@link #model}; {@code training} may be null. */
  static Path file(Path folder, Format format, String architecture, String training) throws IOException {
    return file(folder, format, architecture, training, null);
  }

  /** With an optimizer's variables by name; null: no place for them. */
  static Path file(Path folder, Format format, String architecture, String training, Map<String, Hdf5Dataset> optimizer)
      throws IOException {
    Path file = folder.resolve(format + "." + format.ending);
    String version = format.form.dialect().version();
    if (format.ending.equals("json")) return Files.writeString(file, architecture);
    if (format.ending.equals("h5")) return Files.write(file, h5(architecture, training, format.form.dialect(), optimizer));
    String config = training == null
        ? architecture
        : architecture.replaceFirst("\\}$", ",\"compile_config\":" + training.replace("\\", "\\\\").replace("$", "\\$") + "}");
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("metadata.json", utf8("{\"keras_version\": \"" + version + "\"}"));
    members.put("config.json", utf8(config));
    Hdf5Group weights = WeightsByClass.write(snapshot(), "packed");
    if (optimizer != null) optimizer.forEach(weights.makeGroup("optimizer/vars")::put);
    members.put("model.weights.h5", bytes(weights));
    return zip(file, members);
  }

  static Path zip(Path file, Map<String, byte[]> members) throws IOException {
    try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
      }
    }
    return file;
  }

  static byte[] utf8(String text) { return text.getBytes(StandardCharsets.UTF_8); }

  private static byte[] h5(String architecture, String training, Dialect dialect, Map<String, Hdf5Dataset> optimizer) throws IOException {
    Hdf5Group root = Hdf5Group.root("packed");
    root.attributes().put("model_config", architecture).put("keras_version", dialect.version());
    if (training != null) root.attributes().put("training_config", training);
    WeightsByName.write(root.makeGroup("model_weights"), snapshot(), dialect);
    if (optimizer != null) {
      Hdf5Group group = root.makeGroup("optimizer_weights");
      WeightsByName.putNames(group.attributes(), "weight_names", List.copyOf(optimizer.keySet()));
      optimizer.forEach((name, dataset) -> {
        if (dataset != null) group.put(name, dataset);
      });
    }
    return bytes(root);
  }

  private static Snapshot snapshot;

  static synchronized Snapshot snapshot() {
    if (snapshot == null) snapshot = made();
    return snapshot;
  }

  private static Snapshot made() {
    try (Sequential model = model()) {
      return new Snapshot(model.network(), model.built(), null, model.getWeights(), null);
    }
  }

  private static byte[] bytes(Hdf5Group root) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Hdf5File.write(root, bytes);
    return bytes.toByteArray();
  }
}
