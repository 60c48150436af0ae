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
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.saving.hdf5.Hdf5File;
import kerava.saving.hdf5.Hdf5Group;

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
        .write(CompileConfig.write(kerava.training.CompileSettings.of("adam", "sparse_categorical_crossentropy", "accuracy"), null, form));
  }

  /** A file whose weights are not looked at, for its JSON is refused before; {@code training} may be null. */
  static Path file(Path folder, Format format, String architecture, String training) throws IOException {
    Path file = folder.resolve(format + "." + format.ending);
    String version = format.form.dialect().version();
    if (format.ending.equals("json")) return Files.writeString(file, architecture);
    if (format.ending.equals("h5")) return Files.write(file, h5(architecture, training, version));
    String config = training == null
        ? architecture
        : architecture.replaceFirst("\\}$", ",\"compile_config\":" + training.replace("\\", "\\\\").replace("$", "\\$") + "}");
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("metadata.json", utf8("{\"keras_version\": \"" + version + "\"}"));
    members.put("config.json", utf8(config));
    members.put("model.weights.h5", h5(architecture, null, version));
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

  private static byte[] h5(String architecture, String training, String version) throws IOException {
    Hdf5Group root = Hdf5Group.root("packed");
    root.attributes().put("model_config", architecture).put("keras_version", version);
    if (training != null) root.attributes().put("training_config", training);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Hdf5File.write(root, bytes);
    return bytes.toByteArray();
  }
}
