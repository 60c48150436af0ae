package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;
import static kerava.data.Quoted.quoted;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kerava.config.Limits;
import kerava.config.Names;
import kerava.files.Content;
import kerava.files.SafeFile;
import kerava.files.StoredZip;
import kerava.files.ZipArchive;
import kerava.files.ZipMember;
import kerava.tensor.NDArray;

/**
 * NumPy's .npz files, {@code numpy.load(file)[key]}, {@code numpy.savez}: a zip archive with a .npy file, stored or deflated, for each
 * key. Nothing is unpacked to the disk. Refused: names that lead elsewhere, names that stand twice, other compressions, a wrong checksum,
 * pickles, and more than the limits allow, counted while inflating. Source: NumPy {@code lib/_npyio_impl.py}.
 */
public final class Npz {
  private static final String NPY = ".npy";

  /** Numbers are rarely compressed more than so many times; room is made for more only once they have been counted. */
  private static final int SUSPICIOUS = 100;

  private Npz() {}

  public static List<String> keys(Path file) { return keys(file, Limits.DEFAULT); }

  /** The names of the arrays in {@code file}, in the order of the archive. */
  public static List<String> keys(Path file, Limits limits) {
    return open(file, limits, entries -> List.copyOf(entries.keySet()));
  }

  public static NDArray read(Path file, String key) { return read(file, key, Limits.DEFAULT); }

  /** The array {@code key} of {@code file}, as {@link Npy#read(Path)} gives it. */
  public static NDArray read(Path file, String key, Limits limits) {
    return open(file, limits, entries -> {
      ZipMember member = member(entries, file, key);
      String where = file + ":" + key;
      if (member.size() / SUSPICIOUS > member.stored()) member.count(where, limits);
      return member.read(where, limits, (in, size) -> Npy.read(in, where, size, limits));
    });
  }

  static ZipMember member(Map<String, ZipMember> entries, Path file, String key) {
    require(entries.containsKey(key), "%s: no array is called %s; there are %s", file, quoted(key), listed(entries.keySet()));
    return entries.get(key);
  }

  /** Stored, not deflated; the same arrays give the same bytes. An old file stays whole if this fails. */
  public static void write(Path file, Map<String, NDArray> arrays) {
    arrays.keySet()
        .forEach(key -> require(plain(key), "%s: %s cannot be the name of an array; take one without .., / in front and \\", file,
            quoted(key)));
    Map<String, Content> members = new LinkedHashMap<>();
    arrays.forEach((key, array) -> members.put(key + NPY, out -> Npy.write(out, array)));
    SafeFile.writeOrSend(file, new StoredZip(members));
  }

  private static <T> T open(Path file, Limits limits, Function<Map<String, ZipMember>, T> body) {
    try (ZipArchive zip = archive(file, limits)) {
      return body.apply(entries(zip, file, limits));
    }
  }

  static ZipArchive archive(Path file, Limits limits) {
    FileInput.size(file);
    return ZipArchive.open(file, limits.datasets(), "arrays in one file", limits);
  }

  static Map<String, ZipMember> entries(ZipArchive zip, Path file, Limits limits) {
    Map<String, ZipMember> entries = new LinkedHashMap<>();
    for (ZipMember entry : zip.members()) {
      String name = entry.name();
      Limits.check(file.toString(), "length of a name", name.length(), limits.nameLength());
      refuseUnless(plain(name), "%s: names in the archive must not lead elsewhere, be folders or hold control characters, got %s; "
          + "save the arrays with numpy.savez", file, quoted(name));
      String key = name.endsWith(NPY) ? name.substring(0, name.length() - NPY.length()) : name;
      refuseUnless(entries.put(key, entry) == null, "%s: the name %s stands twice in the archive, so it is unclear which array it is; "
          + "save the arrays again", file, quoted(key));
    }
    return entries;
  }

  /** Whether {@code name} stays within a folder on every system: nothing here is unpacked, but other programs may do so. */
  private static boolean plain(String name) {
    return Names.broken(name) == null && !name.matches("(?s)[A-Za-z]:/.*");
  }

  static String listed(Iterable<String> keys) {
    StringBuilder list = new StringBuilder();
    for (String key : keys) list.append(list.isEmpty() ? "" : ", ").append(key);
    return list.isEmpty() ? "none" : quoted(list.toString());
  }
}
