package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.tensor.Shape;

/** Which masks fit an input; sizes that are not known yet fit any. Batch axes are first in both. */
public enum MaskRule {
  /** Any do: the layer looks at none. */
  NONE("any shape") {
    @Override boolean fits(Shape x, Shape mask) { return true; }
  },
  /** One truth value for each step, or more of each. */
  STEPS("shape (batch, steps)") {
    @Override boolean fits(Shape x, Shape mask) { return mask.rank() > 1 && x.rank() > 1 && Shape.alike(x.size(1), mask.size(1)); }
  },
  /** One truth value for each step, or one for all. */
  STEPS_OR_ONE("shape (batch, steps)") {
    @Override boolean fits(Shape x, Shape mask) { return mask.rank() == 2 && x.rank() > 1 && alikeOrOne(x.size(1), mask.size(1)); }
  },
  /** The same, of steps that are the last axis. */
  LAST_STEPS_OR_ONE("shape (batch, steps)") {
    @Override boolean fits(Shape x, Shape mask) { return mask.rank() == 2 && alikeOrOne(x.last(), mask.size(1)); }
  },
  /** One truth value for each place of what is repeated to the input but for its last axis. */
  PLACES("the shape of its input without the last axis, or 1 in place of a size,") {
    @Override boolean fits(Shape x, Shape mask) {
      int more = x.rank() - 1 - mask.rank();
      if (more < 0) return false;
      for (int axis = 0; axis < mask.rank(); axis++) if (!alikeOrOne(x.size(axis + more), mask.size(axis))) return false;
      return true;
    }
  };

  private final String told;

  MaskRule(String told) { this.told = told; }

  abstract boolean fits(Shape x, Shape mask);

  private static boolean alikeOrOne(int size, int ofMask) { return ofMask == 1 || Shape.alike(size, ofMask); }

  /** Refuses masks, null for none, that do not fit the inputs of {@code layer}, which {@code who} is in messages. */
  public static void check(String who, Layer layer, List<Shape> inputs, List<Shape> masks) {
    MaskRule rule = layer.maskRule();
    for (int i = 0; i < masks.size(); i++)
      require(masks.get(i) == null || rule.fits(inputs.get(i), masks.get(i)),
          inJava("new Masking(0).apply(x), or new Embedding(5000, 32).withMaskZero(true).apply(x), makes one that fits"),
          "%s: a mask says of each place of its input whether it counts, so it must have %s for the input %s, got a mask of shape %s; "
              + "make it of that input, or give none",
          who, rule.told, inputs.get(i), masks.get(i));
  }
}
