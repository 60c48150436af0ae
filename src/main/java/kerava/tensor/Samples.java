package kerava.tensor;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;

/** A number of samples of one shape, read one at a time: an array in memory, a file, anything that knows its length. */
public interface Samples extends Columns {
  /** How many samples there are. */
  int count();

  /** The shape of one sample, without the batch axis. */
  Shape sampleShape();

  /** Writes sample {@code index} in row-major order to {@code into}, from {@code at} on. Called from one thread at a time. */
  void read(int index, float[] into, int at);

  @Override default List<Samples> inOrder(String who, String what, List<String> names) {
    require(names.size() == 1, inJava("give Columns.of(...) or Columns.named(...)"),
        "%s: %s must have a column for each of %s, got one array", who,
        what, names);
    return List.of(this);
  }

  @Override default int size() { return 1; }
}
