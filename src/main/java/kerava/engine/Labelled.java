package kerava.engine;

import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** Samples, a label for each, and a weight for each, by which its loss is multiplied; {@code weights} null: all weigh the same. */
public record Labelled(Samples x, Samples y, Samples weights) {
  public Labelled(Samples x, Samples y) { this(x, y, null); }

  public int count() { return x.count(); }

  /** Floats of one sample with all that belongs to it. */
  public int floats() {
    return Math.toIntExact(x.sampleShape().elements() + y.sampleShape().elements() + (weights == null ? 0 : 1));
  }

  public boolean hasWeights() { return weights != null; }

  public Labelled weighted(float[] newWeights) { return new Labelled(x, y, new NDArray(Shape.of(newWeights.length), newWeights)); }

  /** The samples from {@code from} to before {@code to}. */
  public Labelled part(int from, int to) {
    return new Labelled(new Part(x, from, to - from), new Part(y, from, to - from),
        weights == null ? null : new Part(weights, from, to - from));
  }

  /** {@code count} samples of others, from {@code first} on. */
  private record Part(Samples whole, int first, int count) implements Samples {
    @Override public Shape sampleShape() { return whole.sampleShape(); }

    @Override public void read(int index, float[] into, int at) { whole.read(first + index, into, at); }
  }
}
