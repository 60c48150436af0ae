package kerava.config;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One axis or several, counted with the batch axis, which is 0, and from the end if negative. */
public record Axes(List<Integer> axes) implements Numbers {
  public Axes {
    axes = List.copyOf(axes);
    require(!axes.isEmpty(), "Axes: must be one axis at least; take -1 for the last");
  }

  public Axes(int... axes) { this(IntStream.of(axes).boxed().toList()); }

  /** Of what a config holds: a number, or a list of them. */
  public static Axes of(Object plain) { return new Axes(Numbers.list(plain)); }

  @Override public Object plain() { return axes.size() == 1 ? (Object) axes.get(0) : axes; }

  public int[] toArray() { return axes.stream().mapToInt(Integer::intValue).toArray(); }

  public Axes sorted() { return new Axes(axes.stream().sorted().toList()); }

  /** Whether all are axes of a sample in an input of {@code rank} axes, and no two the same one. */
  public boolean areOfSample(int rank) {
    return axes.stream().allMatch(axis -> axis != 0 && axis > -rank && axis < rank)
        && axes.stream().map(axis -> Math.floorMod(axis, rank)).distinct().count() == axes.size();
  }

  @Override public String toString() {
    return axes.size() == 1 ? axes.get(0).toString() : axes.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
