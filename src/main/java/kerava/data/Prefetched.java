package kerava.data;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import kerava.KeravaException;

/** Reads ahead on a thread of its own, which begins with the first element and ends with the pass. */
final class Prefetched implements DatasetPass {
  /** What the thread has read: an element, null at the end, or what went wrong. */
  private record Read(Element element, Throwable failure) {
    boolean isLast() { return element == null; }
  }

  private final DatasetPass below;
  private final BlockingQueue<Read> queue;
  private Thread reader;
  private Read last;

  Prefetched(DatasetPass below, int buffer) {
    this.below = below;
    queue = new ArrayBlockingQueue<>(buffer);
  }

  @Override public Element next() {
    if (reader == null) begin();
    if (last == null) {
      Read read = taken();
      if (!read.isLast()) return read.element();
      last = read;
    }
    if (last.failure() instanceof RuntimeException failure) throw failure;
    if (last.failure() instanceof Error failure) throw failure;
    return null;
  }

  private void begin() {
    reader = new Thread(this::read, "kerava-prefetch");
    reader.setDaemon(true);
    reader.start();
  }

  private Read taken() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeravaException("Dataset.prefetch: stopped, as the thread was interrupted", e);
    }
  }

  private void read() {
    Read read;
    try {
      do {
        read = one();
        queue.put(read);
      } while (!read.isLast());
    } catch (InterruptedException e) {
      // the pass is closed, nobody waits
    }
  }

  private Read one() {
    try {
      return new Read(below.next(), null);
    } catch (RuntimeException | Error e) {
      return new Read(null, e);
    }
  }

  @Override public void close() {
    boolean interrupted = false;
    if (reader != null) reader.interrupt();
    while (reader != null) {
      try {
        reader.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
    below.close();
  }
}
