package kerava.training;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.Map;
import kerava.engine.Labelled;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * The samples of a fit as its options divide and weigh them; {@code validation} null: none. Source: Keras {@code trainers/data_adapters/array_slicing.py}
 * train_validation_split, {@code data_adapter_utils.py} class_weight_to_sample_weights.
 */
record Division(Labelled training, Labelled validation) {
  /** Training data, and those for validation if there are any. */
  List<Labelled> parts() { return validation == null ? List.of(training) : List.of(training, validation); }

  static Division of(Samples x, Samples y, Fit options) {
    DataChecks.weights("fit", "sampleWeight", options.sampleWeight(), x);
    Labelled all = new Labelled(x, y, options.sampleWeight());
    if (options.validationX() != null) {
      DataChecks.weights("fit, validation data", "weights", options.validationWeights(), options.validationX());
      return new Division(weighted(all, options),
          new Labelled(options.validationX(), options.validationY(), options.validationWeights()));
    }
    if (options.validationSplit() == 0) return new Division(weighted(all, options), null);
    int count = all.count(), at = (int) Math.floor(count * (1 - options.validationSplit()));
    require(at > 0 && at < count, "fit: validationSplit %s leaves %d of %d samples for training; give more samples, or another part",
        options.validationSplit(), at, count);
    return new Division(weighted(all.part(0, at), options), all.part(at, count));
  }

  private static Labelled weighted(Labelled data, Fit options) {
    Map<Integer, Double> classes = options.classWeight();
    if (classes.isEmpty()) return data;
    Shape label = data.y().sampleShape();
    require(label.rank() <= 1,
        "fit: classWeight needs labels, shape (n,) or (n, 1), or one-hot rows (n, classes), got (n, ...) with %s a sample",
        label);
    float[] weights = new float[data.count()], row = new float[Math.toIntExact(label.elements())];
    for (int i = 0; i < weights.length; i++) {
      data.y().read(i, row, 0);
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
