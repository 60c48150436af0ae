package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * An operation of {@code keras.ops} in a model, as the methods of {@link KerasTensor} make it. It is no layer for Keras, but stands among a
 * model's layers, is named and numbered like them, and has no weights. Source: Keras {@code ops/operation.py}.
 *
 * @param settings what Keras gives to its constructor, by name
 * @param arguments what Keras gives to its call: {@link #TENSOR} for each tensor, in order; Integer, Double, Boolean, NDArray, Slice, or
 * lists of these
 */
public record Operation(Operator operator, Map<String, Object> settings, List<Object> arguments,
    LayerOptions options) implements Configured<Operation> {
  /** Stands for a tensor that the operation is used on. */
  public static final Object TENSOR = new Object() {
    @Override public String toString() { return "a tensor"; }
  };

  public Operation {
    settings = Collections.unmodifiableMap(operator.settings(settings));
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    operator.form().check(operator.className(), arguments);
  }

  public Operation(Operator operator, Map<String, Object> settings, List<Object> arguments) {
    this(operator, settings, arguments, LayerOptions.of(operator.className()));
  }

  /** {@code operator} of {@code arguments}, among which are KerasTensors. */
  static KerasTensor of(Operator operator, Map<String, Object> settings, Object... arguments) {
    List<KerasTensor> tensors = new ArrayList<>();
    List<Object> places = new ArrayList<>();
    for (Object each : arguments) places.add(place(each, tensors));
    return new Operation(operator, settings, places).apply(tensors.toArray(KerasTensor[]::new));
  }

  private static Object place(Object argument, List<KerasTensor> tensors) {
    if (argument instanceof List<?> list) return list.stream().map(each -> place(each, tensors)).toList();
    if (argument instanceof Float number) return Double.valueOf(number.toString());
    if (!(argument instanceof KerasTensor tensor)) return argument;
    tensors.add(tensor);
    return TENSOR;
  }

  @Override public String className() { return operator.className(); }

  @Override public DTypePolicy inputsAs() { return null; }

  private long tensors() {
    return arguments.stream()
        .mapToLong(each -> each instanceof List<?> list ? list.stream().filter(TENSOR::equals).count() : each == TENSOR ? 1 : 0).sum();
  }

  private Given given(List<?> known, java.util.function.Function<NDArray, Object> ofArray) {
    require(known.size() == tensors(), "%s: is used on %d tensors, got %d", className(), tensors(), known.size());
    return Given.of(this, known, ofArray);
  }

  @Override public List<Shape> outputShapes(List<Shape> inputs) { return List.of(operator.shape(given(inputs, NDArray::shape))); }

  @Override public DType outputType(List<DType> inputs) { return operator.type(given(inputs, NDArray::dtype)); }

  @Override public List<Tensor> call(Call c, List<Tensor> inputs) {
    return List.of(operator.call(given(inputs, array -> inputs.get(0).constant(array))));
  }
}
