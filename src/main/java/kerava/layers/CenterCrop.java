package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Pooling;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * The middle of images, {@code height} rows and {@code width} columns of it. Images that are lower or narrower are cut down to the ratio of
 * the two and stretched, bilinearly. Shapes: x (batch, rows, columns, channels), y (batch, height, width, channels); of channels first
 * likewise. Source: Keras {@code layers/preprocessing/image_preprocessing/center_crop.py}.
 */
public record CenterCrop(int height, int width, DataFormat dataFormat,
    LayerOptions options) implements UnaryLayer, WithDataFormat<CenterCrop>, Configured<CenterCrop> {
  public CenterCrop {
    LayerOptions.refuseActivityRegularizer("CenterCrop", options, "put an ActivityRegularization behind it");
    require(height >= 1 && width >= 1, "CenterCrop: height and width must be at least 1, got %d and %d", height, width);
    require(dataFormat != null, inJava("take DataFormat.CHANNELS_LAST, for example"), "CenterCrop: the data format must not be null");
  }

  public CenterCrop(int height, int width) { this(height, width, DataFormat.CHANNELS_LAST, LayerOptions.of("CenterCrop")); }

  @Override public DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    Sizes.known(this, x, dataFormat.axes(x.rank()));
    int[] sizes = dataFormat.sizes(x);
    require(sizes[0] >= height && sizes[1] >= width || dtypePolicy().computeDtype() == DType.FLOAT32,
        "CenterCrop: images that are lower or narrower than %d x %d are stretched in float32 alone, got %s in %s; let the layer compute in float32",
        height, width, x, dtypePolicy().computeDtype());
    return dataFormat.shape(x.size(0), dataFormat.channels(x), height, width);
  }

  @Override public Tensor call(Call c, Tensor given) {
    Tensor x = given.as(dtypePolicy().computeDtype());
    int[] axes = dataFormat.axes(x.rank());
    int down = Math.toIntExact(x.size(axes[0])) - height, across = Math.toIntExact(x.size(axes[1])) - width;
    if (down >= 0 && across >= 0) {
      Slice all = Slice.all(), rows = Slice.range(down / 2, down / 2 + height), columns = Slice.range(across / 2, across / 2 + width);
      return dataFormat.channelsLast() ? x.slice(all, rows, columns, all) : x.slice(all, all, rows, columns);
    }
    return Pooling.channelsLast(x, dataFormat.channelsLast(), last -> kerava.ops.Resizing
        .resize(Resizing.cropped(last, height, width, false), List.of(height, width), Interpolation.BILINEAR.toString(), false));
  }
}
