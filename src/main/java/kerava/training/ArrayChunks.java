package kerava.training;

import static kerava.KeravaException.require;

import java.util.function.Supplier;
import kerava.engine.Chunk;
import kerava.engine.Examples;
import kerava.network.Built;

/** Chunks of samples that know how many there are, in an order for each pass. */
final class ArrayChunks extends ChunkStream {
  /** Bytes of one buffer; it holds at least one batch. */
  private static final long BUFFER_BYTES = 16L << 20;
  /** Chunks below so many floats are gathered at once. */
  private static final int SMALL = 16 << 10;

  private final Examples data;
  private final int batchSize, capacity;
  private final Supplier<int[]> orders;
  private int[] order;
  private int at;

  /** {@code orders}: the samples of each pass. */
  ArrayChunks(Built model, Examples data, int batchSize, ChunkSize chunkSize, Supplier<int[]> orders) {
    super(model, chunkSize);
    this.data = data;
    this.batchSize = batchSize;
    this.orders = orders;
    long batches = Math.max(1, BUFFER_BYTES / (4L * data.floats() * batchSize));
    capacity = (int) Math.min(batches * batchSize, data.count());
  }

  @Override Traces.Trace trace(Traces traces) { return traces.of(data, batchSize, model()); }

  @Override void begin(int done) {
    order = orders.get();
    int batches = Chunk.batches(order.length, batchSize);
    require(done <= batches, "fit: goes on after %d batches of an epoch that has %d; give the data and settings of the fit before", done,
        batches);
    at = (int) Math.min((long) done * batchSize, order.length);
  }

  private int end(int batches) { return (int) Math.min(order.length, at + Math.min(capacity, (long) batches * batchSize)); }

  @Override boolean isSmall(int batches) { return (long) (end(batches) - at) * data.floats() < SMALL; }

  @Override Gathered gather(int turn, int batches) {
    if (at == order.length) return null;
    int from = at;
    at = end(batches);
    return new Gathered(filled(turn, capacity, data, order, from, at), batchSize);
  }
}
