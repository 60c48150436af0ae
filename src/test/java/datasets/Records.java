package datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kerava.data.Dataset;
import kerava.data.Element;
import kerava.data.FixedLenFeature;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/** Examples in TFRecord files, as tf.io.TFRecordWriter has written them. */
public final class Records {
  public static Dataset read(List<Path> files) {
    Map<String, FixedLenFeature> features = Map.of("image", new FixedLenFeature(Shape.of(2), DType.FLOAT32),
        "label", new FixedLenFeature(Shape.of(), DType.INT64));
    return Dataset.tfRecord(files, features).map(example -> Element.of(example.x().get("image"), example.x().get("label")));
  }
}
