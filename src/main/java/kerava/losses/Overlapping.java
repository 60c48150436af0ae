package kerava.losses;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kerava.config.Axes;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * A loss by how far what is true and what is predicted overlap, over {@link #axis}; null: over the whole batch, which then has one loss.
 */
interface Overlapping<L extends Loss> extends Configured<L> {
  Axes axis();

  /** The axes of x over which it sums. */
  private int[] over(int rank) { return axis() == null ? IntStream.range(0, rank).toArray() : axis().toArray(); }

  default Tensor sum(Tensor x) { return x.sumOver(false, over(x.rank())); }

  @Override default Shape lossShape(Shape truth, Shape output) {
    List<Integer> sizes = new ArrayList<>(output.sizes());
    IntStream.of(over(output.rank())).map(axis -> Math.floorMod(axis, output.rank())).forEach(axis -> sizes.set(axis, null));
    return new Shape(sizes.stream().filter(size -> size != null).toList());
  }

  @Override default void check(Samples truth, Shape output) {
    String who = getClass().getSimpleName();
    TargetShape.check(who, truth, output);
    TargetShape.probabilities(who, truth);
    require(axis() == null || axis().axes().stream().allMatch(axis -> axis >= -output.rank() && axis < output.rank()),
        "%s: axis %s must be axes of the model's output, %s", who, axis(), output);
  }
}
