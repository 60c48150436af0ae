package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Comparator;
import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;

/** Which types of numbers layers take, and what becomes of them. Source: Keras {@code backend/common/dtypes.py} result_type. */
final class Types {
  /** Two that meet become the later one. */
  private static final List<DType> ORDER =
      List.of(DType.BOOL, DType.UINT8, DType.INT32, DType.INT64, DType.BFLOAT16, DType.FLOAT16, DType.FLOAT32, DType.FLOAT64);

  private Types() {}

  static DType floating(Layer layer, List<DType> inputs) {
    for (DType input : inputs)
      require(input.isFloating(), inJava("leave out withDtype"),
          "%s: takes float32 here, got %s; let the model's Input be of float32, which takes the same numbers", layer.className(), input);
    return layer.dtypePolicy().computeDtype();
  }

  /** What inputs that meet become, at most two that differ. */
  static DType common(Layer layer, List<DType> inputs) {
    require(inputs.size() <= 2 || inputs.stream().distinct().count() == 1,
        "%s: inputs of several types are supported for two inputs, got %s; let the model's Inputs be of one type", layer.className(),
        inputs);
    return later(inputs);
  }

  private static DType later(List<DType> types) { return types.stream().max(Comparator.comparing(ORDER::indexOf)).orElseThrow(); }

  /** {@code inputs} as of their common type, with their masks. */
  static List<Tensor> together(List<Tensor> inputs) {
    DType type = later(inputs.stream().map(Tensor::dtype).toList());
    return inputs.stream().map(x -> x.as(type)).toList();
  }
}
