package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** One op on its way into the graph: TensorFlow's type, the name, inputs and attributes. Source: TensorFlow {@code python/framework/op_def_library.py}. */
final class OpCall {
  /** An input that Python gives as a number or list: a constant under the input's name in the op's own scope. */
  record Literal(String name, Object value) {}

  private final GradientTape tape;
  private final String type;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private String path;
  private String name;

  OpCall(GradientTape tape, String type) {
    this.tape = tape;
    this.type = type;
    name = type;
  }

  /** Called {@code name} instead of by its type. */
  OpCall named(String name) {
    this.name = name;
    return this;
  }

  /** Called as the current scope is: the one op that gave the scope its name. */
  OpCall whole() {
    path = tape.names().scope();
    return this;
  }

  OpCall attribute(String attribute, Object value) {
    attributes.put(attribute, value);
    return this;
  }

  /** Writes the op; its first output. An input is a Tensor, a list of them, or a {@link Literal}. */
  Tensor on(Object... inputs) { return new Tensor(tape, build(inputs).output(0)); }

  /** Writes the op; its {@code outputs} outputs. */
  List<Tensor> all(int outputs, Object... inputs) {
    Operation op = build(inputs);
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < outputs; i++) all.add(new Tensor(tape, op.output(i)));
    return all;
  }

  private Operation build(Object... inputs) {
    String full = path != null ? path : tape.names().unique(name);
    List<Object> ready = Arrays.stream(inputs)
        .map(input -> input instanceof Literal literal
            ? tape.names().in(full, () -> constant(tape, literal.name(), literal.value()))
            : input)
        .toList();
    OperationBuilder builder = tape.graph().opBuilder(type, full, tape.graph().baseScope());
    Set<Operation> from = new HashSet<>();
    for (Object input : ready) {
      List<?> list = input instanceof List<?> several ? several : List.of(input);
      Output<?>[] outputs = list.stream().map(each -> ((Tensor) each).operand().asOutput()).toArray(Output<?>[]::new);
      if (input instanceof List<?>) builder.addInputList(outputs);
      else builder.addInput(outputs[0]);
      for (Output<?> output : outputs) from.add(output.op());
    }
    return finished(builder, from);
  }

  private Operation finished(OperationBuilder builder, Set<Operation> inputs) {
    tape.names().waitsFor(inputs).forEach(builder::addControlInput);
    attributes.forEach((attribute, value) -> set(builder, attribute, value));
    Operation op = builder.build();
    tape.names().made(op);
    return op;
  }

  private static void set(OperationBuilder builder, String attribute, Object value) {
    if (value instanceof Boolean flag) builder.setAttr(attribute, flag);
    else if (value instanceof Float number) builder.setAttr(attribute, number);
    else if (value instanceof DataType dataType) builder.setAttr(attribute, dataType);
    else if (value instanceof String text) builder.setAttr(attribute, text);
    else if (value instanceof long[] numbers) builder.setAttr(attribute, numbers);
    else if (value instanceof Shape shape) builder.setAttr(attribute, shape);
    else builder.setAttr(attribute, ((Number) value).longValue());
  }

  /** A constant called {@code name}: of a number, boolean or array. */
  static Tensor constant(GradientTape tape, String name, Object value) { return constantAt(tape, tape.names().unique(name), value); }

  /** A constant whose name from the root on is {@code path}. */
  static Tensor constantAt(GradientTape tape, String path, Object value) {
    if (value instanceof int[] none && none.length == 0) return emptyAt(tape, path);
    try (TType tensor = tensor(value)) {
      return constantAt(tape, path, tensor);
    }
  }

  /** An empty vector of int32, by its text: TensorFlow's library may have no memory at all for a tensor without elements. */
  private static Tensor emptyAt(GradientTape tape, String path) {
    TensorShapeProto shape = TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(0)).build();
    TensorProto empty = TensorProto.newBuilder().setDtype(DataType.DT_INT32).setTensorShape(shape).build();
    OperationBuilder builder = tape.graph().opBuilder("Const", path, tape.graph().baseScope());
    builder.setAttr("value", AttrValue.newBuilder().setTensor(empty).build()).setAttr("dtype", DataType.DT_INT32);
    return new Tensor(tape, new OpCall(tape, "Const").finished(builder, Set.of()).output(0));
  }

  /** Zeros of a shape that is known. */
  static Tensor zerosAt(GradientTape tape, String path, DataType type, Shape shape) {
    try (TType tensor = type == DataType.DT_INT32
        ? TInt32.tensorOf(shape, zeros -> zeros.scalars().forEach(zero -> zero.setInt(0)))
        : TFloat32.tensorOf(shape, zeros -> zeros.scalars().forEach(zero -> zero.setFloat(0)))) {
      return constantAt(tape, path, tensor);
    }
  }

  private static Tensor constantAt(GradientTape tape, String path, TType tensor) {
    OperationBuilder builder = tape.graph().opBuilder("Const", path, tape.graph().baseScope());
    builder.setAttr("value", tensor).setAttr("dtype", tensor.dataType());
    return new Tensor(tape, new OpCall(tape, "Const").finished(builder, Set.of()).output(0));
  }

  private static TType tensor(Object value) {
    if (value instanceof Float number) return TFloat32.scalarOf(number);
    if (value instanceof Integer number) return TInt32.scalarOf(number);
    if (value instanceof Long number) return TInt64.scalarOf(number);
    if (value instanceof Boolean flag) return TBool.scalarOf(flag);
    if (value instanceof int[] numbers) return TInt32.tensorOf(StdArrays.ndCopyOf(numbers));
    if (value instanceof long[] numbers) return TInt64.tensorOf(StdArrays.ndCopyOf(numbers));
    if (value instanceof float[] numbers) return TFloat32.tensorOf(StdArrays.ndCopyOf(numbers));
    throw new IllegalArgumentException("no constant can be made of a " + value.getClass().getSimpleName());
  }
}
