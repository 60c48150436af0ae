package kerava.data;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kerava.random.BufferShuffle;
import kerava.tensor.Columns;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Data that are read while a model trains on them, evaluates or predicts: of any length, also without an end, and larger than memory. A
 * source gives elements, first single samples; steps make another dataset of it, and {@link #batch} the batches that a model takes:
 *
 * <pre>{@code
 * model.fit(Dataset.of(x, y).shuffle(1000, 42).batch(32), new FitOptions().withEpochs(5));
 * }</pre>
 *
 * Elements come in the order of TensorFlow's tf.data for the same steps and seeds. A dataset does not change and holds no files open; each
 * pass over it opens its own. Steps run on a thread of Kerava's while the model works, one element at a time. Source: TensorFlow
 * {@code python/data/ops/dataset_ops.py}.
 */
public final class Dataset {
  /** The {@link #cardinality} of what has no end. */
  public static final long INFINITE = -1;
  /** The {@link #cardinality} that only a pass can tell. */
  public static final long UNKNOWN = -2;
  /** The {@link #batchSize} of single samples. */
  private static final int SAMPLES = 0;

  private final Supplier<DatasetPass> passes;
  private final long cardinality;
  private final int batchSize;
  /** Whether it is what {@link #shuffle} has made, which TensorFlow runs as one with the step after it if that repeats. */
  private boolean shuffles;

  private Dataset(Supplier<DatasetPass> passes, long cardinality, int batchSize) {
    this.passes = passes;
    this.cardinality = cardinality;
    this.batchSize = batchSize;
  }

  /** The samples of {@code x}, for prediction. */
  public static Dataset of(Columns x) { return of(x, null, null); }

  public static Dataset of(Columns x, Columns y) { return of(x, y, null); }

  /**
   * As {@code tf.data.Dataset.from_tensor_slices((x, y, weights))}: an element for each sample. Columns may lie in files
   * ({@link Npy#open}); they are not copied. {@code y} and {@code weights} null: there are none.
   */
  public static Dataset of(Columns x, @Nullable Columns y, @Nullable Columns weights) {
    SampleSource source = new SampleSource(x, y, weights);
    return new Dataset(source::pass, source.count(), SAMPLES);
  }

  /**
   * Samples out of Java: {@code () -> anIterator}, called once a pass, or {@code list::iterator}. As
   * {@code tf.data.Dataset.from_generator}, it does not know its length.
   */
  public static Dataset generated(Supplier<? extends Iterator<Element>> iterators) {
    return new Dataset(() -> new Generated("Dataset.generated", iterators), UNKNOWN, SAMPLES);
  }

  /** Samples that can be read once: a second pass is refused. The stream is closed by the pass. */
  public static Dataset once(Stream<Element> samples) {
    Generated.Once once = new Generated.Once(samples);
    return new Dataset(() -> new Generated("Dataset.once", once, once::close), UNKNOWN, SAMPLES);
  }

  /** As {@link #generated}, where each element is a batch already: the first axis of each of its arrays is that of samples. */
  public static Dataset generatedBatches(Supplier<? extends Iterator<Element>> iterators) {
    return new Dataset(() -> new Generated("Dataset.generatedBatches", iterators), UNKNOWN, Shape.NONE);
  }

  /**
   * The rows of a text, read while they are needed: in {@code x} all columns but those of {@code y}. See {@link Csv} for what is read and
   * refused.
   *
   * @param y the column of the labels, by name or number, from 1; one number a sample
   */
  public static Dataset csv(Path file, String y) { return csv(file, null, List.of(y), CsvFormat.DEFAULT); }

  /**
   * The rows of a text, read while they are needed. One column gives one number a sample, several shape (columns,).
   *
   * @param x columns by name or number; null: all but those of {@code y}
   * @param y the same of the labels; null: there are none
   */
  public static Dataset csv(Path file, @Nullable List<String> x, @Nullable List<String> y, CsvFormat format) {
    CsvSource source = new CsvSource(file, x, y, format);
    return new Dataset(source::pass, UNKNOWN, SAMPLES);
  }

  /** The samples along the first axis of the array {@code x} of a .npz file; see {@link #npz(Path, String, String)}. */
  public static Dataset npz(Path file, String x) { return npz(file, x, null); }

  /**
   * The samples along the first axis of the arrays {@code x} and {@code y} of a .npz file, stored or deflated, read one after another: what
   * {@code from_tensor_slices((data[x], data[y]))} gives, with some 64 KB or one sample in memory. A wrong checksum is told at the end of a
   * pass.
   */
  public static Dataset npz(Path file, String x, String y) {
    NpzSource source = new NpzSource(file, x, y);
    return new Dataset(source::pass, source.count(), SAMPLES);
  }

  /**
   * The examples of TFRecord files, one file after another: {@code x} has an array for each of {@code features}, by its name. What of them
   * are labels {@link #map} says: {@code map(e -> Element.of(e.x().get("image"), e.x().get("label")))}. As {@code tf.data.TFRecordDataset}
   * with {@code tf.io.parse_single_example}; files that are compressed are refused.
   */
  public static Dataset tfRecord(List<Path> files, Map<String, FixedLenFeature> features) {
    TfRecordSource source = new TfRecordSource(files, features);
    return new Dataset(source::pass, UNKNOWN, SAMPLES);
  }

  /** The x of {@code x} with the x of {@code y} as its y; it ends with the shorter one. */
  public static Dataset zip(Dataset x, Dataset y) { return zip(x, y, null); }

  /**
   * As {@code tf.data.Dataset.zip((x, y, weights))}: the x of each as the parts of one; it ends with the shortest. {@code weights} null:
   * there are none.
   */
  public static Dataset zip(Dataset x, Dataset y, @Nullable Dataset weights) {
    List<Dataset> parts = weights == null ? List.of(x, y) : List.of(x, y, weights);
    long least = parts.stream().mapToLong(Dataset::cardinality).reduce(INFINITE, Steps::shorter);
    for (Dataset part : parts)
      require(part.batchSize == SAMPLES == (x.batchSize == SAMPLES), "Dataset.zip: all must have samples, or all batches; batch after zip");
    int size = parts.stream().allMatch(part -> part.batchSize == x.batchSize) ? x.batchSize : Shape.NONE;
    return new Dataset(() -> Steps.zipped(parts.stream().map(Dataset::pass).toList()), least, size);
  }

  /** How many elements a pass has, {@link #INFINITE} or {@link #UNKNOWN}; as {@code cardinality()} of tf.data. */
  public long cardinality() { return cardinality; }

  /** Whether its elements are batches, which a model takes. */
  public boolean isBatched() { return batchSize != SAMPLES; }

  /** The size that every batch has; {@link Shape#NONE}: they may differ, as the last one of {@link #batch(int)} may. */
  public int batchSize() { return batchSize; }

  /** A pass from the first element on; the caller closes it. */
  public Elements elements() { return new Elements(pass()); }

  DatasetPass pass() { return passes.get(); }

  /** With a step on each pass that gives an element for each below. */
  Dataset step(UnaryOperator<DatasetPass> step) { return new Dataset(() -> step.apply(pass()), cardinality, batchSize); }

  /** What {@code function} makes of each element. An exception of its ends the pass, with the number of the element. */
  public Dataset map(UnaryOperator<Element> function) {
    return new Dataset(() -> Steps.mapped(pass(), function), cardinality, batchSize);
  }

  /** The elements of which {@code rule} holds. */
  public Dataset filter(Predicate<Element> rule) {
    return new Dataset(() -> Steps.filtered(pass(), rule), cardinality == INFINITE ? INFINITE : UNKNOWN, batchSize);
  }

  /** Batches of {@code size} samples; the last one has what is left. */
  public Dataset batch(int size) { return batch(size, false); }

  /** Batches of {@code size} samples; {@code dropRemainder}: what is left at the end is left out, so that all are as large. */
  public Dataset batch(int size, boolean dropRemainder) {
    require(size >= 1, "Dataset.batch: size must be at least 1, got %d", size);
    require(!isBatched(), "Dataset.batch: its elements are batches already; call batch once, after all steps on samples");
    long batches = cardinality < 0 ? cardinality : dropRemainder ? cardinality / size : (cardinality + size - 1) / size;
    return new Dataset(() -> Steps.batched(pass(), size, dropRemainder), batches, dropRemainder ? size : Shape.NONE);
  }

  /** Without a seed of its own; see {@link #shuffle(int, Long, boolean)}. */
  public Dataset shuffle(int buffer) { return shuffle(buffer, null, true); }

  /** In another order for each pass; see {@link #shuffle(int, Long, boolean)}. */
  public Dataset shuffle(int buffer, long seed) { return shuffle(buffer, seed, true); }

  /**
   * Keeps {@code buffer} elements and gives one of them, drawn, for each that comes: a buffer as large as the data shuffles all.
   *
   * @param seed null: the next that {@link kerava.random.RandomSeed} gives to operations without one
   * @param reshuffleEachIteration whether each pass has an order of its own
   */
  public Dataset shuffle(int buffer, @Nullable Long seed, boolean reshuffleEachIteration) {
    require(buffer >= 1, "Dataset.shuffle: buffer must be at least 1, got %d", buffer);
    BufferShuffle orders = BufferShuffle.of(seed, reshuffleEachIteration);
    Dataset shuffled = new Dataset(() -> Steps.shuffled(pass(), buffer, orders.next()), cardinality, batchSize);
    shuffled.shuffles = true;
    return shuffled;
  }

  /** One pass after another without end. */
  public Dataset repeat() {
    return new Dataset(() -> Steps.repeatedForever(this), cardinality == 0 ? 0 : INFINITE, batchSize);
  }

  /** {@code times} passes one after another. */
  public Dataset repeat(int times) {
    require(times >= 0, inJava("repeat() repeats without end"), "Dataset.repeat: times must be at least 0, got %d", times);
    if (times == 1) return this;
    long all = times == 0 ? 0 : cardinality < 0 ? cardinality : Math.multiplyExact(cardinality, (long) times);
    return new Dataset(() -> Steps.repeated(this, times, !shuffles), all, batchSize);
  }

  /** The first {@code count} elements. */
  public Dataset take(long count) {
    require(count >= 0, "Dataset.take: count must be at least 0, got %d; leave take out for all elements", count);
    long taken = count == 0 ? 0 : cardinality == UNKNOWN ? UNKNOWN : Steps.shorter(cardinality, count);
    return new Dataset(() -> Steps.taken(count == 0 ? null : pass(), count), taken, batchSize);
  }

  /** The elements after the first {@code count}. */
  public Dataset skip(long count) {
    require(count >= 0, "Dataset.skip: count must be at least 0, got %d", count);
    if (count == 0) return this;
    return new Dataset(() -> Steps.skipped(pass(), count), cardinality < 0 ? cardinality : Math.max(0, cardinality - count), batchSize);
  }

  /** These elements, then those of {@code next}. */
  public Dataset concatenate(Dataset next) {
    require(isBatched() == next.isBatched(), "Dataset.concatenate: both must have samples, or both batches; batch after it");
    long both = cardinality == INFINITE || next.cardinality == INFINITE
        ? INFINITE
        : cardinality == UNKNOWN || next.cardinality == UNKNOWN ? UNKNOWN : cardinality + next.cardinality;
    return new Dataset(() -> Steps.joined(this, next), both, batchSize == next.batchSize ? batchSize : Shape.NONE);
  }

  /** Reads up to {@code buffer} elements ahead on a thread of its own, which the pass ends. For steps that wait, such as for a disk. */
  public Dataset prefetch(int buffer) {
    require(buffer >= 1, "Dataset.prefetch: buffer must be at least 1, got %d; leave prefetch out to read nothing ahead", buffer);
    return new Dataset(() -> new Prefetched(pass(), buffer), cardinality, batchSize);
  }

  /** Keeps the elements of the first pass that comes to its end in memory, for all later ones. */
  public Dataset cache() {
    Steps.Cache cache = new Steps.Cache(this);
    return new Dataset(cache::pass, cardinality, batchSize);
  }
}
