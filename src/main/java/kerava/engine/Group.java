package kerava.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kerava.network.Variable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Weights laid end to end in one matrix of {@code width} columns, each on rows of its own, so that one split hands out views without copying
 * and an optimizer's elementwise formula runs once for all of them. The rest of a weight's last row is 0 and stays 0.
 */
record Group(List<Variable> variables, int width) implements Storage {
  /** Floats in 64 bytes, what TensorFlow's kernels want a view to be aligned to. */
  static final int ALIGNMENT = 16;

  /** The width that most weights fill whole rows of: the commonest last axis that is a multiple of 16, or 16. */
  static Group of(List<Variable> variables) {
    Map<Integer, Long> lasts = variables.stream().filter(v -> v.shape().rank() == 2 && v.shape().last() % ALIGNMENT == 0)
        .collect(Collectors.groupingBy(v -> v.shape().last(), Collectors.counting()));
    int width = lasts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(ALIGNMENT);
    return new Group(variables, width);
  }

  int rows() { return variables.stream().mapToInt(this::rows).sum(); }

  private int rows(Variable variable) { return (variable.size() + width - 1) / width; }

  @Override public org.tensorflow.ndarray.Shape shape() { return org.tensorflow.ndarray.Shape.of(rows(), width); }

  @Override public float[] join(List<float[]> values) {
    float[] joined = new float[rows() * width];
    int at = 0;
    for (int i = 0; i < variables.size(); at += rows(variables.get(i)) * width, i++)
      System.arraycopy(values.get(i), 0, joined, at, variables.get(i).size());
    return joined;
  }

  @Override public List<float[]> part(float[] joined) {
    List<float[]> parts = new ArrayList<>();
    int at = 0;
    for (Variable variable : variables) {
      parts.add(java.util.Arrays.copyOfRange(joined, at, at + variable.size()));
      at += rows(variable) * width;
    }
    return parts;
  }

  @Override public Map<Variable, Operand<TFloat32>> split(Ops tf, Operand<TFloat32> matrix) {
    int[] rows = variables.stream().mapToInt(this::rows).toArray();
    List<? extends Operand<TFloat32>> parts = rows.length == 1
        ? List.of(matrix)
        : tf.splitV(matrix, tf.constant(rows), tf.constant(0), (long) rows.length).output();
    Map<Variable, Operand<TFloat32>> views = new HashMap<>();
    for (int i = 0; i < rows.length; i++) views.put(variables.get(i), view(tf, parts.get(i), variables.get(i)));
    return views;
  }

  @Override public Operand<TFloat32> concat(Ops tf, List<Operand<TFloat32>> values) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) parts.add(rowsOf(tf, values.get(i), variables.get(i)));
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(0));
  }

  private Operand<TFloat32> view(Ops tf, Operand<TFloat32> part, Variable variable) {
    if (fills(variable)) return part;
    int padded = rows(variable) * width, size = variable.size();
    Operand<TFloat32> flat = part;
    if (size < padded)
      flat = tf.slice(tf.reshape(part, tf.constant(new int[] {padded})), tf.constant(new int[] {0}), tf.constant(new int[] {size}));
    return tf.reshape(flat, tf.constant(variable.shape().toArray()));
  }

  private Operand<TFloat32> rowsOf(Ops tf, Operand<TFloat32> value, Variable variable) {
    if (fills(variable)) return value;
    int padded = rows(variable) * width, size = variable.size();
    Operand<TFloat32> flat = value;
    if (size < padded)
      flat = tf.pad(tf.reshape(value, tf.constant(new int[] {size})), tf.constant(new int[][] {{0, padded - size}}), tf.constant(0f));
    return tf.reshape(flat, tf.constant(new int[] {rows(variable), width}));
  }

  private boolean fills(Variable variable) { return variable.shape().rank() == 2 && variable.shape().last() == width; }
}
