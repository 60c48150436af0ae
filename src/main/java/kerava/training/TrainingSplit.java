package kerava.training;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.Map;
import kerava.data.Element;
import kerava.engine.CompiledSettings;
import kerava.engine.Examples;
import kerava.network.Built;
import kerava.tensor.Columns;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * The samples of a fit as its options divide and weigh them; {@code validation} null: none. Source: Keras
 * {@code trainers/data_adapters/array_slicing.py} train_validation_split, {@code data_adapter_utils.py} class_weight_to_sample_weights.
 */
record TrainingSplit(Examples training, Examples validation) {
  /** Training data, and those for validation if there are any. */
  List<Examples> parts() { return validation == null ? List.of(training) : List.of(training, validation); }

  static TrainingSplit of(Columns x, Columns y, FitOptions options, CompiledSettings compiled, Built model) {
    Examples all = examples("fit", x, y, "sampleWeight", options.sampleWeight(), compiled, model);
    if (options.validationX() != null)
      return new TrainingSplit(weighted("fit", all, options.classWeight()), validation(options, compiled, model));
    if (options.validationSplit() == 0) return new TrainingSplit(weighted("fit", all, options.classWeight()), null);
    int count = all.count(), at = options.trainedOf(count);
    require(at > 0 && at < count, "fit: validationSplit %s leaves %d of %d samples for training; give more samples, or another part",
        options.validationSplit(), at, count);
    return new TrainingSplit(weighted("fit", all.part(0, at), options.classWeight()), all.part(at, count));
  }

  /** The arrays that {@code options} have for validation. */
  static Examples validation(FitOptions options, CompiledSettings compiled, Built model) {
    return examples("fit, validation data", options.validationX(), options.validationY(), "weights", options.validationWeights(), compiled,
        model);
  }

  /** {@code weights} null: there are none; {@code called} for messages. */
  static Examples examples(String who, Columns x, Columns y, String called, Columns weights, CompiledSettings compiled, Built model) {
    List<Samples> inputs = DataChecks.inputs(who, x, model);
    List<Samples> labels = DataChecks.labels(who, y, inputs, compiled, model);
    return new Examples(inputs, labels, DataChecks.weights(who, called, weights, inputs, compiled));
  }

  /** A batch of a dataset. */
  static Examples examples(String who, Element batch, CompiledSettings compiled, Built model) {
    return examples(who, batch.x().columns(), batch.y() == null ? null : batch.y().columns(), "weights",
        batch.weights() == null ? null : batch.weights().columns(), compiled, model);
  }

  /** {@code data} whose samples weigh as their classes; {@code classes} empty: as they are. */
  static Examples weighted(String who, Examples data, Map<Integer, Double> classes) {
    if (classes.isEmpty()) return data;
    require(!data.hasWeights(), "%s: takes weights of samples or classWeight, got both; multiply them into the weights of samples", who);
    require(data.y().size() == 1, "%s: classWeight is for models with one output, and this one has %d; give sampleWeight instead", who,
        data.y().size());
    Samples y = data.y().get(0);
    Shape label = y.sampleShape();
    require(label.rank() <= 1,
        "%s: classWeight needs labels, shape (n,) or (n, 1), or one-hot rows (n, classes), got (n, ...) with %s a sample",
        who, label);
    float[] weights = new float[data.count()], row = new float[Math.toIntExact(label.elements())];
    for (int i = 0; i < weights.length; i++) {
      y.read(i, row, 0);
      weights[i] = classes.getOrDefault(row.length == 1 ? (int) Math.rint(row[0]) : largest(row), 1.0).floatValue();
    }
    return data.weighted(weights);
  }

  /** The first of the largest, as NumPy's argmax. */
  private static int largest(float[] row) {
    int at = 0;
    for (int i = 1; i < row.length; i++) if (row[i] > row[at]) at = i;
    return at;
  }
}
