package kerava.tensor;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.KeravaException;

/** A number of samples of one shape, read one at a time: an array in memory, a file, anything that knows its length. */
public interface Samples extends Columns {
  /** How many samples there are. */
  int count();

  /** The shape of one sample, without the batch axis. */
  Shape sampleShape();

  /** The type of the numbers, or {@link DType#STRING}. */
  default DType dtype() { return DType.FLOAT32; }

  /**
   * Writes sample {@code index} in row-major order to {@code into}, from {@code at} on, each number as the nearest float. Called from one
   * thread at a time.
   */
  void read(int index, float[] into, int at);

  /**
   * The same, each number as it is; refuses one that is not whole. Samples whose {@link #dtype} holds larger whole numbers than a float
   * does override it.
   */
  default void read(int index, long[] into, int at) {
    float[] sample = new float[Math.toIntExact(sampleShape().elements())];
    read(index, sample, 0);
    for (int i = 0; i < sample.length; i++) {
      require(DType.INT64.holds(sample[i]),
          "%s of sample %d is no whole number; give whole numbers, or let the model's Input be of float32",
          sample[i], index);
      into[at + i] = (long) sample[i];
    }
  }

  /** The same of samples of strings, which override it. */
  default void read(int index, String[] into, int at) {
    throw new KeravaException(String.format("samples of %s are no strings; give strings, or let the model's Input be of %1$s", dtype()));
  }

  @Override default List<Samples> inOrder(String who, String what, List<String> names) {
    require(names.size() == 1, inJava("give Columns.of(...) or Columns.named(...)"),
        "%s: %s must have a column for each of %s, got one array", who,
        what, names);
    return List.of(this);
  }

  @Override default int size() { return 1; }
}
