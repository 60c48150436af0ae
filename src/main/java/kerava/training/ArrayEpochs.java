package kerava.training;

import java.util.Arrays;
import kerava.config.Warnings;
import kerava.engine.Chunk;
import kerava.random.RandomSeed;
import kerava.random.Shuffle;
import kerava.random.ShuffleKernel;

/**
 * Which samples each epoch of a fit visits. Without stepsPerEpoch an epoch is a pass over all of them. With it a pass may last several
 * epochs: one that begins near its end has what is left of it, less than it asks for, and the next one begins the next pass. Source: Keras
 * {@code trainers/epoch_iterator.py}.
 */
final class ArrayEpochs implements EpochBatches {
  /** What the warning says in Keras, of arrays. */
  static final String OUT_OF_DATA = "Your input ran out of data; interrupting training.";

  private final int count, batchSize, batches, perRun;
  private final Integer steps;
  private final Shuffling shuffling;
  private ShuffleKernel kernel;
  private int[] order;
  /** Where the epoch that is going on began, and where the next one will. */
  private Pass now, next;
  private boolean warned;

  /**
   * Where an epoch begins.
   *
   * @param begun whether it goes on with a pass; else it begins one
   * @param seed of the pass, or, where one stream serves all, of that
   * @param drawn how many orders have been drawn from that stream
   * @param seen batches of the pass that epochs have asked for
   */
  record Pass(boolean begun, long seed, int drawn, int seen) {}

  /** {@code steps} of an epoch, null: all; {@code perRun}: batches that Keras runs in one call, which an epoch takes whole. */
  ArrayEpochs(int count, int batchSize, Integer steps, int perRun, Shuffling shuffling) {
    this.count = count;
    this.batchSize = batchSize;
    this.steps = steps;
    this.perRun = Math.max(1, perRun);
    this.shuffling = shuffling;
    batches = Chunk.batches(count, batchSize);
    next = new Pass(false, RandomSeed.forShuffle(), 0, 0);
    if (shuffling == Shuffling.ANEW) kernel = new ShuffleKernel(next.seed());
  }

  @Override public int steps() { return steps == null ? batches : steps; }

  @Override public Pass now() { return now; }

  @Override public Pass upcoming() { return next; }

  @Override public void goOn(Pass pass, int done) {
    if (shuffling == Shuffling.ANEW) {
      kernel = new ShuffleKernel(pass.seed());
      for (int i = 0; i < pass.drawn(); i++) order = kernel.order(count);
    } else if (pass.begun()) {
      order = drawn(pass.seed());
    }
    next = pass;
  }

  /** The samples of the next epoch, in order. */
  int[] next() {
    now = next.begun() ? next : begun();
    int asked = runs(steps()), left = runs(batches - now.seen()), from = now.seen();
    if (steps != null && left < asked) warn();
    int seen = (int) Math.min(Integer.MAX_VALUE, from + (long) Math.min(asked, left) * perRun);
    next = new Pass(steps != null && seen < batches, now.seed(), now.drawn(), seen);
    return Arrays.copyOfRange(order, from * batchSize, (int) Math.min(count, (long) seen * batchSize));
  }

  private Pass begun() {
    long seed = shuffling == Shuffling.ANEW ? next.seed() : RandomSeed.forShuffle();
    order = drawn(seed);
    return new Pass(true, seed, next.drawn() + 1, 0);
  }

  private int runs(int some) { return Chunk.batches(some, perRun); }

  private void warn() {
    if (!warned) Warnings.warn("fit: %s stepsPerEpoch %d asks for more batches than are left of %d", OUT_OF_DATA, steps, batches);
    warned = true;
  }

  private int[] drawn(long seed) {
    return switch (shuffling) {
      case NONE -> Shuffle.sequence(count);
      case SAME -> Shuffle.order(seed, count);
      case ANEW -> kernel.order(count);
      case WITHIN_BATCHES -> withinBatches(new ShuffleKernel(seed));
    };
  }

  private int[] withinBatches(ShuffleKernel fresh) {
    int[] samples = Shuffle.sequence(count);
    for (int from = 0; from < count; from += batchSize) fresh.shuffle(samples, from, Math.min(count, from + batchSize));
    return samples;
  }

  /**
   * How many of {@code count} samples lie in the first {@code steps} batches; null: all. {@code who} is warned for where they do not reach.
   */
  static int first(String who, int count, int batchSize, Integer steps) {
    if (steps == null) return count;
    int batches = Chunk.batches(count, batchSize);
    if (steps > batches) Warnings.warn("%s: %s %d batches are asked for, and %d are there", who, OUT_OF_DATA, steps, batches);
    return (int) Math.min(count, (long) steps * batchSize);
  }
}
