package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.KeravaException;
import kerava.config.Warnings;
import kerava.data.Dataset;
import kerava.data.Element;
import kerava.data.Elements;

/**
 * The batches of a dataset, epoch by epoch. Without steps an epoch is a pass over all of them; with steps a pass may last several epochs,
 * and one epoch ends early where the data end. Owns the passes. When it opens a pass is Keras's, for a shuffle draws an order for each: at
 * the end of one whose length is known it opens another, of which nothing may be read. Source: Keras {@code trainers/epoch_iterator.py},
 * {@code backend/tensorflow/trainer.py} TFEpochIterator.
 */
public final class EpochIterator implements EpochBatches, AutoCloseable {
  private static final ArrayEpochs.Pass BEGINNING = new ArrayEpochs.Pass(false, 0, 0, 0);

  private final String who;
  private final Dataset data;
  private final Integer stepsPerEpoch;
  private final int perRun;
  private Elements current;
  private Element first, peeked;
  /** Whether {@link #current} has been opened ahead, and whether nothing has been read from it. */
  private boolean ready, untouched;
  /** Batches of a pass, -1: not known; how many of this one epochs have asked for; how many there really were. */
  private long batches, seen, length = -1;
  /** Of the epoch: where its next run of batches begins, where it ends, how many batches of the run have come, and all of them. */
  private long step, end, inRun, came;
  private boolean bounded, over, warned, failed;

  private EpochIterator(String who, Dataset data, Integer stepsPerEpoch, int perRun) {
    require(data != null, "%s: the dataset must not be null", who);
    require(data.isBatched(), inJava("call batch(32) on it"), "%s: the dataset has single samples, and a model takes batches", who);
    require(data.cardinality() != Dataset.INFINITE || stepsPerEpoch != null, inJava("leave out repeat(), or say how many steps"),
        "%s: the dataset has no end, so it must be said how many batches to take", who);
    this.who = who;
    this.data = data;
    this.stepsPerEpoch = stepsPerEpoch;
    this.perRun = Math.max(1, perRun);
    reset();
  }

  /** To train on. */
  public static EpochIterator of(Dataset data, FitOptions options) {
    DataChecks.options("fit", options);
    options.forDataset();
    return new EpochIterator("fit", data, options.stepsPerEpoch(), options.stepsPerExecution());
  }

  /** To evaluate after the epochs of a fit; null: there is nothing. */
  static EpochIterator validation(FitOptions options) {
    if (options.validationDataset() == null) return null;
    return new EpochIterator("fit, validation data", options.validationDataset(), options.validationSteps(), options.stepsPerExecution());
  }

  /** To evaluate or to predict; {@code who} does. */
  public static EpochIterator of(String who, Dataset data, BatchOptions<?> options) {
    DataChecks.options(who, options);
    options.forDataset(who);
    return new EpochIterator(who, data, options.steps(), 1);
  }

  String who() { return who; }

  /** The size that every batch has, or {@link kerava.tensor.Shape#NONE}. */
  int batchSize() { return data.batchSize(); }

  /** The first batch of all, which the first epoch will have. */
  public Element first() {
    if (first != null) return first;
    open();
    ready = true;
    require(current.hasNext(), "%s: the dataset is empty; give at least one batch", who);
    first = peeked = current.next();
    return first;
  }

  /** What comes is as if nothing had been read before. */
  void reset() {
    if (!ready) shut();
    batches = Math.max(-1, data.cardinality());
    seen = 0;
  }

  /** The next epoch begins. */
  void begin() {
    long steps = stepsPerEpoch != null ? stepsPerEpoch : batches > 0 ? batches : -1;
    bounded = steps > 0;
    end = bounded ? steps : Long.MAX_VALUE;
    if (!bounded || current == null || stepsPerEpoch == null) {
      if (!ready) open();
      seen = 0;
    }
    ready = false;
    step = inRun = came = 0;
    over = failed = false;
  }

  /** Whether the epoch has ended with a step for which there was no batch. Where several run at once Keras asks before. */
  @Override public boolean endsEmpty() { return failed; }

  /** The next batch of the epoch; null: it is over. */
  Element next() {
    if (over || inRun == 0 && !runs()) return null;
    Element next = read();
    if (next == null && inRun > 0) {
      inRun = 0;
      return next();
    }
    if (next == null) {
      ranOut();
      return null;
    }
    inRun = (inRun + 1) % perRun;
    check(next);
    came++;
    return next;
  }

  private Element read() {
    Element next = peeked != null ? peeked : current.hasNext() ? current.next() : null;
    peeked = null;
    if (next != null) untouched = false;
    return next;
  }

  private void check(Element next) {
    if (first == null) first = next;
    first.expectLike(who + ", the dataset", came, next, true);
    require(data.batchSize() < 1 || next.count() == data.batchSize(), inJava("map single samples, before batch(...)"),
        "%s: every batch of the dataset must have %d samples, for the remainder is dropped, got %d in batch %d", who, data.batchSize(),
        next.count(), came);
  }

  /** Whether another run of batches begins. */
  private boolean runs() {
    boolean passed = bounded && batches > 0 && seen >= batches;
    if (step < end && !passed) {
      seen += perRun;
      step += perRun;
      return true;
    }
    if (step < end) warn();
    over = true;
    if (passed) {
      readAhead();
      open();
      seen = 0;
    }
    ended();
    return false;
  }

  /** As TensorFlow, which reads ahead, and so comes to the end of a dataset that repeats. */
  private void readAhead() {
    try {
      current.hasNext();
    } catch (KeravaException e) {
      // of an element that no epoch asks for
    }
  }

  private void ranOut() {
    require(!untouched, "%s: the dataset is empty; give at least one batch for every epoch", who);
    if (batches < 0) batches = seen;
    warn();
    shut();
    over = true;
    failed = perRun == 1;
    ended();
  }

  private void ended() { if (stepsPerEpoch == null) length = came; }

  private void warn() {
    if (stepsPerEpoch != null && !warned)
      Warnings.warn("%s: %s %d batches are asked for, and the dataset has ended before; repeat it to make it go on", who,
          ArrayEpochs.OUT_OF_DATA,
          stepsPerEpoch);
    warned |= stepsPerEpoch != null;
  }

  private void open() {
    shut();
    current = data.elements();
    untouched = true;
  }

  private void shut() {
    if (current != null) current.close();
    current = null;
    peeked = null;
  }

  @Override public int steps() {
    if (stepsPerEpoch != null) return stepsPerEpoch;
    return Math.toIntExact(data.cardinality() >= 0 ? data.cardinality() : length);
  }

  @Override public ArrayEpochs.Pass now() { return BEGINNING; }

  @Override public ArrayEpochs.Pass upcoming() { return BEGINNING; }

  @Override public void goOn(ArrayEpochs.Pass pass, int done) {
    require(done == 0 && !pass.begun() && stepsPerEpoch == null,
        "fit: goes on in the middle of a pass over the data, which is not supported with a Dataset; back up whole epochs, without stepsPerEpoch");
  }

  @Override public void close() { shut(); }
}
