package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/** Places before and after each of the three axes of a volume, none negative. */
public record Margins3D(Ends depth, Ends height, Ends width) implements Numbers {
  /** The same on all sides. */
  public Margins3D(int all) { this(all, all, all); }

  /** The same before and after each axis. */
  public Margins3D(int depth, int height, int width) { this(new Ends(depth), new Ends(height), new Ends(width)); }

  /** Of what a config holds: a number, or for each of three axes a number or a list of two. */
  public static Margins3D of(Object plain) {
    if (plain instanceof Integer all) return new Margins3D(all);
    require(plain instanceof List<?> list && list.size() == 3, "Margins3D: must be a number or a list of three");
    List<?> list = (List<?>) plain;
    return new Margins3D(Ends.of(list.get(0)), Ends.of(list.get(1)), Ends.of(list.get(2)));
  }

  List<Ends> all() { return List.of(depth, height, width); }

  @Override public List<List<Integer>> plain() { return List.of(depth.plain(), height.plain(), width.plain()); }
}
