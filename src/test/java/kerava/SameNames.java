package kerava;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Compares sets of names, of which a failure tells those that differ and not all. */
public final class SameNames {
  private SameNames() {}

  /** {@code where} the names should stand, and what to do if they do not. */
  public static void check(Collection<String> expected, Collection<String> actual, String where) {
    Set<String> missing = new TreeSet<>(expected), more = new TreeSet<>(actual);
    missing.removeAll(actual);
    more.removeAll(expected);
    assertTrue(missing.isEmpty() && more.isEmpty(), () -> where + ": missing are " + missing + ", too many are " + more);
  }
}
