package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Settings;
import kerava.ops.Pooling;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Images of {@code height} and {@code width}, in the type of x: stretched, or with {@code cropToAspectRatio} first cut down in the middle
 * to the ratio of the two, or with {@code padToAspectRatio} first given borders of {@code fillValue}. {@code antialias}: smaller images are
 * means of more pixels. Shapes: x (batch, rows, columns, channels), y (batch, height, width, channels); of channels first likewise. Source:
 * Keras {@code layers/preprocessing/image_preprocessing/resizing.py}.
 */
public record Resizing(int height, int width, Interpolation interpolation, boolean cropToAspectRatio, boolean padToAspectRatio,
    FillMode fillMode, double fillValue, boolean antialias, DataFormat dataFormat,
    LayerOptions options) implements UnaryLayer, WithDataFormat<Resizing>, Configured<Resizing> {
  /** What borders are filled with. */
  public enum FillMode {
    CONSTANT
  }

  public Resizing {
    LayerOptions.refuseActivityRegularizer("Resizing", options, "put an ActivityRegularization behind it");
    require(height >= 1 && width >= 1, "Resizing: height and width must be at least 1, got %d and %d", height, width);
    require(interpolation != null && fillMode != null && dataFormat != null, inJava("take Interpolation.BILINEAR, for example"),
        "Resizing: a setting must not be null");
    require(!cropToAspectRatio || !padToAspectRatio, "Resizing: images are cropped or padded to the aspect ratio, not both; take one");
  }

  public Resizing(int height, int width) {
    this(height, width, Interpolation.BILINEAR, false, false, FillMode.CONSTANT, 0, false, DataFormat.CHANNELS_LAST,
        LayerOptions.of("Resizing"));
  }

  public Resizing withInterpolation(Interpolation interpolation) { return Settings.with(this, "interpolation", interpolation); }

  public Resizing withCropToAspectRatio(boolean crop) { return Settings.with(this, "cropToAspectRatio", crop); }

  public Resizing withPadToAspectRatio(boolean pad) { return Settings.with(this, "padToAspectRatio", pad); }

  public Resizing withFillValue(double fillValue) { return Settings.with(this, "fillValue", fillValue); }

  public Resizing withAntialias(boolean antialias) { return Settings.with(this, "antialias", antialias); }

  @Override public DType outputType(List<DType> inputs) {
    DType type = inputs.get(0);
    require(type.isFloating() || type.isWhole(), "Resizing: images are of numbers, got %s; let the model's Input be of numbers", type);
    require(type.isFloating() || !padToAspectRatio, inJava("or put new Rescaling(1) before"),
        "Resizing: borders are of floating numbers, got images of %s; let the model's Input be of float32", type);
    return type;
  }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    if (cropToAspectRatio || padToAspectRatio) Sizes.known(this, x, dataFormat.axes(x.rank()));
    return dataFormat.shape(x.size(0), dataFormat.channels(x), height, width);
  }

  @Override public Tensor call(Call c, Tensor x) {
    return kerava.ops.Resizing.as(Pooling.channelsLast(x, dataFormat.channelsLast(), this::resized), x.dtype());
  }

  private Tensor resized(Tensor x) {
    Tensor ready = cropToAspectRatio ? cropped(x, height, width, true) : padToAspectRatio ? padded(x) : x;
    return kerava.ops.Resizing.resize(ready, List.of(height, width), interpolation.toString(), antialias);
  }

  /**
   * The largest part in the middle of x that has the ratio of {@code height} to {@code width}; {@code single}: sizes are divided as
   * float32.
   */
  static Tensor cropped(Tensor x, int height, int width, boolean single) {
    int rows = Math.toIntExact(x.size(1)), columns = Math.toIntExact(x.size(2));
    int down = Math.max(Math.min(rows, share(columns, height, width, single)), 1),
        across = Math.max(Math.min(columns, share(rows, width, height, single)), 1);
    int top = (rows - down) / 2, left = (columns - across) / 2;
    return x.slice(Slice.all(), Slice.range(top, top + down), Slice.range(left, left + across), Slice.all());
  }

  private static int share(int size, int times, int by, boolean single) {
    int product = Math.multiplyExact(size, times);
    return single ? (int) ((float) product / by) : (int) ((double) product / by);
  }

  private Tensor padded(Tensor x) {
    int rows = Math.toIntExact(x.size(1)), columns = Math.toIntExact(x.size(2));
    int down = Math.max(rows, share(columns, height, width, true)), across = Math.max(columns, share(rows, width, height, true));
    return bordered(bordered(x, 1, (down - rows) / 2), 2, (across - columns) / 2);
  }

  private Tensor bordered(Tensor x, int axis, int size) {
    if (size <= 0) return x;
    List<Object> sizes = new ArrayList<>(x.symbolicSizes());
    sizes.set(axis, size);
    Tensor border = x.zeros(sizes).plus(x.number(fillValue));
    return Tensor.concatenate(List.of(border, x, border), axis);
  }
}
