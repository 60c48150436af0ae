package kerava.tensor;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sizes of an array's axes; {@link #NONE} stands where Keras has None (the batch size, as a rule). */
public record Shape(List<Integer> sizes) {
  public static final int NONE = -1;

  public Shape {
    sizes = List.copyOf(sizes);
    for (int size : sizes) require(size >= NONE, "Shape: sizes must be non-negative or NONE, got %s", sizes);
  }

  public static Shape of(int... sizes) { return new Shape(Arrays.stream(sizes).boxed().toList()); }

  /** Of sizes as TensorFlow has them, -1 of one that is not known. */
  public static Shape ofSizes(long... sizes) { return of(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray()); }

  /** What Java makes of a record by itself takes long the first time. */
  @Override public boolean equals(Object other) { return other instanceof Shape shape && sizes.equals(shape.sizes); }

  @Override public int hashCode() { return sizes.hashCode(); }

  public int rank() { return sizes.size(); }

  /** The size of axis {@code axis}; negative ones count from the end. */
  public int size(int axis) {
    return sizes.get(axis < 0 ? rank() + axis : axis);
  }

  public int last() { return size(-1); }

  /** Whether every size is known. */
  public boolean isKnown() { return !sizes.contains(NONE); }

  /** Whether {@code given} is such a shape: as many axes, and each as long where its size is known here. */
  public boolean takes(Shape given) {
    return given.rank() == rank()
        && IntStream.range(0, rank()).allMatch(axis -> sizes.get(axis) == NONE || sizes.get(axis).equals(given.sizes.get(axis)));
  }

  /** Whether one and the same array may have both shapes: as many axes, and each as long where both sizes are known. */
  public boolean meets(Shape other) {
    return other.rank() == rank() && IntStream.range(0, rank()).allMatch(axis -> alike(sizes.get(axis), other.sizes.get(axis)));
  }

  /** Whether two sizes may be one: they are equal, or one is {@link #NONE}. */
  public static boolean alike(int first, int second) { return first == second || first == NONE || second == NONE; }

  /** The product of all sizes; every one must be known. */
  public long elements() {
    long product = 1;
    for (int size : sizes) {
      require(size != NONE, "Shape: %s has an unknown size, so it has no number of elements", this);
      product = Math.multiplyExact(product, (long) size);
    }
    return product;
  }

  /** This shape with {@code size} as its last axis. */
  public Shape withLast(int size) { return dropLast().append(size); }

  /** This shape with {@code size} as the size of axis {@code axis}. */
  public Shape withSize(int axis, int size) {
    List<Integer> all = new ArrayList<>(sizes);
    all.set(axis < 0 ? rank() + axis : axis, size);
    return new Shape(all);
  }

  /** This shape with {@code size} in front, as the batch axis. */
  public Shape prepend(int size) {
    List<Integer> all = new ArrayList<>(List.of(size));
    all.addAll(sizes);
    return new Shape(all);
  }

  public Shape append(int size) {
    List<Integer> all = new ArrayList<>(sizes);
    all.add(size);
    return new Shape(all);
  }

  public Shape dropFirst() { return new Shape(sizes.subList(1, rank())); }

  public Shape dropLast() { return new Shape(sizes.subList(0, rank() - 1)); }

  public int[] toArray() { return sizes.stream().mapToInt(Integer::intValue).toArray(); }

  /** Element {@code at} in row-major order, as messages tell its place: {@code index (3, 7)}. */
  public String place(int at) {
    int[] indices = new int[rank()];
    for (int axis = rank() - 1, rest = at; axis >= 0; rest /= size(axis), axis--) indices[axis] = rest % size(axis);
    return "index " + of(indices);
  }

  /** The sizes as Keras writes them into JSON: null for {@link #NONE}. */
  public List<Integer> nullable() {
    return sizes.stream().map(size -> size == NONE ? null : size).toList();
  }

  /** As Python prints the tuple: {@code (None, 28, 28)}, {@code (None,)}. */
  @Override public String toString() {
    String inside = sizes.stream().map(size -> size == NONE ? "None" : size.toString()).collect(Collectors.joining(", "));
    return "(" + inside + (rank() == 1 ? ",)" : ")");
  }
}
