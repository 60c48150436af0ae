package kerava.ops;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import kerava.KeravaException;
import kerava.tensor.DType;
import org.tensorflow.proto.DataType;

/**
 * Images of another size. Source: Keras {@code backend/tensorflow/image.py} resize, TensorFlow {@code python/ops/image_ops_impl.py},
 * {@code image_grad.py}.
 */
public final class Resizing {
  private static final Map<String, String> OPS =
      Map.of("nearest", "ResizeNearestNeighbor", "bilinear", "ResizeBilinear", "bicubic", "ResizeBicubic");
  /** What a window that does not alias is called for an interpolation that has a kernel of its own without. */
  private static final Map<String, String> WINDOWS = Map.of("bilinear", "triangle", "bicubic", "keyscubic");

  private Resizing() {}

  /**
   * x (batch, height, width, channels) with another height and width, as float32, of "nearest" in the type of x. {@code size}: the two,
   * numbers or scalars; {@code interpolation}: nearest, bilinear, bicubic, lanczos3 or lanczos5; {@code antialias}: smaller images are
   * means of more pixels, not with "nearest".
   */
  public static Tensor resize(Tensor x, List<?> size, String interpolation, boolean antialias) {
    long[] known = {StaticShape.UNKNOWN, known(size.get(0)), known(size.get(1)), StaticShape.UNKNOWN};
    return x.scope("resize", () -> {
      Tensor target = x.tape().constant("size", size.stream().allMatch(Integer.class::isInstance) ? numbers(size) : size);
      String op = OPS.get(interpolation);
      if (op == null || antialias && WINDOWS.containsKey(interpolation))
        return scaled(x, target, WINDOWS.getOrDefault(interpolation, interpolation), antialias);
      return resized(x, target, op);
    }).shaped(known);
  }

  private static long known(Object size) { return size instanceof Integer number ? number : StaticShape.UNKNOWN; }

  private static int[] numbers(List<?> size) { return size.stream().mapToInt(Integer.class::cast).toArray(); }

  private static Tensor resized(Tensor x, Tensor size, String op) {
    UnaryOperator<OpCall> set = call -> call.attribute("half_pixel_centers", true);
    Tensor y = set.apply(x.tape().op(op)).on(x, size);
    boolean nearest = op.equals(OPS.get("nearest")), bicubic = op.equals(OPS.get("bicubic"));
    return Gradients.of(y, List.of(x), flow -> {
      if (bicubic && x.type() != DataType.DT_FLOAT && x.type() != DataType.DT_DOUBLE) return Collections.singletonList(null);
      Object original = nearest ? sizeOf(x) : x;
      return List.of(set.apply(x.tape().op(op + "Grad")).on(flow.dy(), original).like(x));
    });
  }

  private static Object sizeOf(Tensor x) {
    if (x.size(1) < 0 || x.size(2) < 0) return x.shape().slice(Slice.range(1, 3));
    return new OpCall.Literal("size", new int[] {Math.toIntExact(x.size(1)), Math.toIntExact(x.size(2))});
  }

  private static Tensor scaled(Tensor x, Tensor size, String kernel, boolean antialias) {
    UnaryOperator<OpCall> set = call -> call.attribute("kernel_type", kernel).attribute("antialias", antialias);
    Tensor now = x.shape().slice(Slice.range(1, 3));
    Tensor scale = size.cast(DataType.DT_FLOAT).dividedBy(now.cast(DataType.DT_FLOAT));
    Tensor shift = x.tape().constant("zeros", new float[2]);
    Tensor y = set.apply(x.tape().op("ScaleAndTranslate")).on(x, size, scale, shift);
    return Gradients.of(y, List.of(x), flow -> {
      if (x.type() != DataType.DT_FLOAT)
        throw new KeravaException("resize: TensorFlow has no gradient of " + kernel + " for " + x.dtype()
            + "; let the layer compute in float32, or take another interpolation");
      return List.of(set.apply(x.tape().op("ScaleAndTranslateGrad")).on(flow.dy(), x, scale, shift).like(x));
    });
  }

  /**
   * {@code resized} in the type of what it was made of: whole numbers are rounded, and none leaves the type's range. Source: Keras
   * {@code ops/core.py} _saturate_cast.
   */
  public static Tensor as(Tensor resized, DType type) {
    if (resized.dtype() == type) return resized;
    Tensor near = type.isWhole() ? resized.tape().op("Round").on(resized).like(resized) : resized;
    return near.clip(inside(type, true), inside(type, false)).cast(type);
  }

  /** The least or the largest float32 that {@code type} holds. */
  private static float inside(DType type, boolean least) {
    double edge = switch (type) {
      case UINT8 -> least ? 0 : 255;
      case INT8 -> least ? Byte.MIN_VALUE : Byte.MAX_VALUE;
      case INT16 -> least ? Short.MIN_VALUE : Short.MAX_VALUE;
      case INT32 -> least ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      case INT64 -> least ? Long.MIN_VALUE : Math.nextDown((float) Long.MAX_VALUE);
      case FLOAT16 -> least ? -65504 : 65504;
      case BFLOAT16 -> least ? -0x1.fep127 : 0x1.fep127;
      default -> least ? -Float.MAX_VALUE : Float.MAX_VALUE;
    };
    float near = (float) edge;
    return Math.abs((double) near) > Math.abs(edge) ? Math.nextAfter(near, 0) : near;
  }
}
