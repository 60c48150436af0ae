package kerava.data;

import static kerava.KeravaException.require;

import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * What the models of {@code keras.applications} want of images, {@code preprocess_input}: levels 0 to 255, RGB, become what the weights
 * were trained on.
 *
 * <pre>{@code
 * NDArray x = PreprocessInput.CAFFE.of(Images.imgToArray(img));
 * }</pre>
 *
 * x: (height, width, 3) or (batch, height, width, 3), of any numbers; y: float32 of the same shape. Source: Keras
 * {@code applications/imagenet_utils.py}.
 */
public enum PreprocessInput {
  /** BGR in place of RGB, less ImageNet's means: ResNet50, VGG16. Example: red 255, green 0, blue 10 give -93.939, -116.779, 131.32. */
  CAFFE(true) {
    private static final float[] MEAN = {103.939f, 116.779f, 123.68f};

    @Override void apply(float[] pixel) {
      float red = pixel[0];
      pixel[0] = pixel[2] - MEAN[0];
      pixel[1] -= MEAN[1];
      pixel[2] = red - MEAN[2];
    }
  },
  /** -1 to 1: MobileNet, Inception, Xception, ResNet50V2. Example: 0 and 255 give -1 and 1. */
  TF(false) {
    @Override void apply(float[] pixel) { for (int c = 0; c < pixel.length; c++) pixel[c] = pixel[c] / 127.5f - 1; }
  },
  /** 0 to 1, less ImageNet's means, divided by its deviations: DenseNet. */
  TORCH(true) {
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f}, DEVIATION = {0.229f, 0.224f, 0.225f};

    @Override void apply(float[] pixel) { for (int c = 0; c < 3; c++) pixel[c] = (pixel[c] / 255 - MEAN[c]) / DEVIATION[c]; }
  };

  private final boolean colored;

  PreprocessInput(boolean colored) { this.colored = colored; }

  /** Changes one pixel. */
  abstract void apply(float[] pixel);

  public NDArray of(NDArray x) { return of(x, false); }

  /** {@code channelsFirst}: x is (3, height, width) or (batch, 3, height, width). */
  public NDArray of(NDArray x, boolean channelsFirst) {
    Shape shape = x.shape();
    require(shape.rank() == 3 || shape.rank() == 4, "PreprocessInput.%s: x must be an image or a batch of images, got %s", this, shape);
    int axis = channelsFirst ? shape.rank() - 3 : shape.rank() - 1, channels = shape.size(axis);
    require(!colored || channels == 3, "PreprocessInput.%s: x must have the 3 channels of RGB, got %s", this, shape);
    int step = 1;
    for (int i = axis + 1; i < shape.rank(); i++) step *= shape.size(i);
    float[] values = x.as(DType.FLOAT32).values().clone(), pixel = new float[channels];
    for (int block = 0; block < values.length; block += step * channels)
      for (int at = block; at < block + step; at++) {
        for (int c = 0; c < channels; c++) pixel[c] = values[at + c * step];
        apply(pixel);
        for (int c = 0; c < channels; c++) values[at + c * step] = pixel[c];
      }
    return NDArray.of(shape, values);
  }
}
