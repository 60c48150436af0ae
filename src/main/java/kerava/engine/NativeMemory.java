package kerava.engine;

import org.tensorflow.Graph;

/**
 * Where native objects come from. JavaCPP, which holds them, asks the operating system for each how much memory the process has, to collect
 * garbage once that is four times Java's heap: it costs a prediction of one row a fifth of its time, and fails where the heap is small and
 * the model is large. Each native object here has an owner that closes it, so that nothing waits for the collector. Source: JavaCPP
 * {@code Pointer.maxPhysicalBytes}.
 */
public final class NativeMemory {
  private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  static {
    if (System.getProperty(LIMIT) == null) System.setProperty(LIMIT, "0");
  }

  private NativeMemory() {}

  /** Before the library is loaded by something else than a graph. */
  static void prepare() {}

  public static Graph graph() { return new Graph(); }
}
