package kerava.saving;

import static kerava.FormatException.refuseUnless;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.saving.hdf5.Hdf5File;
import kerava.saving.hdf5.Hdf5Group;

/**
 * Keras's .keras: a zip archive of {@code metadata.json}, {@code config.json} and {@code model.weights.h5}. Nothing is unpacked to the disk. Source: Keras
 * {@code saving/saving_lib.py}.
 */
final class KerasArchive {
  private static final String METADATA = "metadata.json", CONFIG = "config.json", WEIGHTS = "model.weights.h5", ASSETS = "assets";
  private static final DateTimeFormatter SAVED = DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss");
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final String file;
  private final Map<String, byte[]> members;
  private final Limits limits;

  private KerasArchive(String file, Map<String, byte[]> members, Limits limits) {
    this.file = file;
    this.members = members;
    this.limits = limits;
  }

  static boolean begins(byte[] bytes) { return bytes.length >= 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4; }

  static void write(Snapshot model, String file, OutputStream out) throws IOException {
    Map<String, Object> config = ArchitectureJson.model(model.network(), model.built(), ObjectWriter.MODERN);
    if (model.built() != null) config.put("build_config", Map.of("input_shape", model.built().nodes().get(0).input().nullable()));
    if (model.settings() != null)
      config.put("compile_config", CompileConfig.write(model.settings(), model.learningRate(), ObjectWriter.MODERN));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("keras_version", Dialect.KERAS_3.version());
    metadata.put("date_saved", SAVED.format(LocalDateTime.now()));
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      store(zip, METADATA, Json.write(metadata).getBytes(StandardCharsets.UTF_8));
      store(zip, CONFIG, Json.write(config).getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream weights = new ByteArrayOutputStream();
      Hdf5File.write(model.weights() == null ? Hdf5Group.root(file) : WeightsByClass.write(model, file), weights);
      store(zip, WEIGHTS, weights.toByteArray());
    }
  }

  /** Stored, not deflated, as Keras does it. */
  private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  static KerasArchive read(Path path, Limits limits) {
    String file = path.toString();
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      Limits.check(file, "members of the archive", zip.size(), limits.datasets());
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      Set<String> names = new HashSet<>();
      for (ZipEntry entry : entries) checkName(entry.getName(), names, file, limits);
      long total = 0;
      for (ZipEntry entry : entries) {
        byte[] bytes = bytes(zip, entry, file + ": " + entry.getName(), total, limits);
        total += bytes.length;
        members.put(entry.getName(), isAsset(entry.getName()) ? new byte[0] : bytes);
      }
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof EOFException ? "it ends too early" : Problems.told(e.getMessage());
      throw new FormatException(file + ": no .keras archive, or a damaged one (" + reason + "); save the model again", e);
    }
    return new KerasArchive(file, members, limits);
  }

  /** Only what Keras writes may be there: three files, and assets. */
  private static void checkName(String name, Set<String> before, String file, Limits limits) {
    Limits.check(file, "length of a name", name.length(), limits.nameLength());
    boolean known = Arrays.asList(METADATA, CONFIG, WEIGHTS).contains(name) || isAsset(name);
    refuseUnless(known, "%s: the archive may hold %s, %s, %s and a folder %s, got %s; other formats of weights are not supported", file,
        METADATA, CONFIG, WEIGHTS, ASSETS, Problems.told(name));
    refuseUnless(before.add(name), "%s: %s stands twice in the archive; save the model again", file, name);
  }

  /** Files of layers that are not here, such as vocabularies; they are checked, not kept. */
  private static boolean isAsset(String name) {
    boolean plain = !name.contains("\\") && name.chars().noneMatch(Character::isISOControl)
        && Arrays.stream(name.split("/")).noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    return plain && name.startsWith(ASSETS + "/");
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry, String where, long before, Limits limits) throws IOException {
    refuseUnless(entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED,
        "%s: must be stored or deflated, got compression method %d; save the model again", where, entry.getMethod());
    long stored = entry.getCompressedSize(), part = Limits.inflatedPart(stored, limits.archiveInflation()),
        most = Math.min(part, limits.inflatedBytes() - before);
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
      byte[] bytes = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
      long got = bytes.length + (in.read() < 0 ? 0 : 1); // at least
      Limits.check(where, "bytes inflated from " + stored, got, part);
      Limits.check(where, "inflated bytes of the file", before + got, limits.inflatedBytes());
      refuseUnless(bytes.length == entry.getSize(), "%s: must have the %d bytes that its archive declares, got %d; fetch the file again",
          where,
          entry.getSize(), bytes.length);
      refuseUnless(sum.getValue() == entry.getCrc(), "%s: damaged: the checksum must be %08x, got %08x; fetch the file again", where,
          entry.getCrc(), sum.getValue());
      return bytes;
    }
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
