package kerava.data;

import static kerava.KeravaException.require;

import kerava.engine.ImageKernels;
import kerava.tensor.NDArray;

/** What becomes of an image whose ratio of height to width is not the one that is asked for. */
enum AspectRatio {
  DISTORTED {
    @Override NDArray resized(ImageKernels kernels, NDArray image, int height, int width, String method) {
      return kernels.resize(image, height, width, method);
    }
  },
  /**
   * The largest part from the middle that has the ratio. Source: Keras {@code utils/image_utils.py} smart_resize, on a tensor of open
   * sizes.
   */
  CROPPED {
    @Override NDArray resized(ImageKernels kernels, NDArray image, int height, int width, String method) {
      int rows = image.shape().size(0), columns = image.shape().size(1);
      int cropRows = Math.max(Math.min(rows, (int) ((float) (columns * height) / width)), 1);
      int cropColumns = Math.max(Math.min(columns, (int) ((float) (rows * width) / height)), 1);
      NDArray part = Pixels.cropped(image, (int) ((float) (rows - cropRows) / 2), (int) ((float) (columns - cropColumns) / 2), cropRows,
          cropColumns);
      return kernels.resize(part, height, width, method);
    }
  },
  /** The whole image, with zeros beside it. Source: TensorFlow {@code python/ops/image_ops_impl.py} _resize_image_with_pad_common. */
  PADDED {
    @Override NDArray resized(ImageKernels kernels, NDArray image, int height, int width, String method) {
      int rows = image.shape().size(0), columns = image.shape().size(1);
      float ratio = Math.max((float) columns / width, (float) rows / height), fitRows = rows / ratio, fitColumns = columns / ratio;
      require(fitRows >= 1 && fitColumns >= 1,
          "an image of %d x %d pixels (height x width) has no row or no column left in %d x %d; pad smaller "
              + "differences, crop, or take it out",
          rows, columns, height, width);
      int top = Math.max(0, (int) Math.floor((height - fitRows) / 2)), left = Math.max(0, (int) Math.floor((width - fitColumns) / 2));
      return Pixels.padded(kernels.resize(image, (int) Math.floor(fitRows), (int) Math.floor(fitColumns), method), top, left, height,
          width);
    }
  };

  abstract NDArray resized(ImageKernels kernels, NDArray image, int height, int width, String method);
}
