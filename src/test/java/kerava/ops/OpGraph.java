package kerava.ops;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** The ops that make some values, as {@code golden_op_graphs.py} tells them. */
final class OpGraph {
  private static final int MOST_BYTES = 64;

  private final boolean rough;
  private final Map<String, NodeDef> nodes = new HashMap<>();

  /** {@code rough}: without what has whole numbers or truth values for output. */
  OpGraph(Graph graph, boolean rough) {
    this.rough = rough;
    for (NodeDef node : graph.toGraphDef().getNodeList()) nodes.put(node.getName(), node);
  }

  /** {@code name | type | inputs | attributes} of each op. */
  List<String> from(List<Tensor> outputs) {
    Map<String, String> told = new TreeMap<>();
    Deque<GraphOperation> open = new ArrayDeque<>();
    outputs.forEach(output -> open.add((GraphOperation) output.operand().op()));
    while (!open.isEmpty()) {
      GraphOperation op = open.pop();
      if (told.containsKey(op.name()) || op.type().equals("Placeholder")) continue;
      told.put(op.name(), told(op));
      inputs(op).forEach(input -> open.add((GraphOperation) input.op()));
    }
    return List.copyOf(told.values());
  }

  private String told(GraphOperation op) {
    StringBuilder line = new StringBuilder(op.name() + " | " + op.type() + " |");
    inputs(op).forEach(input -> line.append(' ').append(called(input)));
    for (String input : nodes.get(op.name()).getInputList())
      if (input.startsWith("^") && !op.type().equals("Const")) line.append(' ').append(input);
    return line.append(" | ").append(attributes(nodes.get(op.name()))).toString();
  }

  private List<Output<?>> inputs(GraphOperation op) {
    List<Output<?>> inputs = new ArrayList<>();
    for (int i = 0; i < op.numInputs(); i++) if (!rough || isFloating(op.input(i).dataType())) inputs.add(op.input(i));
    return inputs;
  }

  private static boolean isFloating(DataType type) {
    return type == DataType.DT_FLOAT || type == DataType.DT_DOUBLE || type == DataType.DT_HALF || type == DataType.DT_BFLOAT16;
  }

  private static String called(Output<?> output) { return output.op().name() + (output.index() == 0 ? "" : ":" + output.index()); }

  private static String attributes(NodeDef node) {
    if (node.getOp().equals("Const")) return text(node.getAttrMap().get("value").getTensor());
    return new TreeMap<>(node.getAttrMap()).entrySet().stream()
        .filter(a -> !a.getKey().startsWith("_") && !a.getKey().matches("grad_[abxy]"))
        .map(a -> a.getKey() + " " + a.getValue().toString().replaceAll("\\s+", " ").trim()).collect(Collectors.joining(", "));
  }

  private static String text(TensorProto value) {
    List<Long> sizes = value.getTensorShape().getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
    String type = switch (value.getDtype()) {
      case DT_FLOAT -> "float32";
      case DT_INT32 -> "int32";
      case DT_DOUBLE -> "float64";
      case DT_HALF -> "float16";
      default -> value.getDtype().name().substring(3).toLowerCase(java.util.Locale.ROOT);
    };
    return type + " " + sizes + " " + HexFormat.of().formatHex(bytes(value, sizes.stream().reduce(1L, (a, b) -> a * b)));
  }

  private static byte[] bytes(TensorProto value, long elements) {
    byte[] content = value.getTensorContent().toByteArray();
    if (content.length > MOST_BYTES) return java.util.Arrays.copyOf(content, MOST_BYTES);
    if (content.length > 0 || elements == 0) return content;
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < elements && bytes.remaining() > 0; i++) put(value, bytes);
    return java.util.Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** The one value that stands for all. */
  private static void put(TensorProto value, ByteBuffer bytes) {
    if (value.getFloatValCount() > 0) bytes.putFloat(value.getFloatVal(0));
    else if (value.getHalfValCount() > 0) bytes.putShort((short) value.getHalfVal(0));
    else if (value.getDtype() == DataType.DT_UINT8) bytes.put((byte) value.getIntVal(0));
    else if (value.getIntValCount() > 0) bytes.putInt(value.getIntVal(0));
    else if (value.getInt64ValCount() > 0) bytes.putLong(value.getInt64Val(0));
    else if (value.getDoubleValCount() > 0) bytes.putDouble(value.getDoubleVal(0));
    else if (value.getBoolValCount() > 0) bytes.put((byte) (value.getBoolVal(0) ? 1 : 0));
    else throw new IllegalStateException("a constant without values: " + value);
  }
}
