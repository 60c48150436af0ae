package kerava.ops;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

/** Whether this machine convolves (batch, channels, height, width): a GPU does, a CPU with oneDNN only. */
final class ChannelsFirst {
  private static final class Tried {
    static final boolean WORKS = works();
  }

  private ChannelsFirst() {}

  /** Tried once in a process, by the first who asks. */
  static boolean hasKernels() { return Tried.WORKS; }

  private static boolean works() {
    try (Graph graph = new Graph(); Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> one = tf.constant(new float[][][][] {{{{1}}}});
      Conv2d<TFloat32> y = tf.nn.conv2d(one, one, List.of(1L, 1L, 1L, 1L), "VALID", Conv2d.dataFormat("NCHW"));
      session.runner().fetch(y).run().close();
      return true;
    } catch (TFUnimplementedException e) {
      return false;
    }
  }
}
