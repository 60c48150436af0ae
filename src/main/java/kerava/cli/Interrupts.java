package kerava.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: the main thread is interrupted, so that it stops between two chunks and closes what is native; only then does the JVM end, with
 * code 130.
 */
final class Interrupts {
  private static final int PATIENCE_SECONDS = 5;

  private final CountDownLatch done = new CountDownLatch(1);

  /** To be called by the thread that works. */
  Interrupts() {
    Thread worker = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      if (done.getCount() == 0) return;
      worker.interrupt();
      try {
        if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) System.err.println("kerava: ended in the middle of a step");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, "kerava-interrupt"));
  }

  /** The work has ended; from here on the JVM may end at once. */
  void done() { done.countDown(); }
}
