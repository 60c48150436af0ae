package kerava.cli;

/** Ctrl-C: the main thread is interrupted, so that it stops between two chunks, closes what is native, and only then does the JVM end. */
final class Interrupts {
  private static final int PATIENCE_MILLIS = 5000;

  private Interrupts() {}

  static void stopMainThread() {
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      main.interrupt();
      try {
        main.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, "kerava-interrupt"));
  }
}
