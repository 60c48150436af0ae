package kerava.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kerava.data.ImageDatasetFromDirectory;
import kerava.data.LabelMode;
import kerava.data.Resampling;
import kerava.tensor.Shape;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code --x} that names images, or a folder of them: read as Keras's load_img does, in the size of the model's input. */
record ImageArguments(CommandLine line) {
  private static final String X = "x", PREPROCESS = "preprocess", INTERPOLATION = "interpolation";

  static Options addTo(Options options) {
    return options
        .addOption(RunCommand.option(PREPROCESS, String.join("|", words(ImageSamples.Levels.values())),
            "of images: what becomes of levels 0 .. 255: nothing (none), 0 .. 1 (unit), -1 .. 1 (tf), or as Keras's caffe and torch"))
        .addOption(RunCommand.option(INTERPOLATION, String.join("|", words(Resampling.values())), "how images are resized (nearest)"));
  }

  private static List<String> words(Enum<?>[] constants) {
    return Arrays.stream(constants).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether {@code --x} names images; refuses options that are for images where it does not. */
  boolean given(String command) {
    String[] names = line.getOptionValues(X);
    boolean images = names != null && Arrays.stream(names).anyMatch(ImageArguments::isImage);
    for (String option : List.of(PREPROCESS, INTERPOLATION))
      if (line.hasOption(option) && !images)
        throw new UsageException(String.format("%s: --%s is for images, and --x names none; leave it out", command, option));
    return images;
  }

  private static boolean isImage(String name) {
    return name.toLowerCase(Locale.ROOT).matches("(?s).*\\.(png|jpe?g|gif|bmp)")
        || !NamedFile.is(name) && Files.isDirectory(ModelArgument.path("predict", name));
  }

  /** In the order of {@code --x}, those of a folder in that of their paths. */
  List<Path> files(String command) {
    List<Path> files = new ArrayList<>();
    for (String name : line.getOptionValues(X)) {
      if (NamedFile.is(name) && !Files.exists(ModelArgument.path(command, name)))
        throw new UsageException(String.format("%s: images go to a model with one input, got --x %s; give arrays", command, name));
      if (!isImage(name)) throw new UsageException(String.format("%s: --x names images or arrays, got both: %s", command, name));
      Path path = ModelArgument.path(command, name);
      if (Files.isDirectory(path))
        files.addAll(new ImageDatasetFromDirectory().withLabelMode(LabelMode.NONE).withShuffle(false).of(path).filePaths());
      else
        files.add(path);
    }
    return files;
  }

  /** @param input the shape of a sample of the model's input */
  ImageSamples samples(List<Path> files, Shape input) {
    Arguments arguments = new Arguments(line);
    return new ImageSamples(files, input, Resampling.valueOf(chosen(arguments, INTERPOLATION, Resampling.values())),
        ImageSamples.Levels.valueOf(chosen(arguments, PREPROCESS, ImageSamples.Levels.values())));
  }

  private static String chosen(Arguments arguments, String option, Enum<?>[] constants) {
    return arguments.word(option, words(constants)).toUpperCase(Locale.ROOT);
  }
}
