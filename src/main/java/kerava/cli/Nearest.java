package kerava.cli;

import java.util.Collection;
import java.util.Comparator;

/** The known word that a mistyped one is nearest to. */
final class Nearest {
  private Nearest() {}

  static String to(String word, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(k -> distance(word, k))).orElseThrow();
  }

  /** Levenshtein's distance: how many characters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
