package kerava.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kerava.network.Variable;
import kerava.tensor.NDArray;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Weights of float32 laid end to end in one matrix of {@code width} columns, so that one split hands out views and an optimizer's
 * elementwise formula runs once for all of them. First, without copying, those whose rows are the matrix's; then a tail of all others, each
 * from a multiple of 16 floats on, which is split once more as a vector. What lies between the weights is 0 and stays 0.
 */
record PackedLayout(List<Variable> variables, int width) implements Layout {
  /** Floats in 64 bytes, what TensorFlow's kernels want a view to be aligned to. */
  static final int ALIGNMENT = 16;

  PackedLayout {
    int columns = width;
    variables = variables.stream().sorted(Comparator.comparing(v -> !fills(v, columns))).toList();
  }

  /** The width that most weights fill whole rows of: the commonest last axis that is a multiple of 16, or 16. */
  static PackedLayout of(List<Variable> variables) {
    Map<Integer, Long> lasts = variables.stream().filter(v -> v.shape().rank() == 2 && v.shape().last() % ALIGNMENT == 0)
        .collect(Collectors.groupingBy(v -> v.shape().last(), Collectors.counting()));
    int width = lasts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(ALIGNMENT);
    return new PackedLayout(variables, width);
  }

  private static boolean fills(Variable variable, int width) { return variable.shape().rank() == 2 && variable.shape().last() == width; }

  private List<Variable> full() { return variables.stream().filter(v -> fills(v, width)).toList(); }

  private List<Variable> tail() { return variables.stream().filter(v -> !fills(v, width)).toList(); }

  private static int padded(Variable variable) { return (variable.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT; }

  private int fullRows() { return full().stream().mapToInt(v -> v.shape().size(0)).sum(); }

  private int tailRows() { return (tail().stream().mapToInt(PackedLayout::padded).sum() + width - 1) / width; }

  @Override public org.tensorflow.ndarray.Shape shape() { return org.tensorflow.ndarray.Shape.of(fullRows() + tailRows(), width); }

  private int room(Variable variable) { return fills(variable, width) ? variable.size() : padded(variable); }

  @Override public NDArray join(List<NDArray> values) {
    float[] joined = new float[(fullRows() + tailRows()) * width];
    for (int i = 0, at = 0; i < values.size(); at += room(variables.get(i)), i++)
      System.arraycopy(values.get(i).values(), 0, joined, at, variables.get(i).size());
    return NDArray.of(joined);
  }

  @Override public List<NDArray> part(NDArray joined) {
    List<NDArray> parts = new ArrayList<>();
    int at = 0;
    for (Variable variable : variables) {
      parts.add(new NDArray(variable.shape(), Arrays.copyOfRange(joined.values(), at, at + variable.size())));
      at += room(variable);
    }
    return parts;
  }

  @Override public Map<Variable, Operand<?>> split(Ops tf, Operand<?> value) {
    Operand<TFloat32> matrix = floats(value);
    List<Integer> rows = new ArrayList<>(full().stream().map(v -> v.shape().size(0)).toList());
    if (tailRows() > 0) rows.add(tailRows());
    List<? extends Operand<TFloat32>> blocks = split(tf, matrix, rows);
    Map<Variable, Operand<?>> views = new HashMap<>();
    for (int i = 0; i < full().size(); i++) views.put(full().get(i), blocks.get(i));
    if (tailRows() == 0) return views;
    List<Integer> sizes = new ArrayList<>(tail().stream().map(PackedLayout::padded).toList());
    if (rest() > 0) sizes.add(rest());
    List<? extends Operand<TFloat32>> parts = split(tf, vector(tf, blocks.get(full().size()), tailRows() * width), sizes);
    for (int i = 0; i < tail().size(); i++) views.put(tail().get(i), view(tf, parts.get(i), tail().get(i)));
    return views;
  }

  private static Operand<TFloat32> floats(Operand<?> value) { return value.asOutput().expect(TFloat32.class); }

  @Override public Operand<?> concat(Ops tf, List<? extends Operand<?>> given) {
    List<Operand<TFloat32>> values = given.stream().map(PackedLayout::floats).toList();
    List<Operand<TFloat32>> blocks = new ArrayList<>(values.subList(0, full().size())), parts = new ArrayList<>();
    for (int i = full().size(); i < values.size(); i++) parts.add(flat(tf, values.get(i), variables.get(i)));
    if (rest() > 0) parts.add(tf.constant(new float[rest()]));
    if (!parts.isEmpty()) blocks.add(tf.reshape(concatenated(tf, parts), tf.constant(new int[] {tailRows(), width})));
    return concatenated(tf, blocks);
  }

  /** Floats of the tail's last row that no weight takes. */
  private int rest() { return tailRows() * width - tail().stream().mapToInt(PackedLayout::padded).sum(); }

  private static List<? extends Operand<TFloat32>> split(Ops tf, Operand<TFloat32> value, List<Integer> sizes) {
    int[] all = sizes.stream().mapToInt(Integer::intValue).toArray();
    return all.length == 1 ? List.of(value) : tf.splitV(value, tf.constant(all), tf.constant(0), (long) all.length).output();
  }

  private static Operand<TFloat32> concatenated(Ops tf, List<Operand<TFloat32>> parts) {
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(0));
  }

  private static Operand<TFloat32> vector(Ops tf, Operand<TFloat32> value, int size) {
    return tf.reshape(value, tf.constant(new int[] {size}));
  }

  private static Operand<TFloat32> view(Ops tf, Operand<TFloat32> part, Variable variable) {
    Operand<TFloat32> own = variable.size() == padded(variable)
        ? part
        : tf.slice(part, tf.constant(new int[] {0}), tf.constant(new int[] {variable.size()}));
    return variable.shape().rank() == 1 ? own : tf.reshape(own, tf.constant(variable.shape().toArray()));
  }

  private static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> value, Variable variable) {
    Operand<TFloat32> own = variable.shape().rank() == 1 ? value : vector(tf, value, variable.size());
    int missing = padded(variable) - variable.size();
    return missing == 0 ? own : tf.pad(own, tf.constant(new int[][] {{0, missing}}), tf.constant(0f));
  }
}
