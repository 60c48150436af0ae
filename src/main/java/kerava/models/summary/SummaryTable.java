package kerava.models.summary;

import static kerava.KeravaException.require;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text of {@code model.summary()}: what Keras 3 prints, and what tf.keras 2.2 to 2.6 printed.
 *
 * @param rows the layers in the order in which Keras lists them, each followed by the layers inside it
 * @param connected whether the table tells where each layer's inputs come from: for a Functional model whose rows are not
 *     {@link #sequentialLike}
 * @param optimizer its variables, or null if there are none yet (Keras builds them when training starts)
 */
public record SummaryTable(String modelName, List<Row> rows, boolean connected, Weights trainable, Weights nonTrainable,
    Weights optimizer) {

  /**
   * One layer.
   *
   * @param outputShape as Python prints it: {@code (None, 128)}, {@code [(None, 2), (None, 5)]} of several outputs, or {@code ?} if
   *     unknown; of a layer that was called more than once, the shape of the last call; where they differ, Keras 2 prints
   *     {@code multiple}
   * @param params not looked at unless {@code built}
   * @param connections where the inputs of all its calls in this model come from, call after call: {@code layer[call][output]}, counted
   *     from 0, {@code input_layer[0][0]}; none of an Input and of what stands inside another layer
   * @param trainable what {@code layer.trainable} says; not looked at without weights
   * @param level 0, or how many layers it stands inside of
   */
  public record Row(String name, String className, String outputShape, long params, boolean built, List<String> connections,
      boolean trainable, int level) {
    public Row {
      connections = List.copyOf(connections);
      require(level >= 0, "a row of a summary: level must be 0 or more, got %d", level);
    }

    /** A layer of a chain. */
    public Row(String name, String className, String outputShape, long params, boolean built) {
      this(name, className, outputShape, params, built, List.of(), true, 0);
    }

    private String label() { return CellText.printable((level > 0 ? "   ".repeat(level) + "└ " : "") + name + " (" + className + ")"); }

    private List<String> sources() { return connections.stream().map(CellText::printable).toList(); }

    private String trains() { return !built || params == 0 ? "-" : trainable ? "Y" : "N"; }

    /** An Input's shape was a list in Keras 2. */
    private String keras2Shape() { return className.equals("InputLayer") ? "[" + outputShape + "]" : outputShape; }
  }

  /** How many numbers, and the bytes they take. */
  public record Weights(long params, long bytes) {
    public static Weights float32(long params) { return new Weights(params, 4 * params); }

    private Weights plus(Weights w) { return w == null ? this : new Weights(params + w.params, bytes + w.bytes); }
  }

  private static final int[] KERAS2_ENDS = {29, 55, 65}, KERAS2_CONNECTED_ENDS = {32, 53, 65, 98};
  private static final Pattern CALL = Pattern.compile("\\[\\d+]\\[\\d+]$");

  public SummaryTable {
    rows = List.copyOf(rows);
  }

  /** A chain's. */
  public SummaryTable(String modelName, List<Row> rows, Weights trainable, Weights nonTrainable, Weights optimizer) {
    this(modelName, rows, false, trainable, nonTrainable, optimizer);
  }

  public SummaryTable(String modelName, List<Row> rows, Weights trainable, Weights nonTrainable) {
    this(modelName, rows, trainable, nonTrainable, null);
  }

  /**
   * Whether a Functional model is printed as a chain: every layer is called once, on one tensor, and no two calls stand side by side (keras
   * {@code utils/summary_utils.py}).  Layers inside of others do not count.
   *
   * @param rows all layers of the model, Input layers too, with their connections
   */
  public static boolean sequentialLike(List<Row> rows) {
    List<Row> outer = rows.stream().filter(row -> row.level == 0).toList();
    Set<String> sources = new HashSet<>();
    for (Row row : outer) {
      if (row.connections.size() > 1) return false;
      for (String connection : row.connections) if (!sources.add(CALL.matcher(connection).replaceFirst(""))) return false;
    }
    return sources.size() == outer.size() - 1;
  }

  /**
   * tf.keras 2.2 to 2.6 (keras {@code utils/layer_utils.py}): 65 wide, columns end at 29, 55 and 65; 98 wide with the connections, columns
   * end at 32, 53, 65 and 98, and further connections stand on lines of their own. An over-long field loses its tail, rows are filled
   * with spaces. Where the original counted characters this counts terminal cells, so that Korean names line up. Layers inside of others
   * are not shown.
   */
  public String keras2() {
    int[] ends = connected ? KERAS2_CONNECTED_ENDS : KERAS2_ENDS;
    int line = ends[ends.length - 1];
    List<Row> outer = shown(false);
    StringBuilder text = new StringBuilder("Model: \"" + CellText.printable(modelName) + "\"\n").append("_".repeat(line)).append('\n');
    keras2Row(text, ends, "Layer (type)", "Output Shape", "Param #", "Connected to").append("=".repeat(line)).append('\n');
    for (int i = 0; i < outer.size(); i++) {
      Row row = outer.get(i);
      List<String> from = row.sources();
      keras2Row(text, ends, row.label(), row.keras2Shape(), row.built ? Long.toString(row.params) : "0 (unused)",
          from.isEmpty() ? "" : from.get(0));
      if (connected) from.stream().skip(1).forEach(next -> keras2Row(text, ends, "", "", "", next));
      text.append((i < outer.size() - 1 ? "_" : "=").repeat(line)).append('\n');
    }
    text.append("Total params: ").append(grouped(trainable.params + nonTrainable.params));
    text.append("\nTrainable params: ").append(grouped(trainable.params));
    text.append("\nNon-trainable params: ").append(grouped(nonTrainable.params));
    return text.append('\n').append("_".repeat(line)).append('\n').toString();
  }

  /** As many of the fields as there are columns. */
  private static StringBuilder keras2Row(StringBuilder text, int[] ends, String... fields) {
    String line = "";
    for (int i = 0; i < ends.length; i++) {
      if (i > 0) line = CellText.fit(line, CellText.width(line) - 1) + " ";
      line = CellText.fit(line + fields[i], ends[i]);
    }
    return text.append(line).append('\n');
  }

  /** {@link #keras3(int, boolean, boolean)} with neither. */
  public String keras3(int columns) { return keras3(columns, false, false); }

  /**
   * Keras 3.15 (keras {@code utils/summary_utils.py}, drawn by rich), without colours: {@code columns - 4} wide, at most 88, with the
   * connections 108, and 12 more with {@code showTrainable}.
   *
   * @param columns the terminal's width: at least 20, with the connections 25, with {@code showTrainable} 35; Python takes 80 where there
   *     is no terminal
   * @param expandNested shows the layers inside of others, too
   * @param showTrainable adds a column that tells which layers train
   */
  public String keras3(int columns, boolean expandNested, boolean showTrainable) {
    RichTable table = RichTable.of(columns, connected, showTrainable);
    List<String[]> cells = shown(expandNested).stream().map(row -> {
      String sources = row.connections.isEmpty() ? "-" : String.join(", ", row.sources());
      Stream<String> fields = Stream.of(row.label(), row.outputShape.replace(",)", ")"), row.built ? grouped(row.params) : "0 (unbuilt)");
      if (connected) fields = Stream.concat(fields, Stream.of(sources));
      if (showTrainable) fields = Stream.concat(fields, Stream.of(row.trains()));
      return fields.toArray(String[]::new);
    }).toList();
    StringBuilder text = new StringBuilder();
    folded(text, "Model: \"" + CellText.printable(modelName) + "\"", columns);
    table.draw(text, cells);
    folded(text, total(" Total params: ", trainable.plus(nonTrainable).plus(optimizer)), columns);
    folded(text, total(" Trainable params: ", trainable), columns);
    folded(text, total(" Non-trainable params: ", nonTrainable), columns);
    if (optimizer != null) folded(text, total(" Optimizer params: ", optimizer), columns);
    return text.toString();
  }

  private List<Row> shown(boolean nested) { return rows.stream().filter(row -> nested || row.level == 0).toList(); }

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
