package kerava.saving;

import static kerava.FormatException.refuseUnless;

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
import kerava.files.Content;
import kerava.files.StoredZip;
import kerava.files.Whole;
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
  private final Map<String, byte[]> members;
  private final Limits limits;

  private KerasArchive(String file, Map<String, byte[]> members, Limits limits) {
    this.file = file;
    this.members = members;
    this.limits = limits;
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

  static KerasArchive read(Path path, Limits limits) {
    String file = path.toString();
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      Limits.check(file, "members of the archive", zip.size(), limits.datasets());
      long total = 0;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        checkName(entry.getName(), file, limits);
        if (isAsset(entry.getName())) continue;
        String where = file + ": " + entry.getName();
        Limits.check(file, "inflated bytes of all members", total += entry.getSize(), limits.inflatedBytes());
        byte[] bytes = ZipMember.read(zip, entry, where, limits, (in, size) -> Whole.read(in, (int) size, where));
        refuseUnless(members.put(entry.getName(), bytes) == null, "%s: %s stands twice in the archive; save the model again", file,
            entry.getName());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new FormatException(
          file + ": no .keras archive, or a damaged one (" + Problems.told(e.getMessage()) + "); save the model again", e);
    }
    return new KerasArchive(file, members, limits);
  }

  /** Only what Keras writes may be there: three files, and assets. */
  private static void checkName(String name, String file, Limits limits) {
    Limits.check(file, "length of a name", name.length(), limits.nameLength());
    boolean known = Arrays.asList(METADATA, CONFIG, WEIGHTS).contains(name) || isAsset(name);
    refuseUnless(known, "%s: the archive may hold %s, %s, %s and a folder %s, got %s; other formats of weights are not supported", file,
        METADATA, CONFIG, WEIGHTS, ASSETS, Problems.told(name));
  }

  /** Files of layers that are not here, such as vocabularies; they are not read. */
  private static boolean isAsset(String name) {
    boolean plain = !name.contains("\\") && name.chars().noneMatch(Character::isISOControl)
        && Arrays.stream(name.split("/")).noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    return plain && name.startsWith(ASSETS + "/");
  }

  /** Null if the archive does not say it. */
  String version() {
    if (!members.containsKey(METADATA)) return null;
    return Json.read(text(METADATA), file + ": " + METADATA, limits).get("keras_version") instanceof String version ? version : null;
  }

  Map<String, Object> config() { return Json.read(text(CONFIG), file + ": " + CONFIG, limits); }

  Hdf5Group weights() { return Hdf5File.read(member(WEIGHTS), file + ": " + WEIGHTS, limits); }

  private String text(String name) { return new String(member(name), StandardCharsets.UTF_8); }

  private byte[] member(String name) {
    refuseUnless(members.containsKey(name), "%s: must hold %s, got %s; is it a .keras file?", file, name, members.keySet());
    return members.get(name);
  }
}
