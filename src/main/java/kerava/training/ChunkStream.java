package kerava.training;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kerava.KeravaException;
import kerava.engine.Chunk;
import kerava.engine.Examples;
import kerava.network.Built;

/**
 * Samples in chunks of whole batches, pass after pass: while one chunk is used, a second thread gathers the next into a second native
 * buffer. Owns both buffers. Data of any length pass through, as only two chunks are in native memory.
 */
abstract class ChunkStream implements AutoCloseable {
  /**
   * What is made of chunk after chunk, whose batches have {@code batchSize} samples, the last one perhaps fewer; gives whether it goes on.
   */
  interface Use {
    boolean of(Chunk chunk, int batchSize);
  }

  /** A chunk that has been filled. */
  record Gathered(Chunk chunk, int batchSize) {
    int batches() { return Chunk.batches(chunk.rows(), batchSize); }
  }

  private final Built model;
  private final ChunkSize chunkSize;
  private final Chunk[] chunks = new Chunk[2];
  private final int[] capacities = new int[2];
  private ExecutorService gatherer;

  ChunkStream(Built model, ChunkSize chunkSize) {
    this.model = model;
    this.chunkSize = chunkSize;
  }

  /** The trace of {@code traces} that serves its batches. */
  abstract Traces.Trace trace(Traces traces);

  /** The next pass begins, after the first {@code done} of its batches. */
  abstract void begin(int done);

  /** Whether gathering so many batches takes less time than handing them to another thread. */
  abstract boolean isSmall(int batches);

  /** The next batches of the pass, at most so many, in the buffer {@code turn}; null: there are none. */
  abstract Gathered gather(int turn, int batches);

  final Built model() { return model; }

  /**
   * Calls {@code use} for chunk after chunk of the next pass, as long as it returns true. Stops with an exception when the thread is
   * interrupted.
   */
  final void forEach(int done, Use use) {
    begin(done);
    int turn = 0;
    CompletableFuture<Gathered> next = ahead(turn);
    for (Gathered gathered = join(next); gathered != null; gathered = join(next)) {
      next = ahead(++turn % 2);
      long start = System.nanoTime();
      boolean goesOn = use.of(gathered.chunk(), gathered.batchSize());
      chunkSize.ran(gathered.batches(), System.nanoTime() - start);
      if (!goesOn) {
        join(next);
        return;
      }
      if (Thread.interrupted()) throw new KeravaException("stopped, as the thread was interrupted; the model keeps what it has learned");
    }
  }

  /**
   * The buffer {@code turn} filled with {@code data}, in {@code order} from {@code from} to before {@code to}; room is made for
   * {@code capacity} samples.
   */
  final Chunk filled(int turn, int capacity, Examples data, int[] order, int from, int to) {
    if (capacities[turn] < to - from) {
      if (chunks[turn] != null) chunks[turn].close();
      chunks[turn] = null;
      chunks[turn] = new Chunk(model, data, capacity);
      capacities[turn] = capacity;
    }
    chunks[turn].fill(data, order, from, to);
    return chunks[turn];
  }

  private CompletableFuture<Gathered> ahead(int turn) {
    int batches = chunkSize.steps();
    if (isSmall(batches)) return CompletableFuture.completedFuture(gather(turn, batches));
    if (gatherer == null) gatherer = Executors.newSingleThreadExecutor(ChunkStream::thread);
    return CompletableFuture.supplyAsync(() -> gather(turn, batches), gatherer);
  }

  private static Gathered join(CompletableFuture<Gathered> next) {
    try {
      return next.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw e;
    }
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
