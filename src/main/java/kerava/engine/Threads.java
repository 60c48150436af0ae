package kerava.engine;

import static kerava.KeravaException.require;

import kerava.ops.EnvironmentSwitch;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RunOptions;

/**
 * How many threads TensorFlow's kernels use: as many as the machine has cores, as in Python, for a large product that two threads share is
 * summed in another order than by one, and so has other bits. {@link #set} or the system property {@code kerava.threads} decide instead;
 * TensorFlow has one pool a process, which the first model that runs fixes. Where the environment variable {@link #OWN_POOLS} is set, as
 * {@code bin/kerava} does, each session has a pool of its own, and a model that trains faster so, with the same bits, has one thread.
 */
public final class Threads {
  /**
   * Ops of models whose samples take fewer products run fastest one after the other: on two cores a step of vanishing32-relu takes a
   * seventh less so, one of an LSTM of 100 steps a quarter more. This changes no bits.
   */
  private static final long SMALL = 250_000;
  /**
   * The same for batches whose ops have one thread each: vanishing64-relu's, of 35 million, takes a tenth less time with two ops at once,
   * vanishing32-relu's, of one million, a tenth more.
   */
  private static final long SMALL_BATCH = 10_000_000;

  /** The environment variable, 1 or true, that gives each session its own threads. Source: TensorFlow {@code local_device.cc}. */
  public static final String OWN_POOLS = "TF_OVERRIDE_GLOBAL_THREADPOOL";

  private static final RunOptions CALLER = RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  private static int chosen = Integer.getInteger("kerava.threads", 0);
  private static boolean fixed;

  private Threads() {}

  /** Sets the number of threads; only before the first model runs. */
  public static synchronized void set(int threads) {
    require(threads >= 1, "Threads: there must be at least 1, got %d", threads);
    require(!fixed || threads == chosen, "Threads: %d were fixed when the first model ran; set the number before that", chosen);
    chosen = threads;
  }

  /** The session settings for a model whose samples take so many {@link kerava.network.Built#products}. */
  public static ConfigProto config(long products) { return config(products < SMALL, false); }

  /**
   * The same with one thread for each op, where {@link #maySingle} allows, for batches that take so many products. The threads that begin
   * ops are the session's too, for such a thread keeps oneDNN's kernels, each for a number of threads.
   */
  static ConfigProto single(long products) { return config(products < SMALL_BATCH, true); }

  private static synchronized ConfigProto config(boolean inOrder, boolean single) {
    fix();
    return Devices.chosen().setUsePerSessionThreads(single).setIntraOpParallelismThreads(single ? 1 : chosen)
        .setInterOpParallelismThreads(inOrder ? 1 : chosen).build();
  }

  private static void fix() {
    if (chosen == 0) chosen = Runtime.getRuntime().availableProcessors();
    fixed = true;
  }

  /** Whether a session may have one thread for each op, and others more. */
  static synchronized boolean maySingle() {
    fix();
    return chosen > 1 && EnvironmentSwitch.isOn(OWN_POOLS) && !Devices.isGpu();
  }

  /**
   * How a model predicts: ops of small ones run in the thread that asks for them, not in the one that all would share, so that many may
   * predict at once and none waits to be woken. This changes no bits.
   */
  static RunOptions predicting(long parameters) { return parameters < SMALL ? CALLER : RunOptions.getDefaultInstance(); }

  /** The settings of a session that has threads of its own, so that it never waits for a model's step; it leaves {@link #set} open. */
  static synchronized ConfigProto apart() {
    int threads = chosen == 0 ? Runtime.getRuntime().availableProcessors() : chosen;
    return Devices.chosen().setUsePerSessionThreads(true).setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(threads).build();
  }
}
