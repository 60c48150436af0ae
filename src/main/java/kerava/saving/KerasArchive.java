package kerava.saving;

import static kerava.FormatException.refuseUnless;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.config.Names;
import kerava.files.Content;
import kerava.files.StoredZip;
import kerava.files.ZipMember;
import kerava.saving.hdf5.Hdf5File;
import kerava.saving.hdf5.Hdf5Group;

/**
 * Keras's .keras: a zip archive of {@code metadata.json}, {@code config.json} and {@code model.weights.h5}. Nothing is unpacked to the disk. Source: Keras
 * {@code saving/saving_lib.py}.
 */
final class KerasArchive {
  private static final String METADATA = "metadata.json", CONFIG = "config.json", WEIGHTS = "model.weights.h5", ASSETS = "assets";
  private static final DateTimeFormatter SAVED = DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss");

  private final String file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> members = new LinkedHashMap<>();
  private final Limits limits, limitsOfMembers;

  private KerasArchive(String file, ZipFile zip, Limits limits) throws IOException {
    this.file = file;
    this.zip = zip;
    this.limits = limits;
    limitsOfMembers = limits.with("inflation", limits.archiveInflation());
    Limits.check(file, "members of the archive", zip.size(), limits.layers());
    long total = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      checkName(entry.getName());
      refuseUnless(members.put(entry.getName(), entry) == null, "%s: %s stands twice in the archive; save the model again", file,
          entry.getName());
      Limits.check(file, "inflated bytes of all members", total += entry.getSize(), limits.inflatedBytes());
    }
    for (String name : members.keySet()) if (isAsset(name)) ZipMember.check(zip, member(name), where(name), limitsOfMembers);
  }

  static boolean begins(byte[] bytes) { return bytes.length >= 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4; }

  static Content write(Snapshot model, String file) {
    Map<String, Object> config = ArchitectureJson.model(model.network(), model.built(), ObjectWriter.MODERN);
    if (model.built() != null) config.put("build_config", Map.of("input_shape", model.built().nodes().get(0).input().nullable()));
    if (model.settings() != null)
      config.put("compile_config", CompileConfig.write(model.settings(), model.learningRate(), ObjectWriter.MODERN));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("keras_version", Dialect.KERAS_3.version());
    metadata.put("date_saved", SAVED.format(LocalDateTime.now()));
    Map<String, Content> members = new LinkedHashMap<>();
    members.put(METADATA, text(metadata));
    members.put(CONFIG, text(config));
    Hdf5Group weights = model.weights() == null ? Hdf5Group.root(file) : WeightsByClass.write(model, file);
    members.put(WEIGHTS, out -> Hdf5File.write(weights, out));
    return new StoredZip(members);
  }

  private static Content text(Map<String, Object> json) {
    byte[] bytes = Json.write(json).getBytes(StandardCharsets.UTF_8);
    return out -> out.write(bytes);
  }

  interface Reading<T> {
    T from(KerasArchive archive) throws IOException;
  }

  /** What {@code reading} makes of the archive, which is open as long as that takes. */
  static <T> T read(Path path, Limits limits, Reading<T> reading) {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return reading.from(new KerasArchive(path.toString(), zip, limits));
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof EOFException ? "it ends too early" : Problems.told(e.getMessage());
      throw new FormatException(path + ": no .keras archive, or a damaged one (" + reason + "); save the model again", e);
    }
  }

  /** Only what Keras writes may be there: three files, and assets. */
  private void checkName(String name) {
    Limits.check(file, "length of a name", name.length(), limits.nameLength());
    boolean known = Arrays.asList(METADATA, CONFIG, WEIGHTS).contains(name) || isAsset(name);
    refuseUnless(known, "%s: the archive may hold %s, %s, %s and a folder %s, got %s; other formats of weights are not supported", file,
        METADATA, CONFIG, WEIGHTS, ASSETS, Problems.told(name));
  }

  /** Files of layers that are not here, such as vocabularies; they are never read. */
  private static boolean isAsset(String name) {
    return name.startsWith(ASSETS + "/") && Names.broken(name.replaceFirst("/+$", "")) == null;
  }

  /** Null if the archive does not say it. */
  String version() throws IOException {
    return members.containsKey(METADATA) && json(METADATA).get("keras_version") instanceof String version ? version : null;
  }

  Map<String, Object> config() throws IOException { return json(CONFIG); }

  Hdf5Group weights() throws IOException {
    return Hdf5File.read(ZipMember.source(zip, member(WEIGHTS), where(WEIGHTS), limitsOfMembers), where(WEIGHTS), limits);
  }

  private Map<String, Object> json(String name) throws IOException {
    Limits.check(where(name), "bytes of JSON", member(name).getSize(), limits.jsonBytes());
    byte[] bytes = ZipMember.bytes(zip, member(name), where(name), limitsOfMembers);
    return Json.read(new String(bytes, StandardCharsets.UTF_8), where(name), limits);
  }

  private ZipEntry member(String name) {
    refuseUnless(members.containsKey(name), "%s: must hold %s, got %s; is it a .keras file?", file, name, members.keySet());
    return members.get(name);
  }

  private String where(String name) { return file + ": " + name; }
}
