package kerava.data;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kerava.KeravaException;
import kerava.engine.ImageKernels;

/**
 * The elements of another pass, whose x are numbers of files, with the images of those in their place. As many as there are cores are read
 * at once; they come in order.
 */
final class ImagePass implements DatasetPass {
  private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

  private final DatasetPass below;
  private final List<Path> files;
  private final ImageReading reading;
  private final Deque<Future<Element>> ahead = new ArrayDeque<>();
  private ExecutorService threads;
  private ImageKernels kernels;
  private boolean ended;

  ImagePass(DatasetPass below, List<Path> files, ImageReading reading) {
    this.below = below;
    this.files = files;
    this.reading = reading;
  }

  @Override public Element next() {
    if (threads == null && !ended) open();
    while (!ended && ahead.size() < AT_ONCE) {
      Element next = below.next();
      ended = next == null;
      if (!ended) ahead.add(threads.submit(() -> next.withX(reading.read(files.get(next.x().array().ints()[0]), kernels))));
    }
    return ahead.isEmpty() ? null : done(ahead.poll());
  }

  private void open() {
    kernels = new ImageKernels();
    threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
      Thread thread = new Thread(work, "kerava-images");
      thread.setDaemon(true);
      return thread;
    });
  }

  private static Element done(Future<Element> image) {
    try {
      return image.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      if (e.getCause() instanceof Error failure) throw failure;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeravaException("ImageDatasetFromDirectory: stopped, as the thread was interrupted", e);
    }
  }

  @Override public void close() {
    ended = true;
    ahead.clear();
    if (threads != null) end();
    below.close();
  }

  /** Waits for what is being read, as that uses the kernels. */
  private void end() {
    threads.shutdownNow();
    boolean interrupted = false;
    for (boolean over = false; !over;) {
      try {
        over = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    threads = null;
    kernels.close();
    if (interrupted) Thread.currentThread().interrupt();
  }
}
