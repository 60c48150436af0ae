package kerava.engine;

import static kerava.KeravaException.require;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import kerava.FormatException;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.EncodeJpeg;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * TensorFlow's kernels for images in files: decoded, resized, encoded. An image is of uint8, (height, width, channels). Owns its native
 * memory; any number of threads may use it at once. Source: TensorFlow {@code python/ops/image_ops_impl.py} decode_image, resize_images_v2.
 */
public final class ImageKernels implements AutoCloseable {
  private final Graph graph = NativeMemory.graph();
  private final Ops tf = Ops.create(graph);
  private final Placeholder<TString> file = tf.placeholder(TString.class);
  private final Placeholder<TUint8> image = tf.placeholder(TUint8.class);
  private final Placeholder<TInt32> size = tf.placeholder(TInt32.class);
  private final Placeholder<TFloat32> scale = tf.placeholder(TFloat32.class);
  private final Map<String, Operand<? extends TType>> written = new HashMap<>();
  private final Session session = new Session(graph, Threads.apart());

  /** As {@code tf.io.decode_image(file, channels, expand_animations=False)}. {@code who}: the file's name, for messages. */
  public NDArray decode(String who, byte[] bytes, int channels) {
    return decoded(who, bytes, written("image " + channels,
        ops -> ops.image.decodeImage(file, TUint8.class, DecodeImage.channels((long) channels), DecodeImage.expandAnimations(false))));
  }

  /** A JPEG as {@code tf.io.decode_jpeg(file, channels, dct_method="INTEGER_ACCURATE")}, whose numbers are PIL's. */
  public NDArray decodeAccurately(String who, byte[] bytes, int channels) {
    return decoded(who, bytes, written("jpeg " + channels,
        ops -> ops.image.decodeJpeg(file, DecodeJpeg.channels((long) channels), DecodeJpeg.dctMethod("INTEGER_ACCURATE"))));
  }

  private NDArray decoded(String who, byte[] bytes, Operand<? extends TType> image) {
    try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(bytes));
        var found = session.runner().feed(file, fed).fetch(image).run()) {
      return NumberType.UINT8.array(found.get(0));
    } catch (RuntimeException e) { // TensorFlow's errors have no class in common
      throw new FormatException(who + ": the image is damaged or of a kind that TensorFlow does not decode (" + firstLine(e)
          + "); fetch or save it again, or take it out", e);
    }
  }

  private static String firstLine(RuntimeException e) { return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip(); }

  /**
   * As {@code tf.image.resize(image, (height, width), method)}: float32, of {@code nearest} uint8.
   *
   * @param method TensorFlow's name of it
   */
  public NDArray resize(NDArray image, int height, int width, String method) {
    Shape shape = image.shape();
    float[] scales = {(float) height / shape.size(0), (float) width / shape.size(1)};
    boolean scaled = !method.matches("bilinear|nearest|bicubic|area");
    Session.Runner runner = session.runner().fetch(written(method, ops -> resized(ops, method)));
    try (TUint8 pixels = pixels(image, shape.prepend(1));
        TInt32 sizes = TInt32.vectorOf(height, width);
        TFloat32 by = TFloat32.vectorOf(scales)) {
      if (scaled) runner.feed(scale, by);
      try (var found = runner.feed(this.image, pixels).feed(size, sizes).run()) {
        return Tensors.array((TType) found.get(0)).reshape(height, width, shape.size(2));
      }
    }
  }

  private Operand<? extends TType> resized(Ops ops, String method) {
    return switch (method) {
      case "bilinear" -> ops.image.resizeBilinear(image, size, ResizeBilinear.halfPixelCenters(true));
      case "nearest" -> ops.image.resizeNearestNeighbor(image, size, ResizeNearestNeighbor.halfPixelCenters(true));
      case "bicubic" -> ops.image.resizeBicubic(image, size, ResizeBicubic.halfPixelCenters(true));
      case "area" -> ops.image.resizeArea(image, size);
      default -> ops.image.scaleAndTranslate(image, size, scale, ops.constant(new float[2]), ScaleAndTranslate.kernelType(method),
          ScaleAndTranslate.antialias(false));
    };
  }

  /** As {@code tf.io.encode_png}. */
  public byte[] encodePng(NDArray image) { return encoded(image, written("to png", ops -> ops.image.encodePng(this.image))); }

  /** As {@code tf.io.encode_jpeg(image, quality=75)}, in which the numbers of PIL's are. */
  public byte[] encodeJpeg(NDArray image) {
    return encoded(image, written("to jpeg", ops -> ops.image.encodeJpeg(this.image, EncodeJpeg.quality(75L))));
  }

  private byte[] encoded(NDArray image, Operand<? extends TType> bytes) {
    try (TUint8 pixels = pixels(image, image.shape());
        var found = session.runner().feed(this.image, pixels).fetch(bytes).run()) {
      return ((TString) found.get(0)).asBytes().getObject();
    }
  }

  private static TUint8 pixels(NDArray image, Shape shape) {
    require(image.dtype() == DType.UINT8 && image.shape().rank() == 3,
        "ImageKernels: an image must be of uint8, (height, width, channels), got %s %s", image.dtype(), image.shape());
    return TUint8.tensorOf(Tensors.shape(shape), DataBuffers.of((byte[]) image.array()));
  }

  private synchronized Operand<? extends TType> written(String what, Function<Ops, Operand<? extends TType>> write) {
    return written.computeIfAbsent(what, unseen -> write.apply(tf));
  }

  @Override public void close() {
    session.close();
    graph.close();
  }
}
