package kerava.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cells in rows under a header. */
record Table(List<String> header, List<List<String>> rows) {
  /** For Markdown. */
  String markdown() {
    return line(header) + "|" + "---|".repeat(header.size()) + "\n" + rows.stream().map(Table::line).collect(Collectors.joining());
  }

  private static String line(List<String> cells) { return "| " + String.join(" | ", cells) + " |\n"; }

  /** For the screen: each column as wide as its widest cell. */
  String plain() {
    List<List<String>> all = new ArrayList<>(List.of(header));
    all.addAll(rows);
    int[] widths = IntStream.range(0, header.size()).map(i -> all.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)).toArray();
    return all.stream().map(row -> IntStream.range(0, row.size()).mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
        .collect(Collectors.joining("  ")).stripTrailing()).collect(Collectors.joining("\n"));
  }
}
