package kerava.engine;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Takes shapes that are known for the constants that they are, as Python does when it writes a graph. Left to themselves, TensorFlow's C++ gradients ask for
 * the shape at run time, and its graph optimizer makes a constant of that which waits for the tensor: it then does not fuse the tensor's op with
 * others, which changes bits where oneDNN runs.
 */
final class StaticShapes {
  private StaticShapes() {}

  /** What {@code graph} is, with constants in place of known shapes, sizes and zeros. Names stay. */
  static GraphDef of(Graph graph) {
    GraphDef written = graph.toGraphDef();
    GraphDef.Builder folded = GraphDef.newBuilder().setVersions(written.getVersions());
    for (NodeDef node : written.getNodeList()) folded.addNode(folded(graph, node));
    return folded.build();
  }

  private static NodeDef folded(Graph graph, NodeDef node) {
    if (!List.of("Shape", "Size", "ZerosLike").contains(node.getOp())) return node;
    Shape shape = ((GraphOperation) graph.operation(node.getName())).input(0).shape();
    if (shape.isUnknown() || shape.hasUnknownDimension()) return node;
    DataType type = node.getAttrOrThrow(node.getOp().equals("ZerosLike") ? "T" : "out_type").getType();
    if (type != DataType.DT_INT32 && type != DataType.DT_FLOAT) return node;
    NodeDef.Builder constant = NodeDef.newBuilder().setName(node.getName()).setOp("Const").setDevice(node.getDevice());
    constant.putAttr("dtype", AttrValue.newBuilder().setType(type).build());
    return constant.putAttr("value", AttrValue.newBuilder().setTensor(value(node.getOp(), type, shape)).build()).build();
  }

  private static TensorProto value(String op, DataType type, Shape shape) {
    TensorProto.Builder value = TensorProto.newBuilder().setDtype(type);
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    switch (op) {
      case "Size" -> value.addIntVal((int) shape.size());
      case "Shape" -> {
        sizes.addDimBuilder().setSize(shape.numDimensions());
        for (long size : shape.asArray()) value.addIntVal((int) size);
      }
      default -> {
        for (long size : shape.asArray()) sizes.addDimBuilder().setSize(size);
        if (type == DataType.DT_FLOAT) value.addFloatVal(0);
        else value.addIntVal(0);
      }
    }
    return value.setTensorShape(sizes).build();
  }
}
