package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import kerava.tensor.NDArray;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.family.TType;

/**
 * One op on its way into the graph: TensorFlow's type, the name, inputs and attributes. Source: TensorFlow
 * {@code python/framework/op_def_library.py}.
 */
final class OpCall {
  /**
   * An input that Python gives as a number, an array, or a list of scalars of which some are Tensors: it becomes a Tensor under the input's
   * name in the op's own scope.
   */
  record Literal(String name, Object value) {}

  private final GradientTape tape;
  private final String type;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private String path;
  private String name;
  private List<Object> ready;

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

  /** {@code value} as an input called {@code name}: a Tensor is one already. */
  static Object input(String name, Object value) { return value instanceof Tensor ? value : new Literal(name, value); }

  /** The same, a number of the type of the tensor that it meets. */
  static Object input(String name, Object value, Object met) {
    return value instanceof Number number && met instanceof Tensor x
        ? new Literal(name, Constants.of(number, x.type()))
        : input(name, value);
  }

  /** Input {@code index} of the op that has been written; it is not a list. */
  Tensor input(int index) { return (Tensor) ready.get(index); }

  /** Writes the op; its first output. An input is a Tensor, a {@link Literal}, or a list of them. */
  Tensor on(Object... inputs) { return new Tensor(tape, build(inputs).output(0)); }

  /** Writes the op; its {@code outputs} outputs. */
  List<Tensor> all(int outputs, Object... inputs) {
    Operation op = build(inputs);
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < outputs; i++) all.add(new Tensor(tape, op.output(i)));
    return all;
  }

  /** Writes the op, which has no output. */
  Operation alone(Object... inputs) { return build(inputs); }

  private Operation build(Object... inputs) {
    String full = path != null ? path : tape.names().unique(name);
    ready = tape.names().in(full, () -> Arrays.stream(inputs).map(this::ready).toList());
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

  private Object ready(Object input) {
    if (input instanceof List<?> several) return several.stream().map(this::ready).toList();
    if (input instanceof Tensor x) x.operand();
    return input instanceof Literal literal ? constant(tape, literal.name(), literal.value()) : input;
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
    else if (value instanceof String text) builder.setAttr(attribute, text);
    else if (value instanceof String[] texts) builder.setAttr(attribute, texts);
    else if (value instanceof DataType dataType) builder.setAttr(attribute, dataType);
    else if (value instanceof DataType[] dataTypes) builder.setAttr(attribute, dataTypes);
    else if (value instanceof ConcreteFunction function) builder.setAttr(attribute, function);
    else if (value instanceof float[] numbers) builder.setAttr(attribute, numbers);
    else if (value instanceof long[] numbers) builder.setAttr(attribute, numbers);
    else builder.setAttr(attribute, ((Number) value).longValue());
  }

  /** A constant called {@code name}: of a number, boolean or array; a list of scalars is packed. */
  static Tensor constant(GradientTape tape, String name, Object value) {
    if (value instanceof Rows rows) return rows.dense(name);
    if (value instanceof NDArray array) return constantAt(tape, tape.names().unique(name), Constants.of(array));
    if (!(value instanceof List<?> scalars)) return constantAt(tape, tape.names().unique(name), value);
    List<Object> inputs = new ArrayList<>();
    for (Object scalar : scalars) inputs.add(input(Integer.toString(inputs.size()), scalar));
    return tape.op("Pack").named(name).on(inputs);
  }

  /** A constant whose name from the root on is {@code path}. */
  static Tensor constantAt(GradientTape tape, String path, Object value) {
    // TensorFlow's library may have no memory at all for a tensor without elements.
    if (value instanceof int[] none && none.length == 0) return constantAt(tape, path, Constants.zeros(DataType.DT_INT32, 0));
    try (TType tensor = Constants.tensor(value)) {
      return constantAt(tape, path, tensor.dataType(), builder -> builder.setAttr("value", tensor));
    }
  }

  /** A constant that is given as text, in which one number can stand for all. */
  static Tensor constantAt(GradientTape tape, String path, TensorProto text) {
    AttrValue value = AttrValue.newBuilder().setTensor(text).build();
    return constantAt(tape, path, text.getDtype(), builder -> builder.setAttr("value", value));
  }

  private static Tensor constantAt(GradientTape tape, String path, DataType type, Consumer<OperationBuilder> value) {
    OperationBuilder builder = tape.graph().opBuilder("Const", path, tape.graph().baseScope());
    value.accept(builder);
    builder.setAttr("dtype", type);
    return new Tensor(tape, new OpCall(tape, "Const").finished(builder, Set.of()).output(0));
  }
}
