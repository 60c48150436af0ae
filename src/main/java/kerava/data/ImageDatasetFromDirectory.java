package kerava.data;

import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.List;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.random.RandomSeed;
import org.jspecify.annotations.Nullable;

/**
 * The image files of a folder as batches, {@code keras.utils.image_dataset_from_directory}: PNG, JPEG, GIF (its first image) and BMP, told
 * by their endings {@code .png .jpg .jpeg .gif .bmp}. Each folder in it is a class, its images those in and under that folder.
 *
 * <pre>{@code
 * ImageDataset pets = new ImageDatasetFromDirectory().withImageSize(180, 180).withSeed(1337).of(Path.of("PetImages"));
 * model.fit(pets.dataset(), new FitOptions().withEpochs(5));
 * }</pre>
 *
 * Files, their order and the numbers in the batches are Keras's for the same seed. A file is read when its turn comes; one that is no
 * image, is damaged, or whose width x height is more than {@code limits} allow (by default as many pixels as PIL takes, 178,956,970) ends
 * the pass with an error that names it. x is float32, 0 to 255, of {@link Interpolation#NEAREST} uint8: (batch, height, width, channels).
 * Source: Keras {@code utils/image_dataset_utils.py}.
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
public record ImageDatasetFromDirectory(@Nullable List<Integer> labels, LabelMode labelMode, @Nullable List<String> classNames,
    ColorMode colorMode, @Nullable Integer batchSize, int height, int width, boolean shuffle, @Nullable Long seed, double validationSplit,
    @Nullable Subset subset, Interpolation interpolation, boolean followLinks, boolean cropToAspectRatio, boolean padToAspectRatio,
    boolean channelsFirst, Limits limits) implements WithDirectory<ImageDatasetFromDirectory> {
  private static final String WHO = "ImageDatasetFromDirectory";

  public ImageDatasetFromDirectory {
    labels = labels == null ? null : List.copyOf(labels);
    classNames = classNames == null ? null : List.copyOf(classNames);
    require(colorMode != null && interpolation != null && limits != null, "%s: colorMode, interpolation and limits must not be null", WHO);
    DirectoryFiles.check(WHO, labelMode, classNames, batchSize, validationSplit);
    require(height >= 1 && width >= 1, "%s: the image's height and width must be positive, got %d and %d", WHO, height, width);
  }

  /** Keras's defaults: RGB, 256 x 256, bilinear, batches of 32, shuffled. */
  public ImageDatasetFromDirectory() {
    this(null, LabelMode.INT, null, ColorMode.RGB, 32, 256, 256, true, null, 0, null, Interpolation.BILINEAR, false, false, false, false,
        Limits.DEFAULT);
  }

  /** The images of {@code directory}, of {@code subset} if there is one. */
  public ImageDataset of(Path directory) {
    check();
    return dataset(files().of(directory));
  }

  /** Both parts, {@code subset="both"}; that for validation is not shuffled again for each epoch. */
  public ImageDataset.Both both(Path directory) {
    check();
    DirectoryFiles.Both both = files().both(directory);
    return new ImageDataset.Both(dataset(both.training()), dataset(both.validation()));
  }

  private DirectoryFiles files() {
    return new DirectoryFiles(WHO, FileIndex.Kind.IMAGES, labels, labelMode, classNames, batchSize, shuffle, seed, validationSplit, subset,
        followLinks);
  }

  /** Refuses settings that do not go together. */
  private void check() {
    require(!cropToAspectRatio || !padToAspectRatio, "%s: takes cropToAspectRatio or padToAspectRatio, got both; leave one out", WHO);
    require(!cropToAspectRatio || switch (interpolation) {
      case AREA, GAUSSIAN, MITCHELLCUBIC -> false;
      default -> true;
    }, "%s: with cropToAspectRatio Keras has no interpolation %s; take another, or do not crop", WHO, interpolation);
  }

  private ImageDataset dataset(DirectoryFiles.Found found) {
    AspectRatio ratio = cropToAspectRatio ? AspectRatio.CROPPED : padToAspectRatio ? AspectRatio.PADDED : AspectRatio.DISTORTED;
    ImageReading reading = new ImageReading(colorMode, height, width, interpolation, ratio, channelsFirst, limits);
    return new ImageDataset(found.dataset(batchSize, pass -> new ImagePass(pass, found.files(), reading)), found.classNames(),
        found.files());
  }

  public ImageDatasetFromDirectory withColorMode(ColorMode colorMode) { return Settings.with(this, "colorMode", colorMode); }

  public ImageDatasetFromDirectory withImageSize(int height, int width) {
    return Settings.with(Settings.with(this, "height", height), "width", width);
  }

  public ImageDatasetFromDirectory withInterpolation(Interpolation interpolation) {
    return Settings.with(this, "interpolation", interpolation);
  }

  public ImageDatasetFromDirectory withCropToAspectRatio(boolean crop) { return Settings.with(this, "cropToAspectRatio", crop); }

  public ImageDatasetFromDirectory withPadToAspectRatio(boolean pad) { return Settings.with(this, "padToAspectRatio", pad); }

  public ImageDatasetFromDirectory withChannelsFirst(boolean channelsFirst) { return Settings.with(this, "channelsFirst", channelsFirst); }
}
