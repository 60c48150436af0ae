package kerava.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard error of a process that the launcher started. TensorFlow's C++ writes its own lines to descriptor 2, whatever
 * {@link System#err} is, so the launcher listens there and leaves the caller's standard error at descriptor 0, as Kerava reads no standard
 * input.
 */
final class MessageStream {
  private MessageStream() {}

  /** Messages go to the caller from here on; the listener is told when Kerava begins, and that it ends in good order. */
  static void open() {
    if (!Boolean.getBoolean("kerava.heard")) return;
    PrintStream listener = System.err;
    listener.println("kerava: begins");
    System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.in), true, StandardCharsets.UTF_8));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> listener.println("kerava: ends"), "kerava-ends"));
  }
}
