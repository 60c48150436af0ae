package kerava.hdf5;

import static kerava.FormatException.refuseUnless;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which bytes of a file are whose numbers: none are two datasets'. */
final class Extents {
  private record Extent(long end, Object owner) {}

  private final NavigableMap<Long, Extent> taken = new TreeMap<>();

  /** The same owner may claim the same bytes again. */
  synchronized void claim(long at, long length, Object owner, String where) {
    if (length <= 0) return;
    Extent claimed = new Extent(at + length, owner);
    Map.Entry<Long, Extent> before = taken.lowerEntry(claimed.end());
    if (before != null && before.getKey() == at && before.getValue().equals(claimed)) return;
    refuseUnless(before == null || before.getValue().end() <= at,
        "%s: its numbers must be its own, got bytes %d to %d, some of which are %s's too; the file is damaged or hostile",
        where, at, claimed.end() - 1, before == null ? "" : before.getValue().owner());
    taken.put(at, claimed);
  }
}
