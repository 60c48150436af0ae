package kerava.data;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;

/**
 * Which files of a folder come, in which order and with which labels: what Keras's datasets of folders have in common; {@code who} asks.
 * See {@link ImageDatasetFromDirectory} for the settings. Source: Keras {@code utils/dataset_utils.py}, {@code image_dataset_utils.py}.
 */
record DirectoryFiles(String who, FileIndex.Kind kind, List<Integer> labels, LabelMode labelMode, List<String> classNames,
    Integer batchSize, boolean shuffle, Long seed, double validationSplit, Subset subset, boolean followLinks) {
  /** Below it lie the seeds that Keras draws. */
  private static final int SEEDS = 1_000_000;
  /** Batches in the buffer of the shuffle, or samples where there are no batches. */
  private static final int BUFFERED_BATCHES = 8, BUFFERED_SAMPLES = 1024;

  DirectoryFiles {
    check(who, labelMode, classNames, batchSize, validationSplit);
  }

  /** Refuses settings that are none. */
  static void check(String who, LabelMode labelMode, List<String> classNames, Integer batchSize, double validationSplit) {
    require(labelMode != null, inJava("take LabelMode.NONE for no labels"), "%s: labelMode must not be null", who);
    require(classNames == null || new HashSet<>(classNames).size() == classNames.size(), "%s: classNames must differ, got %s", who,
        classNames);
    require(batchSize == null || batchSize >= 1, "%s: batchSize must be at least 1, or null for single samples, got %d", who, batchSize);
    require(validationSplit >= 0 && validationSplit < 1, "%s: validationSplit must be in 0 .. 1 (1 excluded), got %s", who,
        validationSplit);
  }

  /**
   * What is in a folder.
   *
   * @param numbers of the files, and their labels, a sample each, in the order of a pass
   */
  record Found(Dataset numbers, List<String> classNames, List<Path> files) {
    /** In batches of {@code size}, null for single samples, of what {@code read} makes of a pass over the numbers. */
    Dataset dataset(Integer size, UnaryOperator<DatasetPass> read) {
      Dataset samples = numbers.step(read);
      return size == null ? samples : samples.batch(size);
    }
  }

  record Both(Found training, Found validation) {}

  /** Those of {@code directory}, of {@code subset} if there is one. */
  Found of(Path directory) {
    require(validationSplit == 0 || subset != null, inJava("choose withSubset(Subset.TRAINING), or call both(directory)"),
        "%s: with validationSplit it must be said which part is asked for", who);
    check();
    long drawn = drawnSeed();
    FileIndex all = index(directory, drawn);
    return found(subset == null ? all : all.part(subset, validation(all)), shuffle, drawn);
  }

  /** Both parts; that for validation is not shuffled again for each epoch. */
  Both both(Path directory) {
    require(validationSplit > 0 && subset == null, "%s: both parts are there with validationSplit and without subset, got %s and %s", who,
        validationSplit, subset);
    check();
    long drawn = drawnSeed();
    FileIndex all = index(directory, drawn);
    return new Both(found(all.part(Subset.TRAINING, validation(all)), shuffle, drawn),
        found(all.part(Subset.VALIDATION, validation(all)), false, drawn));
  }

  /** Refuses settings that do not go together. */
  private void check() {
    require(classNames == null || labels == null && labelMode != LabelMode.NONE,
        "%s: classNames is for classes that are folders, got it with %s; leave one out", who, labels == null ? "no labels" : "labels");
    require(subset == null || validationSplit > 0, "%s: subset must come with validationSplit, got %s alone", who, subset);
    require(validationSplit == 0 || !shuffle || seed != null, "%s: validationSplit with shuffle must have a seed, got none; "
        + "or the two parts would overlap", who);
  }

  private long drawnSeed() { return seed != null ? seed : RandomSeed.randint(SEEDS); }

  private FileIndex index(Path directory, long drawn) {
    FileIndex index = labelMode == LabelMode.NONE || labels != null
        ? FileIndex.flat(directory, kind, labelMode == LabelMode.NONE ? null : labels, followLinks)
        : FileIndex.inferred(directory, kind, classNames, followLinks);
    require(!index.files().isEmpty(), "%s: there must be %s, got no file ending in %s%s", directory, kind, kind.told(),
        labels == null && labelMode != LabelMode.NONE ? " in its folders, which stand for classes" : "");
    require(labelMode != LabelMode.BINARY || index.classNames().size() == 2, "%s: binary labels must be of 2 classes, got %s",
        directory, index.classNames());
    return shuffle ? index.shuffled(drawn) : index;
  }

  private int validation(FileIndex all) {
    int count = (int) (validationSplit * all.files().size());
    require(count > 0, "%s: each part must have %s, got %s of %d for validation; raise validationSplit", who, kind.one(),
        validationSplit, all.files().size());
    return count;
  }

  private Found found(FileIndex index, boolean shuffled, long drawn) {
    List<Path> files = index.files();
    NDArray numbers = NDArray.of(IntStream.range(0, files.size()).toArray());
    NDArray y = index.labels() == null
        ? null
        : labelMode.of(index.labels().stream().mapToInt(Integer::intValue).toArray(), index.classNames().size());
    Dataset samples = Dataset.of(numbers, y);
    if (shuffled) samples = samples.shuffle(batchSize == null ? BUFFERED_SAMPLES : batchSize * BUFFERED_BATCHES, drawn);
    return new Found(samples, index.classNames(), files);
  }
}
