package kerava.engine;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** A resource variable of floats, with the ops to read it, to set it from Java, and to set it in the graph. */
final class Store {
  private final Ops tf;
  private final Operand<? extends TType> handle;
  private final Shape shape;
  private final Operand<TFloat32> read;
  private final Operand<TFloat32> value;
  private final Op set;

  Store(Ops tf, Shape shape, String name) {
    this.tf = tf;
    this.shape = shape;
    handle = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    read = tf.readVariableOp(handle, TFloat32.class);
    value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    set = tf.assignVariableOp(handle, value);
  }

  Shape shape() { return shape; }

  Operand<TFloat32> read() { return read; }

  /** An op that sets the variable to {@code newValue}. */
  Op assign(Operand<TFloat32> newValue) { return tf.assignVariableOp(handle, newValue); }

  void set(Session session, float[] values) {
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(values))) {
      session.runner().feed(value, tensor).addTarget(set).run().close();
    }
  }

  static float[][] get(Session session, List<Store> stores) {
    Session.Runner runner = session.runner();
    stores.forEach(store -> runner.fetch(store.read));
    try (var result = runner.run()) {
      float[][] values = new float[stores.size()][];
      for (int i = 0; i < values.length; i++) values[i] = Tensors.floats((TFloat32) result.get(i));
      return values;
    }
  }
}
