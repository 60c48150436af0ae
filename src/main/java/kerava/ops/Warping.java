package kerava.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import kerava.KeravaException;
import org.tensorflow.proto.DataType;

/**
 * Images whose pixels are taken from other places, as a projective transform of each image says. Source: Keras
 * {@code backend/tensorflow/image.py} affine_transform and perspective_transform, TensorFlow {@code python/ops/image_ops.py}.
 */
public final class Warping {
  private static final int NUMBERS = 8, SIDE = 3;

  private Warping() {}

  /**
   * x (batch, height, width, channels), or (batch, channels, height, width) if not {@code channelsLast}, in its shape and type: pixel
   * (column, row) is that of ((a0 column + a1 row + a2) / k, (b0 column + b1 row + b2) / k) with k = c0 column + c1 row + 1.
   *
   * @param transforms (batch, 8) of float32: a0, a1, a2, b0, b1, b2, c0, c1
   * @param interpolation nearest or bilinear
   * @param fillMode what is beyond the border: constant ({@code fillValue}), nearest, reflect or wrap
   */
  public static Tensor projected(Tensor x, Tensor transforms, String interpolation, String fillMode, float fillValue,
      boolean channelsLast) {
    UnaryOperator<OpCall> set =
        call -> call.attribute("interpolation", interpolation.toUpperCase(Locale.ROOT)).attribute("fill_mode",
            fillMode.toUpperCase(Locale.ROOT));
    return Pooling.channelsLast(x, channelsLast, last -> {
      Tensor sizes = last.shape().slice(Slice.range(1, -1));
      Tensor y = projected(last, transforms, sizes, set, fillValue);
      return Gradients.unary(y, last, dy -> {
        if (last.type() == DataType.DT_BFLOAT16)
          throw new KeravaException("images that are warped: TensorFlow has no gradient of it in bfloat16",
              KeravaException.inJava("let the layer compute in float32 by withDtype(\"float32\")"));
        Tensor inverse = flat(x.tape().op("MatrixInverse").on(matrices(transforms)));
        return projected(dy, inverse, last.shape().slice(Slice.range(1, SIDE)), set, 0).like(last);
      });
    });
  }

  private static Tensor projected(Tensor x, Tensor transforms, Tensor sizes, UnaryOperator<OpCall> set, float fillValue) {
    GradientTape tape = x.tape();
    return set.apply(tape.op("ImageProjectiveTransformV3")).on(x, transforms, sizes, new OpCall.Literal("fill_value", fillValue)).like(x);
  }

  /** As matrices of three rows, the last number 1. */
  private static Tensor matrices(Tensor transforms) {
    Tensor flat = transforms.reshape(-1, NUMBERS), ones = transforms.zeros(List.of(flat.shape().at(0), 1)).plus(transforms.number(1));
    return Tensor.concatenate(List.of(flat, ones), 1).reshape(-1, SIDE, SIDE);
  }

  private static Tensor flat(Tensor matrices) {
    Tensor flat = matrices.reshape(-1, SIDE * SIDE);
    return flat.dividedBy(flat.slice(Slice.all(), Slice.range(NUMBERS, NUMBERS + 1))).slice(Slice.all(), Slice.to(NUMBERS));
  }

  /**
   * The transforms (batch, 8) that lead corners to other places. Shapes: {@code from} and {@code to} (batch, 4, 2), of float32: column and
   * row of each corner. Source: Keras {@code backend/tensorflow/image.py} compute_homography_matrix.
   */
  public static Tensor homography(Tensor from, Tensor to) {
    List<Tensor> rows = new ArrayList<>(), targets = new ArrayList<>();
    for (int corner = 0; corner < 4; corner++) {
      Tensor u = place(from, corner, 0), v = place(from, corner, 1), x = place(to, corner, 0), y = place(to, corner, 1);
      Tensor one = x.zerosLike().plus(x.number(1)), zero = x.zerosLike();
      rows.add(Tensor.stack(List.of(x, y, one, zero, zero, zero, u.negative().times(x), u.negative().times(y)), -1));
      rows.add(Tensor.stack(List.of(zero, zero, zero, x, y, one, v.negative().times(x), v.negative().times(y)), -1));
      targets.addAll(List.of(u, v));
    }
    Tensor matrix = Tensor.stack(rows, 1), target = Tensor.stack(targets, -1).expandDims(-1);
    return from.tape().op("MatrixSolve").on(matrix, target).reshape(-1, NUMBERS);
  }

  private static Tensor place(Tensor corners, int corner, int axis) {
    return corners.slice(Slice.all(), Slice.at(corner), Slice.at(axis));
  }
}
