package kerava.regularizers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.config.Settings;
import kerava.ops.Normalization;
import kerava.ops.Tensor;

/**
 * {@code factor} times the mean over all pairs of rows, or of columns, of how far they are from standing at right angles: the absolute
 * cosine between the two. Shapes: x (n, m), of two rows or columns at least. Source: Keras {@code regularizers/regularizers.py}
 * OrthogonalRegularizer.
 */
public record OrthogonalRegularizer(double factor, Mode mode) implements Regularizer {
  /** Of what the pairs are. */
  public enum Mode {
    ROWS,
    COLUMNS
  }

  public OrthogonalRegularizer {
    require(factor >= 0 && Double.isFinite(factor), "OrthogonalRegularizer: factor must be a number from 0 on, got %s", factor);
    require(mode != null, inJava("take OrthogonalRegularizer.Mode.ROWS"), "OrthogonalRegularizer: mode must not be null");
  }

  public OrthogonalRegularizer() { this(0.01); }

  public OrthogonalRegularizer(double factor) { this(factor, Mode.ROWS); }

  public OrthogonalRegularizer withMode(Mode mode) { return Settings.with(this, "mode", mode); }

  @Override public Tensor call(Tensor x) {
    require(x.rank() == 2, "OrthogonalRegularizer: must be of a matrix, got one of %d axes; leave it out there", x.rank());
    boolean rows = mode == Mode.ROWS;
    int size = Math.toIntExact(x.size(rows ? 0 : 1));
    require(size >= 2, "OrthogonalRegularizer: takes two %s at least, got %s; leave it out there", rows ? "rows" : "columns",
        size < 0 ? "what only the run tells" : size);
    Tensor unit = Normalization.l2Normalize(x, rows ? 1 : 0), turned = unit.transpose(1, 0);
    Tensor cosines = rows ? unit.matmul(turned) : turned.matmul(unit);
    Tensor apart = cosines.times(cosines.constant(others(size)).cast(x.type()));
    return apart.abs().sum().scaledBy(factor * 0.5).dividedBy(size * (size - 1.0) / 2);
  }

  /** 1, and 0 where something meets itself. */
  private static float[][] others(int size) {
    float[][] others = new float[size][size];
    for (int i = 0; i < size; i++) for (int j = 0; j < size; j++) others[i][j] = i == j ? 0 : 1;
    return others;
  }
}
