package kerava.network;

import static kerava.KeravaException.require;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text of {@code model.summary()} for a model whose layers form a chain: what Keras 3 prints, and what tf.keras 2.2 to 2.6 printed. */
public record SummaryTable(String modelName, List<Row> rows, Weights trainable, Weights nonTrainable, Weights optimizer) {

  /**
   * One layer; {@code outputShape} as Python prints it, {@code (None, 128)}, or {@code ?} if unknown; {@code params} is not looked at
   * unless {@code built}.
   */
  public record Row(String name, String className, String outputShape, long params, boolean built) {
    private String label() { return CellText.printable(name + " (" + className + ")"); }
  }

  /** How many numbers, and the bytes they take. */
  public record Weights(long params, long bytes) {
    public static Weights float32(long params) { return new Weights(params, 4 * params); }

    private Weights plus(Weights w) { return w == null ? this : new Weights(params + w.params, bytes + w.bytes); }
  }

  private static final int[] KERAS2_ENDS = {29, 55, 65};
  private static final double[] KERAS3_ENDS = {0.45, 0.80, 1.0};

  /** {@code optimizer}: its variables, or null if there are none yet (Keras builds them when training starts). */
  public SummaryTable {
    rows = List.copyOf(rows);
  }

  public SummaryTable(String modelName, List<Row> rows, Weights trainable, Weights nonTrainable) {
    this(modelName, rows, trainable, nonTrainable, null);
  }

  /**
   * tf.keras 2.2 to 2.6 (keras {@code utils/layer_utils.py}): 65 wide, columns end at 29, 55 and 65, an over-long field loses its tail.
   * Rows are filled with spaces
   * to 65.  Where the original counted characters this counts terminal cells, so that Korean names line up.
   */
  public String keras2() {
    StringBuilder text = new StringBuilder("Model: \"" + CellText.printable(modelName) + "\"\n").append("_".repeat(65)).append('\n');
    keras2Row(text, "Layer (type)", "Output Shape", "Param #").append("=".repeat(65)).append('\n');
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      keras2Row(text, row.label(), row.outputShape, row.built ? Long.toString(row.params) : "0 (unused)");
      text.append((i < rows.size() - 1 ? "_" : "=").repeat(65)).append('\n');
    }
    text.append("Total params: ").append(grouped(trainable.params + nonTrainable.params));
    text.append("\nTrainable params: ").append(grouped(trainable.params));
    text.append("\nNon-trainable params: ").append(grouped(nonTrainable.params));
    return text.append('\n').append("_".repeat(65)).append('\n').toString();
  }

  private static StringBuilder keras2Row(StringBuilder text, String... fields) {
    String line = "";
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) line = CellText.fit(line, CellText.width(line) - 1) + " ";
      line = CellText.fit(line + fields[i], KERAS2_ENDS[i]);
    }
    return text.append(line).append('\n');
  }

  /**
   * Keras 3.15 (keras {@code utils/summary_utils.py}, drawn by rich): {@code columns - 4} wide, at most 88, without colours.
   *
   * @param columns the terminal's width, at least 20; Python takes 80 where there is no terminal
   */
  public String keras3(int columns) {
    require(columns >= 20, "summary: a table needs a terminal of at least 20 columns, got %d", columns);
    int[] widths = columnWidths(Math.min(88, columns - 4));
    StringBuilder text = new StringBuilder();
    folded(text, "Model: \"" + CellText.printable(modelName) + "\"", columns);
    border(text, widths, "┏━┳┓");
    cells(text, widths, '┃', "Layer (type)", "Output Shape", "Param #");
    border(text, widths, "┡━╇┩");
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (i > 0) border(text, widths, "├─┼┤");
      cells(text, widths, '│', row.label(), row.outputShape, row.built ? grouped(row.params) : "0 (unbuilt)");
    }
    border(text, widths, "└─┴┘");
    folded(text, total(" Total params: ", trainable.plus(nonTrainable).plus(optimizer)), columns);
    folded(text, total(" Trainable params: ", trainable), columns);
    folded(text, total(" Non-trainable params: ", nonTrainable), columns);
    if (optimizer != null) folded(text, total(" Optimizer params: ", optimizer), columns);
    return text.toString();
  }

  /**
   * Keras gives the columns the whole line; padding and borders make that too wide by 10, which rich takes off the columns as evenly as
   * whole numbers allow.
   */
  private static int[] columnWidths(int line) {
    int n = KERAS3_ENDS.length;
    int[] widths = new int[n];
    int start = 0;
    for (int i = 0; i < n; i++) {
      widths[i] = (int) (KERAS3_ENDS[i] * line) - start + 2;
      start += widths[i] - 2;
    }
    int excess = 2 * n + n + 1;
    for (int i = 0; i < n; i++) {
      int share = Math.min(widths[i], (int) Math.rint((double) excess / (n - i)));
      widths[i] -= share;
      excess -= share;
    }
    return widths;
  }

  /** {@code marks}: left end, line, crossing, right end. */
  private static void border(StringBuilder text, int[] widths, String marks) {
    for (int i = 0; i < widths.length; i++) text.append(marks.charAt(i == 0 ? 0 : 2)).append(marks.substring(1, 2).repeat(widths[i]));
    text.append(marks.charAt(3)).append('\n');
  }

  /**
   * One row, as many lines high as its highest cell; the header's texts stand on its last line, the others on the first; the last column is
   * set to the right.
   */
  private static void cells(StringBuilder text, int[] widths, char divider, String... fields) {
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) cells.add(CellText.cell(fields[i], widths[i] - 2, i == fields.length - 1));
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < fields.length; i++) {
        List<String> cell = cells.get(i);
        int from = divider == '┃' ? height - cell.size() : 0;
        String line = y >= from && y < from + cell.size() ? cell.get(y - from) : " ".repeat(widths[i] - 2);
        text.append(divider).append(' ').append(line).append(' ');
      }
      text.append(divider).append('\n');
    }
  }

  private static void folded(StringBuilder text, String line, int columns) {
    CellText.fold(line, columns).forEach(l -> text.append(l).append('\n'));
  }

  private static String total(String label, Weights w) { return label + grouped(w.params) + " (" + size(w.bytes) + ")"; }

  private static String grouped(long number) { return String.format(Locale.ROOT, "%,d", number); }

  private static String size(double bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB", "PB"};
    int unit = 0;
    for (; unit < units.length - 1 && bytes >= 1024; unit++) bytes /= 1024;
    return new BigDecimal(bytes).setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " " + units[unit];
  }
}
