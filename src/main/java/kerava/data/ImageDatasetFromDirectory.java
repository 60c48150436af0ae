package kerava.data;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;

/**
 * The image files of a folder as batches, {@code keras.utils.image_dataset_from_directory}: PNG, JPEG, GIF (its first image) and BMP, told by their endings
 * {@code .png .jpg .jpeg .gif .bmp}. Each folder in it is a class, its images those in and under that folder.
 *
 * <pre>{@code
 * ImageDataset pets = new ImageDatasetFromDirectory().imageSize(180, 180).seed(1337).of(Path.of("PetImages"));
 * model.fit(pets.dataset(), new Fit().epochs(5));
 * }</pre>
 *
 * Files, their order and the numbers in the batches are Keras's for the same seed. A file is read when its turn comes; one that is no image, is damaged, or whose
 * width x height is more than {@code limits} allow (by default as many pixels as PIL takes, 178,956,970) ends the pass with an error that names it. x is float32, 0 to 255, of
 * {@link Interpolation#NEAREST} uint8: (batch, height, width, channels). Source: Keras {@code utils/image_dataset_utils.py}.
 *
 * @param labels one for each image, in the order of the paths; null: the classes are the folders
 * @param classNames the folders that are classes, in the order of their numbers; null: all, in alphabetical order
 * @param batchSize null: single samples
 * @param shuffle whether the files come in a drawn order, each epoch in another; else in that of their paths
 * @param seed 0 .. 2^32 - 1; null: one is drawn as {@code numpy.random} does it, from {@link RandomSeed#set} on the same
 * @param validationSplit what part of the files is kept for validation; 0: none
 * @param subset which part is asked for; null: all, without {@code validationSplit}
 * @param followLinks whether folders that are links are looked into
 * @param cropToAspectRatio whether the largest part from the middle is taken that has the ratio of {@code height} to {@code width}
 * @param padToAspectRatio whether images keep their ratio, with zeros beside them
 * @param channelsFirst whether x is (batch, channels, height, width), {@code data_format="channels_first"}
 */
