package kerava.saving;

import static kerava.FormatException.refuseUnless;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kerava.config.Limits;
import kerava.config.Names;
import kerava.files.Content;
import kerava.files.FileKind;
import kerava.files.Signatures;
import kerava.files.Source;
import kerava.files.StoredZip;
import kerava.files.Utf8;
import kerava.files.ZipArchive;
import kerava.files.ZipMember;
import kerava.hdf5.Hdf5File;
import kerava.hdf5.Hdf5Group;

/**
 * Keras's .keras: a zip archive of {@code metadata.json}, {@code config.json} and {@code model.weights.h5}. Nothing is unpacked to the
 * disk. Source: Keras {@code saving/saving_lib.py}.
 */
final class KerasArchive {
  private static final String METADATA = "metadata.json", CONFIG = "config.json", WEIGHTS = "model.weights.h5", ASSETS = "assets";
  private static final DateTimeFormatter SAVED = DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss");

  private final String file;
  private final Map<String, ZipMember> members = new LinkedHashMap<>();
  private final Limits limits, limitsOfMembers;

  private KerasArchive(String file, ZipArchive zip, Limits limits) {
    this.file = file;
    this.limits = limits;
    limitsOfMembers = limits.with("inflation", limits.archiveInflation());
    Set<String> names = zip.members().stream().map(ZipMember::name).collect(Collectors.toSet());
    if (Collections.disjoint(names, List.of(METADATA, CONFIG, WEIGHTS)))
      throw FileKind.of(FileKind.Form.ZIP, names).refusal(file, "a .keras archive");
    long total = 0;
    for (ZipMember member : zip.members()) {
      checkName(member.name());
      ZipMember twin = members.put(member.name(), member);
      refuseUnless(twin == null, "%s: %s stands twice in the archive; save the model again", file, member.name());
      Limits.check(file, "inflated bytes of all members", total += member.size(), limits.inflatedBytes());
    }
    AssetNames.check(members.keySet(), file);
    checkAlone(zip);
    for (String name : members.keySet()) if (isAsset(name)) member(name).check(where(name), limitsOfMembers);
  }

  /**
   * Python goes by the name of a file: what ends in .h5 it opens as HDF5, which may begin behind something else. The weights may do so by
   * chance.
   */
  private void checkAlone(ZipArchive zip) {
    List<Long> places = Signatures.hdf5(zip.source());
    boolean asH5 = file.endsWith(".h5") || file.endsWith(".hdf5");
    boolean alone = places.isEmpty() || !asH5 && members.containsKey(WEIGHTS) && places.equals(List.of(member(WEIGHTS).place()));
    refuseUnless(alone, "%s: must be a .keras archive alone, got one that is HDF5 too, from byte %s on; the file is damaged or hostile",
        file, places);
  }

  static Content write(Snapshot model, String file) {
    Map<String, Object> config = ArchitectureJson.model(model.network(), model.built(), ObjectWriter.MODERN);
    if (model.built() != null)
      config.put("build_config", Collections.singletonMap("input_shape",
          model.network().isSequential() ? model.built().inputs().get(0).nullable() : null));
    CompileConfig.put(model, config);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("keras_version", Dialect.KERAS_3.version());
    metadata.put("date_saved", SAVED.format(LocalDateTime.now()));
    Map<String, Content> members = new LinkedHashMap<>();
    members.put(METADATA, text(metadata));
    members.put(CONFIG, text(config));
    Hdf5Group weights = model.weights() == null ? Hdf5Group.root(file) : WeightsByClass.writeWhole(model, file);
    members.put(WEIGHTS, out -> Hdf5File.write(weights, out));
    return new StoredZip(members);
  }

  private static Content text(Map<String, Object> json) {
    byte[] bytes = Json.write(json).getBytes(StandardCharsets.UTF_8);
    return out -> out.write(bytes);
  }

  /** The archive in {@code source}, which must stay open as long as it is read from. */
  static KerasArchive of(Source source, String file, Limits limits) {
    return new KerasArchive(file, ZipArchive.of(source, file, limits.layers(), "members of the archive"), limits);
  }

  /** Only what Keras writes may be there: three files, and assets. */
  private void checkName(String name) {
    Limits.check(file, "length of a name", name.length(), limits.nameLength());
    boolean known = Arrays.asList(METADATA, CONFIG, WEIGHTS).contains(name) || isAsset(name);
    refuseUnless(known, "%s: the archive may hold %s, %s, %s and a folder %s, got %s; other formats of weights are not supported", file,
        METADATA, CONFIG, WEIGHTS, ASSETS, Problems.told(name));
  }

  /** Files of layers: vocabularies, which {@link Vocabularies} reads; others are never read. */
  private static boolean isAsset(String name) {
    return name.startsWith(ASSETS + "/") && Names.broken(name.replaceFirst("/+$", "")) == null;
  }

  /** Null if the archive does not say it. */
  String version() {
    return members.containsKey(METADATA) && json(METADATA).get("keras_version") instanceof String version ? version : null;
  }

  Map<String, Object> config() {
    Map<String, Object> config = json(CONFIG);
    new Vocabularies(name -> members.containsKey(name) ? member(name).bytes(where(name), limitsOfMembers) : null, this::weights,
        Dialect.of(version(), config.containsKey("module"))).fill(config, "");
    return config;
  }

  Hdf5Group weights() {
    return Hdf5File.read(member(WEIGHTS).source(where(WEIGHTS), limitsOfMembers), where(WEIGHTS), limits);
  }

  private Map<String, Object> json(String name) {
    Limits.check(where(name), "bytes of JSON", member(name).size(), limits.jsonBytes());
    return Json.read(Utf8.decode(member(name).bytes(where(name), limitsOfMembers), where(name)), where(name), limits);
  }

  private ZipMember member(String name) {
    refuseUnless(members.containsKey(name), "%s: must hold %s, got %s; is it a .keras file?", file, name, members.keySet());
    return members.get(name);
  }

  private String where(String name) { return file + ": " + name; }
}
