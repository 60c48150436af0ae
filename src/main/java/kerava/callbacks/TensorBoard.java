package kerava.callbacks;

import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kerava.tensor.NDArray;
import kerava.training.Callback;
import kerava.training.Training;

/**
 * Writes what TensorBoard shows: loss and metrics of epochs, of batches if asked for, the learning rate, histograms of weights, and the
 * model. One folder for training in {@code logDir}, one for validation. Source: Keras {@code callbacks/tensorboard.py}.
 */
public final class TensorBoard implements Callback {
  private static final String VALIDATION = "val_";

  private final Path logDir;
  private int histogramFreq, updateFreq;
  private boolean writeGraph = true;

  private EventFile train, validation;
  private long trainBatch, testBatch;
  private boolean fitting;

  public TensorBoard(Path logDir) {
    require(logDir != null, "TensorBoard: the folder must not be null");
    this.logDir = logDir;
  }

  /** Writes histograms of all weights after every so many epochs; 0: never. */
  public TensorBoard withHistogramFreq(int epochs) {
    require(epochs >= 0, "TensorBoard: histogramFreq must be at least 0, got %d", epochs);
    histogramFreq = epochs;
    return this;
  }

  /** Whether the model's layers are written. */
  public TensorBoard withWriteGraph(boolean writes) {
    writeGraph = writes;
    return this;
  }

  /**
   * Writes the means so far after every so many batches too. As in Keras, what is told after an epoch is then written only where the number
   * of batches so far is a multiple of it.
   */
  public TensorBoard withUpdateFreq(int batches) {
    require(batches >= 1, "TensorBoard: updateFreq must be at least 1 batch, got %d; leave it out to write epochs alone", batches);
    updateFreq = batches;
    return this;
  }

  @Override public boolean everyBatch() { return updateFreq > 0; }

  @Override public void onTrainBegin(Training training) {
    fitting = true;
    trainBatch = 0;
    begin(training);
  }

  private void begin(Training training) {
    close();
    train = new EventFile(logDir.resolve("train"));
    if (writeGraph) train.text("keras", training.toJson(), "graph_keras_model", "1", 0);
  }

  private boolean writes(long batch) { return updateFreq == 0 || batch % updateFreq == 0; }

  private EventFile validation() {
    if (validation == null) validation = new EventFile(logDir.resolve("validation"));
    return validation;
  }

  @Override public void onBatchBegin(Training training, int step) { trainBatch++; }

  @Override public void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) {
    if (updateFreq > 0 && writes(trainBatch)) logs.forEach((name, value) -> train.scalar("batch_" + name, value, trainBatch));
  }

  @Override public void onTestBegin(Training training) {
    if (!fitting) begin(training);
    validation();
  }

  @Override public void onTestBatchBegin(Training training, int step) { testBatch++; }

  @Override public void onTestEnd(Training training, SortedMap<String, Double> logs) {
    if (writes(testBatch))
      logs.forEach((name, value) -> validation().scalar("evaluation_" + name + "_vs_iterations", value, training.iterations()));
    if (!fitting) close();
  }

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {
    if (!writes(trainBatch)) return;
    SortedMap<String, Double> told = new TreeMap<>(logs);
    told.keySet().removeAll(training.learningRates().keySet());
    for (Map.Entry<String, Double> log : told.entrySet()) {
      boolean validated = log.getKey().startsWith(VALIDATION);
      String name = validated ? log.getKey().substring(VALIDATION.length()) : log.getKey();
      (validated ? validation() : train).scalar("epoch_" + name, log.getValue(), epoch);
    }
    training.learningRates().forEach((name, rate) -> train.scalar("epoch_" + name, rate, epoch));
    if (histogramFreq > 0 && epoch % histogramFreq == 0) histograms(training, epoch);
  }

  private void histograms(Training training, int epoch) {
    List<String> names = training.weightPaths();
    List<NDArray> weights = training.weights();
    for (int i = 0; i < names.size(); i++)
      train.histogram(names.get(i).replace(':', '_') + "/histogram", Buckets.of(weights.get(i)), epoch);
  }

  @Override public void onTrainEnd(Training training, SortedMap<String, Double> logs) {
    fitting = false;
    close();
  }

  private void close() {
    if (train != null) train.close();
    if (validation != null) validation.close();
    train = validation = null;
  }
}