public record ImageDatasetFromDirectory(List<Integer> labels, LabelMode labelMode, List<String> classNames, ColorMode colorMode,
    Integer batchSize, int height, int width, boolean shuffle, Long seed, double validationSplit, Subset subset,
    Interpolation interpolation,
    boolean followLinks, boolean cropToAspectRatio, boolean padToAspectRatio, boolean channelsFirst, Limits limits) {
  private static final String WHO = "ImageDatasetFromDirectory";
  /** Below it lie the seeds that Keras draws. */
  private static final int SEEDS = 1_000_000;
  /** Batches in the buffer of the shuffle, or samples where there are no batches. */
  private static final int BUFFERED_BATCHES = 8, BUFFERED_SAMPLES = 1024;

  public ImageDatasetFromDirectory {
    labels = labels == null ? null : List.copyOf(labels);
    classNames = classNames == null ? null : List.copyOf(classNames);
    require(labelMode != null && colorMode != null && interpolation != null && limits != null,
        "%s: labelMode, colorMode, interpolation and limits must not be null", WHO);
    require(classNames == null || new HashSet<>(classNames).size() == classNames.size(), "%s: classNames must differ, got %s", WHO,
        classNames);
    require(batchSize == null || batchSize >= 1, "%s: batchSize must be at least 1, or null for single samples, got %d", WHO, batchSize);
    require(height >= 1 && width >= 1, "%s: the image's height and width must be positive, got %d and %d", WHO, height, width);
    require(validationSplit >= 0 && validationSplit < 1, "%s: validationSplit must be in 0 .. 1 (1 excluded), got %s", WHO,
        validationSplit);
  }

  /** Keras's defaults: RGB, 256 x 256, bilinear, batches of 32, shuffled. */
  public ImageDatasetFromDirectory() {
    this(null, LabelMode.INT, null, ColorMode.RGB, 32, 256, 256, true, null, 0, null, Interpolation.BILINEAR, false, false, false, false,
        Limits.DEFAULT);
  }

  /** The images of {@code directory}, of {@code subset} if there is one. */
  public ImageDataset of(Path directory) {
    require(validationSplit == 0 || subset != null, inJava("choose subset(Subset.TRAINING), or call both(directory)"),
        "%s: with validationSplit it must be said which part is asked for", WHO);
    check();
    long drawn = drawnSeed();
    ImageIndex all = index(directory, drawn);
    return dataset(directory, subset == null ? all : all.part(subset, validation(all)), shuffle, drawn);
  }

  /** Both parts, {@code subset="both"}; that for validation is not shuffled again for each epoch. */
  public ImageDataset.Both both(Path directory) {
    require(validationSplit > 0 && subset == null, "%s: both parts are there with validationSplit and without subset, got %s and %s", WHO,
        validationSplit, subset);
    check();
    long drawn = drawnSeed();
    ImageIndex all = index(directory, drawn);
    return new ImageDataset.Both(dataset(directory, all.part(Subset.TRAINING, validation(all)), shuffle, drawn),
        dataset(directory, all.part(Subset.VALIDATION, validation(all)), false, drawn));
  }

  /** Refuses settings that do not go together. */
  private void check() {
    require(classNames == null || labels == null && labelMode != LabelMode.NONE,
        "%s: classNames is for classes that are folders, got it with %s; leave one out", WHO, labels == null ? "no labels" : "labels");
    require(subset == null || validationSplit > 0, "%s: subset must come with validationSplit, got %s alone", WHO, subset);
    require(validationSplit == 0 || !shuffle || seed != null, "%s: validationSplit with shuffle must have a seed, got none; "
        + "or the two parts would overlap", WHO);
    require(!cropToAspectRatio || !padToAspectRatio, "%s: takes cropToAspectRatio or padToAspectRatio, got both; leave one out", WHO);
    require(!cropToAspectRatio || switch (interpolation) {
      case AREA, GAUSSIAN, MITCHELLCUBIC -> false;
      default -> true;
    }, "%s: with cropToAspectRatio Keras has no interpolation %s; take another, or do not crop", WHO, interpolation);
  }

  private long drawnSeed() { return seed != null ? seed : RandomSeed.randint(SEEDS); }

  private ImageIndex index(Path directory, long drawn) {
    ImageIndex index = labelMode == LabelMode.NONE || labels != null
        ? ImageIndex.flat(directory, labelMode == LabelMode.NONE ? null : labels, followLinks)
        : ImageIndex.inferred(directory, classNames, followLinks);
    require(!index.files().isEmpty(), "%s: there must be images, got no file ending in .png, .jpg, .jpeg, .gif or .bmp%s", directory,
        labels == null && labelMode != LabelMode.NONE ? " in its folders, which stand for classes" : "");
    require(labelMode != LabelMode.BINARY || index.classNames().size() == 2, "%s: binary labels must be of 2 classes, got %s",
        directory, index.classNames());
    return shuffle ? index.shuffled(drawn) : index;
  }

  private int validation(ImageIndex all) {
    int count = (int) (validationSplit * all.files().size());
    require(count > 0, "%s: each part must have an image, got %s of %d for validation; raise validationSplit", WHO, validationSplit,
        all.files().size());
    return count;
  }

  private ImageDataset dataset(Path directory, ImageIndex index, boolean shuffled, long drawn) {
    List<Path> files = index.files();
    NDArray numbers = NDArray.of(IntStream.range(0, files.size()).toArray());
    NDArray y = index.labels() == null
        ? null
        : labelMode.of(index.labels().stream().mapToInt(Integer::intValue).toArray(),
            index.classNames().size());
    Dataset samples = Dataset.of(numbers, y);
    if (shuffled) samples = samples.shuffle(batchSize == null ? BUFFERED_SAMPLES : batchSize * BUFFERED_BATCHES, drawn);
    AspectRatio ratio = cropToAspectRatio ? AspectRatio.CROPPED : padToAspectRatio ? AspectRatio.PADDED : AspectRatio.DISTORTED;
    ImageReading reading = new ImageReading(colorMode, height, width, interpolation, ratio, channelsFirst, limits);
    Dataset images = samples.step(pass -> new ImagePass(pass, files, reading));
    return new ImageDataset(batchSize == null ? images : images.batch(batchSize), index.classNames(), files);
  }

  public ImageDatasetFromDirectory labels(List<Integer> labels) { return Settings.with(this, "labels", labels); }

  public ImageDatasetFromDirectory labelMode(LabelMode labelMode) { return Settings.with(this, "labelMode", labelMode); }

  public ImageDatasetFromDirectory classNames(List<String> classNames) { return Settings.with(this, "classNames", classNames); }

  public ImageDatasetFromDirectory colorMode(ColorMode colorMode) { return Settings.with(this, "colorMode", colorMode); }

  public ImageDatasetFromDirectory batchSize(Integer batchSize) { return Settings.with(this, "batchSize", batchSize); }

  public ImageDatasetFromDirectory imageSize(int height, int width) {
    return Settings.with(Settings.with(this, "height", height), "width", width);
  }

  public ImageDatasetFromDirectory shuffle(boolean shuffle) { return Settings.with(this, "shuffle", shuffle); }

  public ImageDatasetFromDirectory seed(long seed) { return Settings.with(this, "seed", seed); }

  /** With {@code subset}, or for {@link #both}. */
  public ImageDatasetFromDirectory validationSplit(double validationSplit) {
    return Settings.with(this, "validationSplit", validationSplit);
  }

  public ImageDatasetFromDirectory subset(Subset subset) { return Settings.with(this, "subset", subset); }

  public ImageDatasetFromDirectory interpolation(Interpolation interpolation) {
    return Settings.with(this, "interpolation", interpolation);
  }

  public ImageDatasetFromDirectory followLinks(boolean followLinks) { return Settings.with(this, "followLinks", followLinks); }

  public ImageDatasetFromDirectory cropToAspectRatio(boolean crop) { return Settings.with(this, "cropToAspectRatio", crop); }

  public ImageDatasetFromDirectory padToAspectRatio(boolean pad) { return Settings.with(this, "padToAspectRatio", pad); }

  public ImageDatasetFromDirectory channelsFirst(boolean channelsFirst) { return Settings.with(this, "channelsFirst", channelsFirst); }

  public ImageDatasetFromDirectory limits(Limits limits) { return Settings.with(this, "limits", limits); }
}
