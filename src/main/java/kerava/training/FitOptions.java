package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kerava.config.Settings;
import kerava.data.Dataset;
import kerava.engine.Chunk;
import kerava.tensor.Columns;
import org.jspecify.annotations.Nullable;

/**
 * How to fit, with Keras's names and defaults: {@code new FitOptions().withEpochs(5).withBatchSize(64)}. {@code verbose}: 0 silent, 1 a
 * moving bar, 2 a line an epoch. {@code validationSplit}: what part of the samples, the last ones, is not trained on but evaluated after
 * every epoch. {@code sampleWeight}: by what each sample's loss is multiplied; {@code classWeight}: the same for each class.
 * {@code stepsPerExecution}: batches between two looks at callbacks, bar and interrupts; 0 lets Kerava take as many as run in some 75 ms.
 * Source: Keras {@code trainers/trainer.py} fit.
 *
 * @param batchSize null: 32, or as many as make {@code stepsPerEpoch} batches of all samples
 * @param validationBatchSize null: {@code batchSize}, or, if that is null too, 32 or as many as make {@code validationSteps}
 * @param stepsPerEpoch null: all batches
 * @param validationSteps null: all batches
 */
public record FitOptions(int epochs, @Nullable Integer batchSize, int verbose, Shuffling shuffle, double validationSplit,
    @Nullable Columns validationX, @Nullable Columns validationY, @Nullable Columns validationWeights, @Nullable Dataset validationDataset,
    @Nullable Columns sampleWeight, Map<Integer, Double> classWeight, int initialEpoch, @Nullable Integer stepsPerEpoch,
    @Nullable Integer validationSteps, @Nullable Integer validationBatchSize, ValidationEpochs validationFreq, List<Callback> callbacks,
    int stepsPerExecution, boolean fast, PrintStream out) {
  private static final int DEFAULT_BATCH = 32;

  public FitOptions {
    require(shuffle != null && out != null && validationFreq != null && classWeight != null && callbacks != null
        && callbacks.stream().allMatch(Objects::nonNull),
        "fit: shuffle, out, validationFreq, classWeight and callbacks must not be null; leave them out");
    require(epochs >= 1, "fit: epochs must be at least 1, got %d", epochs);
    require(initialEpoch >= 0, "fit: initialEpoch must be at least 0, got %d; the first epoch is 0", initialEpoch);
    atLeastOne("batchSize", batchSize);
    atLeastOne("stepsPerEpoch", stepsPerEpoch);
    atLeastOne("validationSteps", validationSteps);
    atLeastOne("validationBatchSize", validationBatchSize);
    require(verbose >= 0 && verbose <= 2, "fit: verbose must be 0 (silent), 1 (bar) or 2 (a line an epoch), got %d", verbose);
    require(stepsPerExecution >= 0, "fit: stepsPerExecution must be positive, or 0 for automatic, got %d", stepsPerExecution);
    require((validationX == null) == (validationY == null), "fit, validation data: %s must not be null; give x and y, or neither",
        validationX == null ? "x" : "y");
    require(validationWeights == null || validationX != null, "fit, validation data: weights must come with x and y, got them alone");
    require(validationSplit >= 0 && validationSplit < 1, "fit: validationSplit must be in 0 .. 1 (1 excluded), got %s", validationSplit);
    require(validationSplit == 0 || validationX == null, "fit: takes validationSplit or validation data, got both; leave one out");
    require(validationDataset == null || validationSplit == 0 && validationX == null,
        "fit: takes one of validationSplit, validation data as arrays and as a Dataset, got two; leave one out");
    require(validationDataset == null || validationBatchSize == null, inJava("call batch(" + validationBatchSize + ") on it"),
        "fit: validationBatchSize is for arrays, and validation data that are a Dataset have their batches");
    require(sampleWeight == null || classWeight.isEmpty(),
        "fit: takes sampleWeight or classWeight, got both; multiply them into sampleWeight");
    classWeight.forEach((c, w) -> require(Double.isFinite(w), "fit: classWeight must be finite, got %s for class %d", w, c));
    classWeight = Map.copyOf(classWeight);
    callbacks = List.copyOf(callbacks);
  }

  public FitOptions() {
    this(1, null, 1, Shuffling.SAME, 0, null, null, null, null, null, Map.of(), 0, null, null, null, ValidationEpochs.ALL, List.of(), 0,
        false,
        System.out);
  }

  /** Refuses what is for arrays alone. */
  void forDataset() {
    require(batchSize == null, inJava("leave it out, and call batch(" + batchSize + ") on the dataset"),
        "fit: batchSize is for arrays, and a Dataset has its batches");
    require(validationSplit == 0, inJava("give validation data, such as take(n), and train on skip(n)"),
        "fit: validationSplit is for arrays, and a Dataset is not divided");
    require(sampleWeight == null, "fit: sampleWeight is for arrays; give a Dataset its weights as the third part of each element");
    require(shuffle == Shuffling.SAME || shuffle == Shuffling.NONE, inJava("call shuffle(buffer, seed) on it"),
        "fit: Shuffling.%s is for arrays, and a Dataset comes in its own order", shuffle);
  }

  private static void atLeastOne(String name, Integer number) {
    require(number == null || number >= 1, "fit: %s must be at least 1, got %d", name, number);
  }

  /** How many of {@code count} samples are trained on, the first ones; the others are validated on. */
  public int trainedOf(int count) { return (int) Math.floor(count * (1 - validationSplit)); }

  /** Samples of a batch, where there are {@code count} to train on. */
  public int batchOf(int count) { return batchOf(count, batchSize, stepsPerEpoch); }

  /** Samples of a batch, where there are {@code count} to evaluate. */
  int validationBatchOf(int count) {
    return batchOf(count, validationBatchSize == null ? batchSize : validationBatchSize, validationSteps);
  }

  /** As in Keras a call for several batches takes them all; null: all batches. */
  Integer validationRuns() {
    int perRun = Math.max(1, stepsPerExecution);
    return validationSteps == null ? null : (int) Math.min(Integer.MAX_VALUE, (long) Chunk.batches(validationSteps, perRun) * perRun);
  }

  /** {@code size}, or if that is null what makes {@code steps} batches of {@code count} samples. */
  static int batchOf(int count, Integer size, Integer steps) {
    if (size != null) return size;
    return steps == null ? DEFAULT_BATCH : Math.max(1, Chunk.batches(count, steps));
  }

  public FitOptions withEpochs(int epochs) { return Settings.with(this, "epochs", epochs); }

  public FitOptions withBatchSize(int batchSize) { return Settings.with(this, "batchSize", batchSize); }

  public FitOptions withVerbose(int verbose) { return Settings.with(this, "verbose", verbose); }

  /** Whether every epoch visits the samples in a drawn order (the same for all epochs of one seed), or as they are. */
  public FitOptions withShuffle(boolean shuffle) {
    return withShuffle(shuffle ? Shuffling.SAME : Shuffling.NONE);
  }

  public FitOptions withShuffle(Shuffling shuffle) { return Settings.with(this, "shuffle", shuffle); }

  /** The epoch to begin with, counted from 0: {@code epochs} is the number of the last one, so that a fit can go on where another ended. */
  public FitOptions withInitialEpoch(int epoch) {
    return Settings.with(this, "initialEpoch", epoch);
  }

  /**
   * Batches of an epoch. Fewer than there are: the next epoch goes on where this one ended, and one that comes to the end of the data stops
   * there. More: all there are, and a warning.
   */
  public FitOptions withStepsPerEpoch(int steps) {
    return Settings.with(this, "stepsPerEpoch", steps);
  }

  /** Batches of the validation data to evaluate, from the first on. */
  public FitOptions withValidationSteps(int steps) {
    return Settings.with(this, "validationSteps", steps);
  }

  public FitOptions withValidationBatchSize(int size) { return Settings.with(this, "validationBatchSize", size); }

  /** Evaluates the validation data after every {@code every}-th epoch. */
  public FitOptions withValidationFreq(int every) {
    require(every >= 1, "fit: validationFreq must be at least 1, got %d; take 1 to evaluate after every epoch", every);
    return Settings.with(this, "validationFreq", new ValidationEpochs(every, List.of()));
  }

  /** Evaluates the validation data after {@code epochs}, counted from 1. */
  public FitOptions withValidationFreq(List<Integer> epochs) {
    return Settings.with(this, "validationFreq", new ValidationEpochs(0, epochs));
  }

  /** Evaluated after every epoch, in order, with the same batch size. */
  public FitOptions withValidationData(Columns x, Columns y) {
    return withValidationData(x, y, null);
  }

  /** {@code weights}: by what each sample's loss is multiplied, as by {@link #sampleWeight}; null: by 1. */
  public FitOptions withValidationData(Columns x, Columns y, @Nullable Columns weights) {
    return new FitOptions(epochs, batchSize, verbose, shuffle, validationSplit, x, y, weights, validationDataset, sampleWeight, classWeight,
        initialEpoch,
        stepsPerEpoch, validationSteps, validationBatchSize, validationFreq, callbacks, stepsPerExecution, fast, out);
  }

  /** Evaluated after every epoch, in the batches that it has; of one without an end {@link #validationSteps} batches. */
  public FitOptions withValidationData(Dataset data) {
    return Settings.with(this, "validationDataset", data);
  }

  /** Evaluates the last {@code part} of the samples after every epoch, and trains on those before them; 0: on all. */
  public FitOptions withValidationSplit(double part) {
    return Settings.with(this, "validationSplit", part);
  }

  /**
   * One number a sample, shape (n,) or (n, 1), for all outputs or for each; metrics do not know it, the loss of the part that
   * validationSplit keeps does.
   */
  public FitOptions withSampleWeight(Columns weights) {
    return Settings.with(this, "sampleWeight", weights);
  }

  /** By label, or by the place of a one-hot label's 1; a class that is not named weighs 1. For training alone. */
  public FitOptions withClassWeight(Map<Integer, Double> weights) {
    return Settings.with(this, "classWeight", weights);
  }

  public FitOptions withCallbacks(Callback... callbacks) { return Settings.with(this, "callbacks", BatchOptions.listed(callbacks)); }

  public FitOptions withStepsPerExecution(int steps) { return Settings.with(this, "stepsPerExecution", steps); }

  /**
   * Lets XLA compile the whole loop for a GPU before the first batch, which takes seconds and gives other last bits than Keras's, and other
   * noise. On a CPU, which it gains too little, and where XLA does not take the model, training goes on as ever, and a warning says so.
   */
  public FitOptions withFast(boolean fast) { return Settings.with(this, "fast", fast); }

  /** Where the bar goes. */
  public FitOptions withOut(PrintStream out) { return Settings.with(this, "out", out); }
}
