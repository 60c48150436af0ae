package kerava.engine;

import static kerava.KeravaException.require;

import org.tensorflow.proto.ConfigProto;

/**
 * How many threads TensorFlow's kernels use. The first model that runs in a JVM fixes it, for TensorFlow has one pool a process: one thread if
 * that model is small, where handing work over costs more than it saves, else all cores. {@link #set} or the system property
 * {@code kerava.threads} decide instead. Results do not depend on it, but for convolutions.
 */
public final class Threads {
  /** Models with fewer parameters than this run fastest on one thread. */
  private static final long SMALL = 250_000;

  private static int chosen = Integer.getInteger("kerava.threads", 0);
  private static boolean fixed;

  private Threads() {}

  /** Sets the number of threads; only before the first model runs. */
  public static synchronized void set(int threads) {
    require(threads >= 1, "Threads: there must be at least 1, got %d", threads);
    require(!fixed || threads == chosen, "Threads: %d were fixed when the first model ran; set the number before that", chosen);
    chosen = threads;
  }

  /** The session settings for a model of {@code parameters} weights. */
  static synchronized ConfigProto config(long parameters) {
    if (chosen == 0) chosen = parameters < SMALL ? 1 : Runtime.getRuntime().availableProcessors();
    fixed = true;
    return ConfigProto.newBuilder().setIntraOpParallelismThreads(chosen).setInterOpParallelismThreads(chosen).build();
  }
}
