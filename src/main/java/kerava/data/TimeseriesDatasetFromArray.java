package kerava.data;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kerava.config.Settings;
import kerava.random.RandomSeed;
import kerava.random.RandomState;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import org.jspecify.annotations.Nullable;

/**
 * Windows that slide over a series, {@code keras.utils.timeseries_dataset_from_array}: from data (times, ...) a dataset of batches (batch,
 * sequenceLength, ...), and from targets (times, ...) what stands where a window begins.
 *
 * <pre>{@code
 * Dataset days = new TimeseriesDatasetFromArray(24).withBatchSize(32).withShuffle(true).withSeed(7).of(temperatures, next);
 * }</pre>
 *
 * Windows, their order and batches are Keras's for the same seed. Data that lie in a file are read window by window. Source: Keras
 * {@code utils/timeseries_dataset_utils.py}.
 *
 * @param sequenceLength how many times a window has
 * @param sequenceStride how far a window begins after the one before
 * @param samplingRate how far the times of a window are from each other
 * @param batchSize null: single windows
 * @param shuffle whether windows come in a drawn order, each epoch in another; else in that of the series
 * @param seed 0 .. 2^32 - 1; null: one is drawn as {@code numpy.random} does it, from {@link RandomSeed#set} on the same
 * @param startIndex the first time that is used; null: 0
 * @param endIndex the time before which it ends, less than the times that there are; null: all
 */
public record TimeseriesDatasetFromArray(int sequenceLength, int sequenceStride, int samplingRate, @Nullable Integer batchSize,
    boolean shuffle, @Nullable Long seed, @Nullable Integer startIndex, @Nullable Integer endIndex) {
  private static final String WHO = "TimeseriesDatasetFromArray";
  /** Below it lie the seeds that Keras draws. */
  private static final int SEEDS = 1_000_000;
  /** Batches in the buffer of the shuffle, or windows where there are no batches. */
  private static final int BUFFERED_BATCHES = 8, BUFFERED_WINDOWS = 1024;

  public TimeseriesDatasetFromArray {
    require(sequenceLength >= 1 && sequenceStride >= 1 && samplingRate >= 1,
        "%s: sequenceLength, sequenceStride and samplingRate must be at least 1, got %d, %d and %d", WHO, sequenceLength, sequenceStride,
        samplingRate);
    require(batchSize == null || batchSize >= 1, "%s: batchSize must be at least 1, or null for single windows, got %s", WHO, batchSize);
    require(startIndex == null || startIndex >= 0, "%s: startIndex must be at least 0, got %s", WHO, startIndex);
    require(endIndex == null || endIndex > (startIndex == null ? 0 : startIndex),
        "%s: endIndex must be more than startIndex, got %s and %s",
        WHO, endIndex, startIndex);
  }

  /** Keras's defaults: every window, of times one after the other, in batches of 128, in order. */
  public TimeseriesDatasetFromArray(int sequenceLength) { this(sequenceLength, 1, 1, 128, false, null, null, null); }

  public TimeseriesDatasetFromArray withSequenceStride(int sequenceStride) { return Settings.with(this, "sequenceStride", sequenceStride); }

  public TimeseriesDatasetFromArray withSamplingRate(int samplingRate) { return Settings.with(this, "samplingRate", samplingRate); }

  public TimeseriesDatasetFromArray withBatchSize(Integer batchSize) { return Settings.with(this, "batchSize", batchSize); }

  public TimeseriesDatasetFromArray withShuffle(boolean shuffle) { return Settings.with(this, "shuffle", shuffle); }

  public TimeseriesDatasetFromArray withSeed(long seed) { return Settings.with(this, "seed", seed); }

  public TimeseriesDatasetFromArray withStartIndex(Integer startIndex) { return Settings.with(this, "startIndex", startIndex); }

  public TimeseriesDatasetFromArray withEndIndex(Integer endIndex) { return Settings.with(this, "endIndex", endIndex); }

  /** Windows alone. */
  public Dataset of(Samples data) { return of(data, null); }

  /** Windows, and the target at the first time of each; {@code targets} null: there are none. */
  public Dataset of(Samples data, @Nullable Samples targets) {
    int start = startIndex == null ? 0 : startIndex, end = endIndex == null ? data.count() : endIndex;
    int windows = windows(data, targets, start, end);
    Long drawn = shuffle ? Long.valueOf(seed != null ? seed : RandomSeed.randint(SEEDS)) : null;
    int count = (windows + sequenceStride - 1) / sequenceStride;
    int[] order = shuffle ? new RandomState(drawn).permutation(count) : IntStream.range(0, count).toArray();
    Dataset begins = Dataset.of(NDArray.of(IntStream.of(order).map(each -> start + each * sequenceStride).toArray()));
    if (shuffle) begins = begins.shuffle(batchSize == null ? BUFFERED_WINDOWS : batchSize * BUFFERED_BATCHES, drawn);
    Dataset all = begins.map(begin -> window(begin.x().array().ints()[0], data, targets));
    return batchSize == null ? all : all.batch(batchSize);
  }

  /** How many times begin a window. */
  private int windows(Samples data, Samples targets, int start, int end) {
    int times = data.count();
    require(start < times, "%s: startIndex must be less than the number of times, got %d of %d", WHO, start, times);
    require(endIndex == null || end < times, "%s: endIndex must be less than the number of times, got %d of %d; leave it out for all", WHO,
        end, times);
    require(samplingRate < times && sequenceStride < times,
        "%s: samplingRate and sequenceStride must be less than the number of times, got %d and %d of %d", WHO, samplingRate, sequenceStride,
        times);
    long windows = end - start - (sequenceLength - 1L) * samplingRate;
    require(windows >= 1, "%s: a window of %d times, %d apart, must fit into %d times; take a smaller sequenceLength", WHO, sequenceLength,
        samplingRate, end - start);
    if (targets == null) return (int) windows;
    int used = (int) Math.min(windows, targets.count()), last = (used - 1) / sequenceStride * sequenceStride;
    require(start + last < targets.count(), "%s: there must be a target for the window from time %d on, got %d targets", WHO, start + last,
        targets.count());
    return used;
  }

  private Element window(int begin, Samples data, Samples targets) {
    List<NDArray> times = new ArrayList<>();
    for (int i = 0; i < sequenceLength; i++) times.add(Rows.of(data, begin + i * samplingRate));
    return targets == null ? Element.of(Rows.stacked(times)) : Element.of(Rows.stacked(times), Rows.of(targets, begin));
  }
}
