package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.family.TType;

/**
 * A resource variable of floating numbers, with the ops to read it, to set it from Java, and to set it in the graph. Java has numbers of 16
 * bits as floats.
 */
final class ResourceVariable {
  private final Ops tf;
  private final Operand<? extends TType> handle;
  private final Shape shape;
  private final DType dtype;
  private final Operand<? extends TType> read, value;
  private final Op set;

  ResourceVariable(Ops tf, Shape shape, DType dtype, String name) {
    this.tf = tf;
    this.shape = shape;
    this.dtype = dtype;
    handle = tf.varHandleOp(type(), shape, VarHandleOp.sharedName(name));
    read = tf.readVariableOp(handle, type());
    value = tf.placeholder(type(), Placeholder.shape(shape));
    set = tf.assignVariableOp(handle, value);
  }

  Shape shape() { return shape; }

  /** TensorFlow's class of its type. */
  Class<? extends TType> type() { return Tensors.type(dtype); }

  Operand<? extends TType> read() { return read; }

  /** An op that sets the variable to {@code newValue}. */
  Op assign(Operand<? extends TType> newValue) {
    return tf.assignVariableOp(handle, newValue);
  }

  /** As many numbers as the variable has, rounded to its type. */
  void set(Session session, NDArray values) {
    try (TType tensor = Tensors.tensor(values, shape, dtype)) {
      session.runner().feed(value, tensor).addTarget(set).run().close();
    }
  }

  static List<NDArray> get(Session session, List<ResourceVariable> stores) {
    Session.Runner runner = session.runner();
    stores.forEach(store -> runner.fetch(store.read));
    try (var result = runner.run()) {
      List<NDArray> values = new ArrayList<>();
      for (int i = 0; i < stores.size(); i++) values.add(Tensors.array((TType) result.get(i)));
      return values;
    }
  }
}
