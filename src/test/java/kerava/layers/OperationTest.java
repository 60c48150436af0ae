package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.config.Axes;
import kerava.models.Model;
import kerava.network.LayerNames;
import kerava.ops.Slice;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Operations of keras.ops on symbolic tensors: what shapes and types they make, and what they refuse. */
class OperationTest {
  private final KerasTensor x = new Input(4, 3).tensor(), ids = new Input(3).withDtype("int32").tensor();

  private static void shape(KerasTensor y, DType type, int... sizes) {
    assertEquals(Shape.of(sizes), y.shape());
    assertEquals(type, y.dtype());
  }

  @Test void shapesAndTypesAreKeras() {
    shape(x.add(1), DType.FLOAT32, -1, 4, 3);
    shape(ids.add(1), DType.INT32, -1, 3);
    shape(ids.multiply(0.5), DType.FLOAT32, -1, 3);
    shape(ids.trueDivide(2), DType.FLOAT32, -1, 3);
    shape(x.multiply(ids.expandDims(1)), DType.FLOAT32, -1, 4, 3);
    shape(x.add(NDArray.of(new float[] {1, 2, 3})), DType.FLOAT32, -1, 4, 3);
    shape(x.greater(0).cast("int64"), DType.INT64, -1, 4, 3);
    shape(ids.notEqual(0), DType.BOOL, -1, 3);
    shape(ids.notEqual(0).sum(1), DType.INT32, -1);
    shape(x.mean(new Axes(1, 2), true), DType.FLOAT32, -1, 1, 1);
    shape(x.sum(null, false), DType.FLOAT32);
    shape(x.reshape(-1, 2, 6), DType.FLOAT32, -1, 2, 6);
    shape(x.transpose(), DType.FLOAT32, 3, 4, -1);
    shape(x.getItem(Slice.all(), Slice.at(-1), Slice.newAxis()), DType.FLOAT32, -1, 1, 3);
    shape(x.getItem(Slice.ellipsis(), new Slice(2, null, -2)), DType.FLOAT32, -1, 4, 2);
    shape(x.getItem(Slice.all(), Slice.range(-3, -1)), DType.FLOAT32, -1, 2, 3);
    shape(x.getItem(Slice.all(), Slice.range(3, 1)), DType.FLOAT32, -1, 0, 3);
    shape(KerasTensor.stack(List.of(x, x), -1), DType.FLOAT32, -1, 4, 3, 2);
    shape(KerasTensor.concatenate(List.of(x, x), 1), DType.FLOAT32, -1, 8, 3);
    shape(x.matmul(x.transpose(0, 2, 1)), DType.FLOAT32, -1, 4, 4);
    shape(x.repeat(2, 1).expandDims(-1).squeeze(3), DType.FLOAT32, -1, 8, 3);
  }

  @Test void namesAreCountedWithThoseOfLayers() {
    LayerNames.clear();
    KerasTensor a = new Input(3).tensor();
    KerasTensor b = new Add().apply(a, a).add(a).add(1).relu();
    Model model = new Model(a, b);
    assertEquals(List.of("input_layer", "add", "add_1", "add_2", "relu"),
        model.network().layers().stream().map(kerava.network.LayerState::name).toList());
  }

  @TestFactory Stream<DynamicTest> refused() {
    return Stream.of(
        bad(() -> x.add("1"), "Add: argument 2 must be a tensor, an array or a number, got 1"),
        bad(() -> x.add(new Input(4, 2).tensor()), "Add: shapes must agree, or be 1 where they differ"),
        bad(() -> x.greater(0).add(x.less(0)), "Add: takes numbers, got bool"),
        bad(() -> ids.relu(), "Relu: takes numbers with a floating point, got int32"),
        bad(() -> x.sum(3), "Sum: axis must be of the axes -3 .. 2, each once, got 3"),
        bad(() -> x.sum(new Axes(1, -2), false), "each once, got [1, -2]"),
        bad(() -> x.reshape(-1, -1), "Reshape: newshape must be of sizes of at least 0, and one -1 at most"),
        bad(() -> x.transpose(0, 1), "Transpose: axes must name each of 3 axes, got [0, 1]"),
        bad(() -> x.squeeze(1), "Squeeze: axis 1 must be 1, got a tensor of shape (None, 4, 3)"),
        bad(() -> x.getItem(Slice.all(), Slice.at(4)), "GetItem: place 4 must be within -4 .. 3"),
        bad(() -> x.getItem(Slice.all(), Slice.all(), Slice.all(), Slice.all()), "GetItem: slices must be of the axes of (None, 4, 3)"),
        bad(() -> x.matmul(x), "Matmul: multiplies matrices or stacks of them"),
        bad(() -> x.repeat(0, 1), "Repeat: repeats must be at least 1, got 0"),
        bad(() -> x.cast("complex64"), "Cast: complex64 is not supported for dtype"),
        bad(() -> x.softmax(3), "Softmax: axis must be one of the axes -3 .. 2, got 3"),
        bad(() -> KerasTensor.concatenate(List.of(x, ids), 1), "Concatenate: all must be alike but along axis 1"),
        bad(() -> KerasTensor.concatenate(List.of(), 1), "Concatenate: argument 1 must be a list of tensors"),
        bad(() -> Operation.of(Operator.ELU, Map.of("alpha", 2.0), x), "Elu: alpha must be 1.0, got 2.0: not supported yet"),
        bad(() -> Operation.of(Operator.RELU, Map.of("alpha", 2.0), x), "Relu: has no setting alpha"),
        bad(() -> new Model(x, x.sum(null, false)).outputs().get(0), "outputs of a model must have the batch as their first axis"));
  }

  private static DynamicTest bad(Supplier<KerasTensor> wrong, String message) {
    return DynamicTest.dynamicTest(message, () -> {
      String told = assertThrows(KeravaException.class, wrong::get).getMessage();
      assertTrue(told.contains(message), told);
    });
  }

  @Test void everyOperatorIsNamedAsInKeras() {
    assertEquals("TrueDivide", Operator.TRUE_DIVIDE.className());
    assertEquals("keras.src.ops.nn", Operator.LEAKY_RELU.module());
    for (Operator each : Operator.values()) assertEquals(each, Operator.byName(each.className()));
    assertEquals(Operator.values().length, Arrays.stream(Operator.values()).map(Operator::className).distinct().count());
  }
}
