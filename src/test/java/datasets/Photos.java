package datasets;

import java.nio.file.Path;
import java.util.List;
import kerava.data.DecodePredictions;
import kerava.data.ImageDataset;
import kerava.data.ImageDatasetFromDirectory;
import kerava.data.Images;
import kerava.data.LoadImg;
import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.GlobalAveragePooling2D;
import kerava.layers.Input;
import kerava.layers.Rescaling;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.training.FitOptions;

/** A folder with a folder of photos for each class; what a model that has learned from them sees in one more. */
public final class Photos {
  public static List<DecodePredictions.Prediction> seen(Path folder, Path photo) {
    ImageDataset.Both photos = new ImageDatasetFromDirectory().withImageSize(32, 24).withValidationSplit(0.2).withSeed(1337).both(folder);
    try (Sequential model = new Sequential(new Input(32, 24, 3), new Rescaling(1 / 255.0), new Conv2D(8, 3, "relu"),
        new GlobalAveragePooling2D(), new Dense(photos.training().classNames().size(), "softmax"))) {
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      model.fit(photos.training().dataset(),
          new FitOptions().withEpochs(2).withValidationData(photos.validation().dataset()).withVerbose(0));
      NDArray x = Images.imgToArray(new LoadImg().withTargetSize(32, 24).of(photo));
      return DecodePredictions.of(model.predict(x.reshape(1, 32, 24, 3)), photos.training().classNames(), 3).get(0);
    }
  }
}
