package kerava.saving;

import static kerava.FormatException.refuseUnless;

import java.text.Normalizer;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Names of an archive's members as a disk takes them, where Keras unpacks them: on some, two that differ here are one. */
final class AssetNames {
  private AssetNames() {}

  /** Refuses names that differ by case, by the Unicode form, or by dots and spaces at an end, and files that are folders of others. */
  static void check(Set<String> names, String file) {
    NavigableMap<String, String> seen = new TreeMap<>();
    for (String name : names) {
      String twin = seen.put(folded(name), name);
      refuseUnless(twin == null, "%s: the names in the archive must differ on every system, got %s and %s; save the model again", file,
          Problems.told(twin), Problems.told(name));
    }
    for (String name : seen.keySet()) {
      String inside = seen.higherKey(name + "/");
      refuseUnless(name.endsWith("/") || !seen.containsKey(name + "/") && (inside == null || !inside.startsWith(name + "/")),
          "%s: %s in the archive must be a file or a folder, got both; save the model again", file, Problems.told(seen.get(name)));
    }
  }

  private static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replaceAll("[. ]+(/|$)",
        "$1");
  }
}
