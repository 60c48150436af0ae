package kerava.tensor;

import java.util.Arrays;
import java.util.List;

/** Axes of an array, counted from the end if negative; in Keras's configs one alone is a number, several are a list. */
public record Axes(List<Integer> axes) {
  public Axes { axes = List.copyOf(axes); }

  public static Axes of(int... axes) { return new Axes(Arrays.stream(axes).boxed().toList()); }

  public int[] toArray() { return axes.stream().mapToInt(Integer::intValue).toArray(); }

  @Override public String toString() { return axes.size() == 1 ? axes.get(0).toString() : axes.toString(); }
}
