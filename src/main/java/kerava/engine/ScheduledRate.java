package kerava.engine;

import kerava.ops.GradientTape;
import kerava.optimizers.schedules.Schedule;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a schedule gives for one step, outside of training. */
final class ScheduledRate {
  private ScheduledRate() {}

  static float of(Schedule schedule, long iterations) {
    try (Graph graph = NativeMemory.graph()) {
      Ops tf = Ops.create(graph);
      var rate = schedule.at(new GradientTape(tf, "rate").of(tf.constant(iterations))).floats();
      try (Session session = new Session(graph, Threads.config(0)); var found = session.runner().fetch(rate).run()) {
        return ((TFloat32) found.get(0)).getFloat();
      }
    }
  }
}
