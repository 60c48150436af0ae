package kerava.training;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import kerava.KeravaException;
import kerava.engine.Chunk;
import kerava.engine.Examples;
import kerava.network.Built;

/**
 * Samples in chunks of whole batches: while one chunk is used, a second thread gathers the next into a second native buffer. Owns both buffers.
 * Data of any length pass through, as only two chunks are in native memory.
 */
final class ChunkStream implements AutoCloseable {
  /** Bytes of one buffer; it holds at least one batch. */
  private static final long BUFFER_BYTES = 16L << 20;
  /** Chunks below so many floats are gathered at once, as handing them to another thread takes longer. */
  private static final int SMALL = 16 << 10;

  private final Built model;
  private final Examples data;
  private final int batchSize, capacity;
  private final Pace pace;
  private final Chunk[] chunks = new Chunk[2];
  private ExecutorService gatherer;

  ChunkStream(Built model, Examples data, int batchSize, Pace pace) {
    this.model = model;
    this.data = data;
    this.batchSize = batchSize;
    this.pace = pace;
    long batches = Math.max(1, BUFFER_BYTES / (4L * data.floats() * batchSize));
    capacity = (int) Math.min(batches * batchSize, data.count());
  }

  /** How many samples there are. */
  int count() { return data.count(); }

  Examples data() { return data; }

  /** Calls {@code use} for chunk after chunk, in the order given, as long as it returns true. Stops with an exception when the thread is interrupted. */
  void forEach(int[] order, Predicate<Chunk> use) {
    int at = 0, turn = 0;
    CompletableFuture<Chunk> next = gather(order, at, turn);
    while (next != null) {
      Chunk chunk = next.join();
      at += chunk.rows();
      next = at < order.length ? gather(order, at, ++turn % 2) : null;
      long start = System.nanoTime();
      boolean goesOn = use.test(chunk);
      pace.ran((chunk.rows() + batchSize - 1) / batchSize, System.nanoTime() - start);
      if (!goesOn) {
        if (next != null) next.join();
        return;
      }
      if (Thread.interrupted()) throw new KeravaException("stopped, as the thread was interrupted; the model keeps what it has learned");
    }
  }

  private CompletableFuture<Chunk> gather(int[] order, int from, int turn) {
    int to = (int) Math.min(order.length, from + Math.min(capacity, (long) pace.steps() * batchSize));
    if (chunks[turn] == null) chunks[turn] = new Chunk(model, data, capacity);
    if ((long) (to - from) * data.floats() < SMALL) return CompletableFuture.completedFuture(filled(chunks[turn], order, from, to));
    if (gatherer == null) gatherer = Executors.newSingleThreadExecutor(ChunkStream::thread);
    return CompletableFuture.supplyAsync(() -> filled(chunks[turn], order, from, to), gatherer);
  }

  private Chunk filled(Chunk chunk, int[] order, int from, int to) {
    chunk.fill(data, order, from, to);
    return chunk;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "kerava-gather");
    thread.setDaemon(true);
    return thread;
  }

  @Override public void close() {
    if (gatherer != null) await();
    for (Chunk chunk : chunks) if (chunk != null) chunk.close();
  }

  private void await() {
    gatherer.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (gatherer.awaitTermination(1, TimeUnit.MINUTES)) break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
