package kerava.losses;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Settings;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * A loss that is a record with components {@code reduction} and {@code axis}, along which truth and prediction are compared: the other axes
 * remain.
 *
 * @param <L> its own class
 */
public interface AlongAxis<L extends Loss> extends Configured<L> {
  /** Counted with the batch axis, which is 0, and from the end if negative. */
  int axis();

  /** This loss along another axis. */
  @SuppressWarnings("unchecked") // a copy of a record is of its class
  default L withAxis(int axis) { return (L) Settings.with((Record) this, "axis", axis); }

  @Override default Shape lossShape(Shape truth, Shape output) {
    Shape compared = compared(truth, output);
    List<Integer> sizes = new ArrayList<>(compared.sizes());
    sizes.remove(Math.floorMod(axis(), sizes.size()));
    return new Shape(sizes);
  }

  /** Of as many axes as both have. */
  private static Shape compared(Shape truth, Shape output) { return truth.rank() > 1 && truth.rank() < output.rank() ? truth : output; }

  /** Refuses an axis that the output does not have. */
  default void checkAxis(Samples truth, Shape output) {
    int rank = compared(truth.sampleShape().prepend(Shape.NONE), output).rank();
    require(axis() >= -rank && axis() < rank, "%s: axis must be one of the model's output, %s, got %d", getClass().getSimpleName(), output,
        axis());
  }
}
