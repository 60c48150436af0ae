package kerava.cli;

import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import kerava.KeravaException;
import kerava.data.ColorMode;
import kerava.data.Images;
import kerava.data.LoadImg;
import kerava.data.PreprocessInput;
import kerava.data.Resampling;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** Image files as the samples of a model's input, each read when its turn comes. */
final class ImageSamples implements Samples {
  private final List<Path> files;
  private final LoadImg load;
  private final Levels levels;
  private final boolean channelsFirst;
  private final Shape shape;

  /** What becomes of levels, 0 to 255. */
  enum Levels {
    NONE {
      @Override NDArray of(NDArray x, boolean channelsFirst) { return x; }
    },
    UNIT {
      @Override NDArray of(NDArray x, boolean channelsFirst) {
        float[] values = x.values().clone();
        for (int i = 0; i < values.length; i++) values[i] /= 255;
        return NDArray.of(x.shape(), values);
      }
    },
    TF,
    CAFFE,
    TORCH;

    NDArray of(NDArray x, boolean channelsFirst) { return PreprocessInput.valueOf(name()).of(x, channelsFirst); }
  }

  /** @param input the shape of a sample: (height, width, channels), (channels, height, width) or (height, width); null: not known */
  ImageSamples(List<Path> files, Shape input, Resampling interpolation, Levels levels) {
    require(input != null && (input.rank() == 2 || input.rank() == 3 && (channels(input.last()) || channels(input.size(0)))),
        "predict: images go to a model whose input is (height, width, channels) of 1, 3 or 4 channels, (channels, height, width) or (height, "
            + "width), got %s; give it arrays",
        input);
    this.files = files;
    this.levels = levels;
    channelsFirst = input.rank() == 3 && !channels(input.last());
    int first = channelsFirst ? 1 : 0, channels = input.rank() == 2 ? 1 : input.size(channelsFirst ? 0 : 2);
    LoadImg plain = new LoadImg().withInterpolation(interpolation).withColorMode(mode(channels));
    int height = input.size(first), width = input.size(first + 1);
    load = height == Shape.NONE || width == Shape.NONE ? plain : plain.withTargetSize(height, width);
    shape = load == plain ? sample(files.get(0), input.rank()).shape() : channels != Shape.NONE ? input : sample(files.get(0), 3).shape();
  }

  /** Whether so many channels may be an image's; any number may be 3. */
  private static boolean channels(int size) { return size == 1 || size == 3 || size == 4 || size == Shape.NONE; }

  private static ColorMode mode(int channels) {
    return channels == 1 ? ColorMode.GRAYSCALE : channels == 4 ? ColorMode.RGBA : ColorMode.RGB;
  }

  private NDArray sample(Path file, int rank) {
    NDArray image = Images.imgToArray(load.of(file), channelsFirst);
    try {
      NDArray x = levels.of(image, channelsFirst);
      return rank == 2 ? x.reshape(x.shape().size(0), x.shape().size(1)) : x;
    } catch (KeravaException e) {
      throw new KeravaException("predict: --preprocess " + levels.name().toLowerCase(Locale.ROOT) + ": " + e.plain(), e);
    }
  }

  @Override public int count() { return files.size(); }

  @Override public Shape sampleShape() { return shape; }

  @Override public void read(int index, float[] into, int at) {
    NDArray x = sample(files.get(index), shape.rank());
    require(x.shape().equals(shape), "%s: the model takes images of any size, but all of one run must be alike, got %s after %s; "
        + "predict one after the other", files.get(index), x.shape(), shape);
    System.arraycopy(x.values(), 0, into, at, x.values().length);
  }
}
