package kerava.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A While in a graph: named values carried from step to step, as long as {@link #STEP} is below {@link #STEPS}. It is lowered to single
 * ops, so that TensorFlow's graph optimizer fuses what it fuses in Python; in a function it would not.
 */
final class Loop {
  static final String STEP = "step", STEPS = "steps";

  /** One step: from the values at its start to those that it changes. */
  interface Body {
    Map<String, Operand<?>> step(Ops tf, Values values);
  }

  /** The carried values inside a step, by name. */
  record Values(Map<String, Operand<?>> all) {
    Operand<?> of(String name) { return all.get(name); }

    Operand<TFloat32> floats(String name) { return of(name, TFloat32.class); }

    <T extends TType> Operand<T> of(String name, Class<T> type) { return all.get(name).asOutput().expect(type); }
  }

  private record Carried(String name, Operand<?> initial, Class<? extends TType> type, Shape shape) {}

  private final List<Carried> carried = new ArrayList<>();

  Loop carry(String name, Operand<?> initial, Class<? extends TType> type, Shape shape) {
    carried.add(new Carried(name, initial, type, shape));
    return this;
  }

  /** Adds the loop to the graph of {@code tf}; gives the values after the last step, by name. */
  Map<String, Output<?>> build(Ops tf, Body body) {
    try (ConcreteFunction step = function(ops -> body(ops, body)); ConcreteFunction more = function(this::condition)) {
      return named(written(tf, step, more, carried.stream().map(Carried::initial).toList(), true));
    }
  }

  /** The same as a function that XLA compiles as a whole. Source: TensorFlow {@code compiler/jit/xla_kernel_creator.cc}. */
  Map<String, Output<?>> compiled(Ops tf, Body body) {
    try (ConcreteFunction step = function(ops -> body(ops, body));
        ConcreteFunction more = function(this::condition);
        ConcreteFunction whole = function(ops -> whole(ops, step, more))) {
      ((Graph) tf.scope().env()).attachFunction(whole);
      var builder = tf.scope().opBuilder("PartitionedCall", "Loop");
      builder.addInputList(carried.stream().map(c -> c.initial().asOutput()).toArray(Output<?>[]::new));
      builder.setAttr("f", whole).setAttr("_XlaMustCompile", true)
          .setAttr("Tout",
              carried.stream().map(c -> DataType.forNumber(c.initial().asOutput().dataType().getNumber())).toArray(DataType[]::new));
      return named(builder.build());
    }
  }

  private Map<String, Operand<?>> whole(Ops tf, ConcreteFunction step, ConcreteFunction more) {
    Operation loop = written(tf, step, more, List.copyOf(values(tf).all().values()), false);
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    for (int i = 0; i < carried.size(); i++) outputs.put(key(i), tf.identity(loop.output(i)));
    return outputs;
  }

  private Operation written(Ops tf, ConcreteFunction step, ConcreteFunction more, List<Operand<?>> initial, boolean lowered) {
    Graph graph = (Graph) tf.scope().env();
    graph.attachFunction(step);
    graph.attachFunction(more);
    var builder = tf.scope().opBuilder("StatelessWhile", "Loop");
    builder.addInputList(initial.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
    builder.setAttr("body", step).setAttr("cond", more).setAttr("parallel_iterations", 1L);
    if (lowered) builder.setAttr("_lower_using_switch_merge", true);
    return builder.build();
  }

  private Map<String, Output<?>> named(Operation op) {
    Map<String, Output<?>> results = new LinkedHashMap<>();
    for (int i = 0; i < carried.size(); i++) results.put(carried.get(i).name(), op.output(i));
    return results;
  }

  /** The function that {@code writing} describes. */
  private ConcreteFunction function(Function<Ops, Map<String, Operand<?>>> writing) {
    try (Graph written = NativeMemory.graph()) {
      Map<String, Operand<?>> outputs = writing.apply(Ops.create(written));
      Signature.Builder signature = Signature.builder();
      for (int i = 0; i < carried.size(); i++) signature.input(key(i), written.operation(key(i)).output(0));
      outputs.forEach(signature::output);
      return ConcreteFunction.create(signature.build(), written);
    }
  }

  private Map<String, Operand<?>> body(Ops tf, Body body) {
    Values values = values(tf);
    Map<String, Operand<?>> changed = body.step(tf, values), outputs = new LinkedHashMap<>();
    for (int i = 0; i < carried.size(); i++) {
      String name = carried.get(i).name();
      outputs.put(key(i), changed.containsKey(name) ? changed.get(name) : tf.identity(values.all().get(name)));
    }
    return outputs;
  }

  private Map<String, Operand<?>> condition(Ops tf) {
    Values values = values(tf);
    return Map.of("more", tf.math.less(values.of(STEP, TInt32.class), values.of(STEPS, TInt32.class)));
  }

  private Values values(Ops tf) {
    Map<String, Operand<?>> inside = new LinkedHashMap<>();
    for (int i = 0; i < carried.size(); i++) {
      Carried each = carried.get(i);
      inside.put(each.name(), tf.withName(key(i)).placeholder(each.type(), Placeholder.shape(each.shape())));
    }
    return new Values(inside);
  }

  private static String key(int i) { return String.format("v%04d", i); }
}
