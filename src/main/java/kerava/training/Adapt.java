package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import kerava.data.Dataset;
import kerava.data.Elements;
import kerava.engine.MomentKernels;
import kerava.layers.Discretization;
import kerava.layers.IntegerLookup;
import kerava.layers.Normalization;
import kerava.layers.OutputMode;
import kerava.layers.StringLookup;
import kerava.layers.TextVectorization;
import kerava.layers.Values;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * Layers that have learned from the x of a {@link Dataset} of batches: what Keras calls {@code layer.adapt(dataset)}. The dataset must end;
 * it is read once, batch by batch. Source: Keras {@code layers/preprocessing/normalization.py}, {@code discretization.py},
 * {@code index_lookup.py}.
 */
public final class Adapt {
  private Adapt() {}

  /** {@code layer} with mean and variance, which are put together from those of batches, in float32. */
  public static Normalization of(Normalization layer, Dataset data) {
    require(layer.dtypePolicy().computeDtype() == DType.FLOAT32, "Adapt: Normalization learns in float32, got %s; leave the type out",
        layer.dtypePolicy());
    return batches("Normalization", data, all -> {
      NDArray first = all.next();
      int[] axes = layer.learned(first.shape());
      try (MomentKernels moments = new MomentKernels(first.shape(), axes)) {
        moments.add(floats(first));
        all.forEachRemaining(batch -> moments.add(floats(like(first, batch))));
        return layer.withMoments(values(moments.mean()), values(moments.variance()));
      }
    });
  }

  public static Discretization of(Discretization layer, Dataset data) {
    return batches("Discretization", data, all -> layer.adapted(once(all)));
  }

  public static StringLookup of(StringLookup layer, Dataset data) {
    boolean rows = layer.outputMode() == OutputMode.TF_IDF;
    return batches("StringLookup", data, all -> layer.adapted(once(rows ? new Rows("StringLookup", all) : all)));
  }

  public static IntegerLookup of(IntegerLookup layer, Dataset data) {
    boolean rows = layer.outputMode() == OutputMode.TF_IDF;
    return batches("IntegerLookup", data, all -> layer.adapted(once(rows ? new Rows("IntegerLookup", all) : all)));
  }

  /** {@code layer} with the vocabulary of texts, one a sample. */
  public static TextVectorization of(TextVectorization layer, Dataset data) {
    boolean rows = layer.split() == null && (layer.ngrams() != null || layer.outputMode() == OutputMode.TF_IDF);
    return batches("TextVectorization", data, all -> layer.adapted(once(rows ? new Rows("TextVectorization", all) : all)));
  }

  /** {@code all}, where what counts is which tokens stand in one sample: of a batch of single tokens Keras makes one sample. */
  private record Rows(String who, Iterator<NDArray> all) implements Iterator<NDArray> {
    @Override public boolean hasNext() { return all.hasNext(); }

    @Override public NDArray next() {
      NDArray batch = all.next();
      require(batch.shape().rank() > 1,
          "Adapt: %s learns here from samples of shape (n,), of tokens that belong together, got ones of shape (), "
              + "a batch of which Keras takes for one; give them a last axis",
          who);
      return batch;
    }
  }

  private static Iterable<NDArray> once(Iterator<NDArray> all) { return () -> all; }

  private static <T> T batches(String who, Dataset data, Function<Iterator<NDArray>, T> use) {
    require(data.isBatched(), inJava("data.batch(128)"), "Adapt: %s learns from batches, got single samples; batch them", who);
    require(data.cardinality() != Dataset.INFINITE, inJava("data.take(100)"), "Adapt: %s learns from data that end; take a part of them",
        who);
    try (Elements elements = data.elements()) {
      require(elements.hasNext(), "Adapt: %s learns from at least one batch, got none", who);
      return use.apply(new Arrays(elements));
    }
  }

  /** The only array of x of each element. */
  private record Arrays(Elements elements) implements Iterator<NDArray> {
    @Override public boolean hasNext() { return elements.hasNext(); }

    @Override public NDArray next() {
      if (!hasNext()) throw new NoSuchElementException();
      return elements.next().x().array();
    }
  }

  private static NDArray like(NDArray first, NDArray batch) {
    require(batch.sampleShape().equals(first.sampleShape()), "Adapt: all batches must have samples of shape %s, got %s",
        first.sampleShape(),
        batch.sampleShape());
    return batch;
  }

  private static NDArray floats(NDArray batch) {
    require(!batch.dtype().isText(), "Adapt: Normalization learns from numbers, got %s; convert the data", batch.dtype());
    return batch.dtype() == DType.FLOAT32 ? batch : new NDArray(batch.shape(), batch.values());
  }

  private static Values values(NDArray floats) {
    List<Double> numbers = new ArrayList<>();
    for (float each : floats.values()) numbers.add((double) each);
    return new Values(Shape.of(floats.shape().toArray()), numbers);
  }
}
