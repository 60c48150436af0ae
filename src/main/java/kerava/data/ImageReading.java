package kerava.data;

import java.nio.file.Path;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.engine.ImageKernels;
import kerava.tensor.NDArray;

/** How the image of a file becomes a sample. Source: Keras {@code utils/image_dataset_utils.py} _load_image_tf. */
record ImageReading(ColorMode colorMode, int height, int width, Interpolation interpolation, AspectRatio ratio, boolean channelsFirst,
    Limits limits) {

  NDArray read(Path file, ImageKernels kernels) {
    NDArray image = ImageFile.read(file, limits).decoded(kernels, colorMode.channels());
    try {
      NDArray resized = ratio.resized(kernels, image, height, width, interpolation.toString());
      return channelsFirst ? Pixels.channelsFirst(resized) : resized;
    } catch (KeravaException e) {
      throw new KeravaException(file + ": " + e.plain(), e);
    }
  }
}
