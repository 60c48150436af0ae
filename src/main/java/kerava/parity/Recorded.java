package kerava.parity;

import java.util.List;
import java.util.stream.Stream;
import kerava.notebooks.Notebook;

/**
 * What is told of one training: the scores of {@code evaluate} that an original notebook recorded, or that a course or a book published.
 *
 * @param loss null: not told
 * @param accuracy null: not told
 * @param learned a training has learned if its accuracy is at least this
 * @param seeds how many trainings of ours it is compared with unless told otherwise
 * @param differences what is known to have been otherwise when the number was recorded
 */
public record Recorded(String notebook, String run, Double loss, Double accuracy, double learned, int seeds, List<Difference> differences) {
  private static final int SEEDS = 20, SEEDS_OF_EIGHT_LAYERS = 5, SEEDS_OF_LONG_TRAININGS = 5;
  private static final double ALL_FOUR = 1, HALF = 0.5;

  private static final List<Difference> ADAMS = List.of(Difference.KERNELS, Difference.ORDER, Difference.ADAM);

  /** All of them. */
  public static List<Recorded> all() { return Stream.of(originals(), published()).flatMap(List::stream).toList(); }

  /** The scores that it tells. */
  List<Score> scores() { return Stream.of(Score.values()).filter(score -> score.of(this) != null).toList(); }

  /** Whether a course or a book published it. */
  boolean isPublished() { return Notebook.classroom().stream().anyMatch(each -> each.name().equals(notebook)); }

  private static List<Recorded> originals() {
    return List.of(
        new Recorded("dnn", "xor", 7.110358637874015e-06, 1.0, ALL_FOUR, SEEDS, List.of(Difference.KERNELS)),
        new Recorded("dnn", "dnn-he", 0.07101818174123764, 0.9778000116348267, HALF, SEEDS, ADAMS),
        new Recorded("dnn", "dnn-dropout", 0.06131801754236221, 0.9828000068664551, HALF, SEEDS, ADAMS),
        new Recorded("dnn", "dnn-overfit", 0.09032953530550003, 0.9779000282287598, HALF, SEEDS_OF_EIGHT_LAYERS, ADAMS),
        new Recorded("fashion-mnist", "fashion-relu", 0.3863057494163513, 0.8756666779518127, HALF, SEEDS,
            List.of(Difference.KERNELS, Difference.ORDER, Difference.EPSILON)),
        new Recorded("fashion-mnist", "fashion-adam", 0.3525923788547516, 0.8769999742507935, HALF, SEEDS, ADAMS));
  }

  private static List<Recorded> published() {
    return List.of(
        published("deep-learning-with-python", "dlwp-dense", null, 0.9777, Difference.EPSILON),
        published("deep-learning-with-python", "dlwp-convnet", null, 0.9913, Difference.EPSILON),
        published("mnist-convnet", "mnist-convnet", 0.0240, 0.9922),
        published("hands-on-fashion", "hands-on-mlp", null, 0.8864),
        published("hands-on-fashion", "hands-on-cnn", null, 0.9117));
  }

  private static Recorded published(String notebook, String run, Double loss, double accuracy, Difference... more) {
    List<Difference> differences = Stream.concat(Stream.of(Difference.RELEASE, Difference.ORDER), Stream.of(more)).toList();
    return new Recorded(notebook, run, loss, accuracy, HALF, SEEDS_OF_LONG_TRAININGS, differences);
  }
}
