package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/** Rows above and below an image, and columns to its left and right, none negative. */
public record Margins(int top, int bottom, int left, int right) implements Numbers {
  public Margins {
    require(top >= 0 && bottom >= 0 && left >= 0 && right >= 0, "Margins: none may be negative, got %d, %d, %d and %d", top, bottom, left,
        right);
  }

  /** The same on all sides. */
  public Margins(int all) { this(all, all); }

  /** The same above and below, and left and right. */
  public Margins(int height, int width) { this(height, height, width, width); }

  /** Of what a config holds: a number, or for each of two axes a number or a list of two. */
  public static Margins of(Object plain) {
    if (plain instanceof Integer all) return new Margins(all);
    require(plain instanceof List<?> list && list.size() == 2, "Margins: must be a number or a list of two");
    List<Integer> down = both(((List<?>) plain).get(0)), across = both(((List<?>) plain).get(1));
    return new Margins(down.get(0), down.get(1), across.get(0), across.get(1));
  }

  private static List<Integer> both(Object plain) { return Numbers.two(plain, "Margins: must be one number or two"); }

  @Override public List<List<Integer>> plain() { return List.of(List.of(top, bottom), List.of(left, right)); }
}
