package kerava.gradients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import kerava.Eval;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The formula by hand, and not TensorFlow's own, leads backwards; so these formulas are wrong ones on purpose. */
class HandGradientTest {
  private static final HandGradient TENFOLD =
      new HandGradient("test_tenfold", (tf, x, dy) -> List.of(tf.math.mul(dy, tf.constant(10f)), tf.math.mul(dy, x.get(0))));
  private static final HandGradient HALF = new HandGradient("test_half", (tf, x, dy) -> List.of(tf.math.mul(dy, tf.constant(.5f))));

  private static final NDArray X = NDArray.of(Shape.of(3), 1, -2, 4), W = NDArray.of(Shape.of(3), 3, 5, -1),
      C = NDArray.of(Shape.of(3), 1, 2, -3);

  private static Operand<TFloat32> product(Ops tf, Operand<TFloat32> x, Operand<TFloat32> w) {
    return TENFOLD.apply(tf, tf.math.mul(x, w), x, w);
  }

  @Test void theValueIsTheForwardFormulasAndTheGradientTheHandsOwn() {
    List<NDArray> got = Eval.of(List.of(X, W, C), (tf, in) -> {
      Operand<TFloat32> y = product(tf, in.get(0), in.get(1));
      return List.of(tf.identity(y), Eval.gradient(tf, y, in.get(2), in.get(0)), Eval.gradient(tf, y, in.get(2), in.get(1)));
    });
    assertArrayEquals(new float[] {3, -10, -4}, got.get(0).values());
    assertArrayEquals(new float[] {10, 20, -30}, got.get(1).values());
    assertArrayEquals(new float[] {1, -4, -12}, got.get(2).values());
  }

  @Test void severalInOneGraphKeepTheirFormulas() {
    List<NDArray> got = Eval.of(List.of(X, W, C), (tf, in) -> {
      Operand<TFloat32> inner = HALF.apply(tf, tf.math.neg(in.get(0)), in.get(0)), y = product(tf, inner, in.get(1));
      return List.of(tf.identity(y), Eval.gradient(tf, tf.math.add(y, product(tf, in.get(0), in.get(1))), in.get(2), in.get(0)));
    });
    assertArrayEquals(new float[] {-3, 10, 4}, got.get(0).values());
    assertArrayEquals(new float[] {15, 30, -45}, got.get(1).values());
  }

  @Test void aNameStandsForOneFormula() {
    assertThrows(IllegalStateException.class, () -> new HandGradient("test_half", (tf, x, dy) -> List.of(dy)));
  }
}
