package kerava.hdf5;

import kerava.KeravaException;
import kerava.config.Limits;

/** What may be the name of a group, dataset or attribute. */
final class Hdf5Names {
  private Hdf5Names() {}

  /** Null if {@code name} may be read or written, else the rule it breaks. */
  static String broken(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) return "a name must not be empty, . or ..";
    if (name.indexOf('\uFFFD') >= 0) return "a name must be UTF-8";
    if (name.indexOf('/') >= 0 || name.indexOf(0) >= 0) return "a name must not hold / or NUL";
    return null;
  }

  static void require(String where, String name) {
    int most = Limits.DEFAULT.nameLength();
    String rule = name.length() > most ? "a name may have " + most + " characters" : broken(name);
    KeravaException.require(rule == null, "%s: %s, got %s; choose another name", where, rule, abridged(name));
  }

  /** Fit for a message. */
  static String abridged(String name) {
    String visible = name.replace("\0", "\\0");
    return "'" + (visible.length() <= 100 ? visible : visible.substring(0, 100) + "... (" + name.length() + " characters)") + "'";
  }
}
