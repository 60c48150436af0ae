package datasets;

import java.nio.file.Path;
import kerava.data.TextDataset;
import kerava.data.TextDatasetFromDirectory;
import kerava.layers.Dense;
import kerava.layers.Embedding;
import kerava.layers.GlobalAveragePooling1D;
import kerava.layers.Input;
import kerava.layers.TextVectorization;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.training.Adapt;
import kerava.training.FitOptions;

/** A folder with a folder of texts for each class; what a model that takes texts as they are makes of one more. */
public final class Reviews {
  public static NDArray read(Path folder, String review) {
    TextDataset.Both reviews = new TextDatasetFromDirectory().withBatchSize(4).withValidationSplit(0.2).withSeed(1337).both(folder);
    TextVectorization words =
        Adapt.of(new TextVectorization().withMaxTokens(1000).withOutputSequenceLength(200), reviews.training().dataset());
    try (Sequential model = new Sequential(new Input().withDtype("string"), words, new Embedding(1000, 8), new GlobalAveragePooling1D(),
        new Dense(reviews.training().classNames().size(), "softmax"))) {
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      model.fit(reviews.training().dataset(),
          new FitOptions().withEpochs(2).withValidationData(reviews.validation().dataset()).withVerbose(0));
      return model.predict(NDArray.of(new String[] {review}));
    }
  }
}
