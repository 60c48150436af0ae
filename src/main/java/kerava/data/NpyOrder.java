package kerava.data;

import kerava.tensor.Shape;

/**
 * Where the elements of a file go, one after the other, in an array in row-major order: they stand so in the file, or first axis fastest.
 */
final class NpyOrder {
  private final int[] sizes, at, steps;
  private final boolean fortran;
  private int next;

  NpyOrder(Shape shape, boolean fortran) {
    this.fortran = fortran;
    sizes = shape.toArray();
    at = new int[sizes.length];
    steps = new int[sizes.length];
    for (int axis = sizes.length - 1, step = 1; axis >= 0; step *= sizes[axis--]) steps[axis] = step;
  }

  int next() {
    int here = next;
    if (fortran) advance();
    else next++;
    return here;
  }

  private void advance() {
    for (int axis = 0; axis < sizes.length; axis++) {
      next += steps[axis];
      if (++at[axis] < sizes[axis]) return;
      next -= at[axis] * steps[axis];
      at[axis] = 0;
    }
  }
}
