package kerava.data;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kerava.config.Settings;
import kerava.random.RandomSeed;
import kerava.random.RandomState;
import kerava.random.Shuffle;
import kerava.tensor.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * scikit-learn's {@code train_test_split}, with its names, defaults and very indices:
 * {@code new TrainTestSplit().withTestSize(0.2).withRandomState(42).of(x, y)}. {@code stratify} is not supported.
 * Source: scikit-learn {@code model_selection/_split.py} (train_test_split, _validate_shuffle_split, ShuffleSplit).
 *
 * @param testSize a count of samples (int), or a part of them above 0 and below 1 (double), rounded up; null is what {@code trainSize}
 *        leaves, or 0.25 if that is null too
 * @param trainSize a count, or a part of them, rounded down; null is what {@code testSize} leaves
 * @param randomState seed of 0 .. 2^32 - 1; null draws from the stream that {@link RandomSeed} seeds, as scikit-learn does from NumPy's
 * @param shuffle false: the first samples are for training, those after them for testing
 */
public record TrainTestSplit(@Nullable Number testSize, @Nullable Number trainSize, @Nullable Long randomState, boolean shuffle) {
  private static final double DEFAULT_TEST_SIZE = 0.25;

  /** Where the samples go, as positions in the arrays. */
  public record Indices(int[] train, int[] test) {}

  /** The four parts in scikit-learn's order: {@code x_train, x_test, y_train, y_test}. */
  public record Parts(NDArray xTrain, NDArray xTest, NDArray yTrain, NDArray yTest) {}

  public TrainTestSplit {
    checkSize("testSize", testSize);
    checkSize("trainSize", trainSize);
    require(!(testSize instanceof Double test && trainSize instanceof Double train && train + test > 1),
        "TrainTestSplit: testSize and trainSize must come to at most 1, got %s and %s", testSize, trainSize);
    if (randomState != null) new RandomState(randomState); // refuses a seed out of range
  }

  public TrainTestSplit() { this(null, null, null, true); }

  public TrainTestSplit withTestSize(double part) { return Settings.with(this, "testSize", part); }

  public TrainTestSplit withTestSize(int count) { return Settings.with(this, "testSize", count); }

  public TrainTestSplit withTrainSize(double part) { return Settings.with(this, "trainSize", part); }

  public TrainTestSplit withTrainSize(int count) { return Settings.with(this, "trainSize", count); }

  public TrainTestSplit withRandomState(long seed) { return Settings.with(this, "randomState", seed); }

  public TrainTestSplit withShuffle(boolean shuffle) { return Settings.with(this, "shuffle", shuffle); }

  /** Splits x (n, ...) and y (n, ...), row by row alike; the parts are copies. */
  public Parts of(NDArray x, NDArray y) {
    List<NDArray> parts = all(x, y);
    return new Parts(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
  }

  /** Splits any number of arrays alike: the training and the test part of the first, of the second, and so on. */
  public List<NDArray> all(NDArray... arrays) {
    require(arrays.length > 0, "TrainTestSplit: at least one array is needed, got none");
    int n = arrays[0].count();
    for (NDArray array : arrays) {
      require(array.count() == n, "TrainTestSplit: all arrays must have as many samples, got %s; do x and y belong together?",
          Arrays.stream(arrays).map(NDArray::shape).toList());
    }
    Indices indices = indices(n);
    List<NDArray> parts = new ArrayList<>();
    for (NDArray array : arrays) parts.addAll(List.of(array.take(indices.train()), array.take(indices.test())));
    return parts;
  }

  /** Which of {@code n} samples go where. Shuffled, the test part is the head of the permutation and the training part follows it. */
  public Indices indices(int n) {
    int test = testCount(n), train = trainCount(n, test);
    if (trainSize != null && testSize == null) test = n - train;
    require(train > 0 && test > 0 && (long) train + test <= n,
        "TrainTestSplit: %d samples cannot be split into parts of trainSize %s and testSize %s; each needs a sample, got %d and %d",
        n, trainSize, testSize, train, test);
    if (!shuffle) {
      int[] order = Shuffle.sequence(n);
      return new Indices(Arrays.copyOf(order, train), Arrays.copyOfRange(order, train, train + test));
    }
    int[] order = randomState == null ? RandomSeed.permutation(n) : new RandomState(randomState).permutation(n);
    return new Indices(Arrays.copyOfRange(order, test, test + train), Arrays.copyOf(order, test));
  }

  private int testCount(int n) {
    if (testSize instanceof Integer count) return count;
    return (int) Math.ceil((testSize == null ? DEFAULT_TEST_SIZE : testSize.doubleValue()) * n);
  }

  private int trainCount(int n, int test) {
    if (trainSize == null) return n - test;
    return trainSize instanceof Integer count ? count : (int) Math.floor(trainSize.doubleValue() * n);
  }

  private static void checkSize(String name, Number size) {
    boolean fits = size == null || (size instanceof Integer
        ? size.intValue() > 0
        : size instanceof Double && size.doubleValue() > 0 && size.doubleValue() < 1);
    require(fits, "TrainTestSplit: %s must be a positive count of samples (int) or a part of them above 0 and below 1 (double), got %s",
        name,
        size);
  }
}
