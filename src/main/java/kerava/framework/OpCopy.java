package kerava.framework;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Writes one op as a node of another graph describes it. */
final class OpCopy {
  /** How TensorFlow describes its ops, read once it is needed. */
  private static final class Known {
    static final Map<String, OpDef> OPS = new HashMap<>();
    static {
      TensorFlow.registeredOpList().getOpList().forEach(op -> OPS.put(op.getName(), op));
    }
  }

  private OpCopy() {}

  static GraphOperation write(Ops tf, NodeDef node, List<Operand<?>> inputs) {
    OperationBuilder builder = tf.scope().opBuilder(node.getOp(), node.getOp());
    Iterator<Operand<?>> next = inputs.iterator();
    for (OpDef.ArgDef input : Known.OPS.get(node.getOp()).getInputArgList()) {
      if (input.getNumberAttr().isEmpty()) builder.addInput(next.next().asOutput());
      else builder.addInputList(several(next, node.getAttrOrThrow(input.getNumberAttr()).getI()));
    }
    node.getAttrMap().forEach((name, value) -> {
      if (!name.startsWith("_")) builder.setAttr(name, value);
    });
    return (GraphOperation) builder.build();
  }

  private static Output<?>[] several(Iterator<Operand<?>> next, long number) {
    Output<?>[] outputs = new Output<?>[Math.toIntExact(number)];
    for (int i = 0; i < outputs.length; i++) outputs[i] = next.next().asOutput();
    return outputs;
  }
}
