package datasets;

import java.nio.file.Path;
import kerava.data.Dataset;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.training.FitOptions;
import kerava.training.History;

/** A table that may be larger than memory: a column of it is the label. */
public final class LargeTable {
  public static History train(Path table) {
    Dataset rows = Dataset.csv(table, "label");
    Dataset validation = rows.take(200).batch(64), training = rows.skip(200).shuffle(10_000, 42).batch(64);
    try (Sequential model = new Sequential(new Input(4), new Dense(16, "relu"), new Dense(3, "softmax"))) {
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      return model.fit(training, new FitOptions().withEpochs(3).withValidationData(validation).withVerbose(2));
    }
  }
}
