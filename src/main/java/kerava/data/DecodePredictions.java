package kerava.data;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import kerava.tensor.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The most probable classes of each sample, {@code keras.applications.imagenet_utils.decode_predictions} with names of the caller's.
 * Source: Keras {@code applications/imagenet_utils.py}.
 */
public final class DecodePredictions {
  private DecodePredictions() {}

  /** A class and its score; {@code number}: of the class, from 0. */
  public record Prediction(int number, String label, float score) {}

  /**
   * The {@code top} classes with the largest scores, the largest first; of equal ones the later class first. Example: scores 0.1 0.7 0.2 of
   * the classes cat, dog, bird and top 2 give dog 0.7, bird 0.2.
   *
   * @param y (batch, classes)
   * @param labels a name for each class; null: their numbers
   * @param top more than there are gives all
   */
  public static List<List<Prediction>> of(NDArray y, @Nullable List<String> labels, int top) {
    require(y.shape().rank() == 2, "DecodePredictions: predictions must be (batch, classes), got %s", y.shape());
    int classes = y.shape().size(1);
    require(labels == null || labels.size() == classes, "DecodePredictions: there must be a label for each of the %d classes, got %d",
        classes,
        labels == null ? 0 : labels.size());
    require(top >= 1, "DecodePredictions: top must be at least 1, got %d", top);
    List<List<Prediction>> all = new ArrayList<>();
    for (int sample = 0; sample < y.count(); sample++) {
      int row = sample;
      all.add(IntStream.range(0, classes)
          .mapToObj(c -> new Prediction(c, labels == null ? Integer.toString(c) : labels.get(c), y.get(row, c)))
          .sorted(Comparator.comparingDouble(Prediction::score).thenComparingInt(Prediction::number).reversed()).limit(top).toList());
    }
    return all;
  }
}
