package kerava.ops;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.Eval;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Gradients flow through what is written with TensorFlow's own operations, to what it is made of and on from there. */
class ForeignTest {
  private static final NDArray X = MadeSamples.normal(Shape.of(3, 4));

  private static Tensor lgamma(Tensor x) { return Foreign.of("Lgamma", x, (tf, values) -> tf.math.lgamma(values)); }

  /** d lgamma(x^2 + 1) / dx = digamma(x^2 + 1) 2x, twice, for it is used twice. */
  @Test void gradientsFlowThroughIt() {
    NDArray[] each = new NDArray[2];
    each[0] = Eval.onTape(List.of(X), (tape, in) -> {
      Tensor x = in.get(0), squares = x.square().add(1f);
      return tape.gradient(lgamma(squares).sum().plus(lgamma(squares).sum()), List.of(x));
    }).get(0);
    each[1] = Eval.onTape(List.of(X), (tape, in) -> {
      Tensor x = in.get(0), squares = x.square().add(1f);
      return List.of(squares.beside(x.tf().math.digamma(squares.floats())).times(x).times(4f));
    }).get(0);
    Goldens.assertNear(each[1], each[0], 1e-6, "gradient");
  }

  /** It computes in float32, and gives back what it got. */
  @Test void castsOtherTypes() {
    NDArray y = Eval.onTape(List.of(X), (tape, in) -> {
      Tensor y16 = lgamma(in.get(0).square().add(1f).cast(DType.BFLOAT16));
      assertTrue(y16.dtype() == DType.BFLOAT16, y16.dtype().toString());
      return List.of(y16.cast(DType.FLOAT32));
    }).get(0);
    Goldens.assertNear(Eval.onTape(List.of(X), (tape, in) -> List.of(lgamma(in.get(0).square().add(1f)))).get(0), y, 1e-2, "value");
  }

  @Test void refusesWhatHasNoGradient() {
    String said = assertThrows(KeravaException.class, () -> Eval.onTape(List.of(X), (tape, in) -> tape.gradient(
        Foreign.of("Digamma", in.get(0), (tf, x) -> tf.math.digamma(x)).sum(), in))).getMessage();
    assertTrue(
        said.startsWith("Digamma: cannot be trained through, for TensorFlow's C++ library says: No gradient defined for op: Digamma"),
        said);
  }

  @Test void saysWhoseFormulaFails() {
    String said = assertThrows(KeravaException.class, () -> Eval.onTape(List.of(X), (tape, in) -> List.of(
        Foreign.of("Odd", in.get(0), (tf, x) -> tf.linalg.matMul(x, x))))).getMessage();
    assertTrue(said.startsWith("Odd: "), said);
  }
}
