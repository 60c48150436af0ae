package kerava.tensor;

/** A number of samples of one shape, read one at a time: an array in memory, a file, anything that knows its length. */
public interface Samples {
  /** How many samples there are. */
  int count();

  /** The shape of one sample, without the batch axis. */
  Shape sampleShape();

  /** Writes sample {@code index} in row-major order to {@code into}, from {@code at} on. Called from one thread at a time. */
  void read(int index, float[] into, int at);
}
