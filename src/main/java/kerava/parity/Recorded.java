package kerava.parity;

import java.util.List;

/**
 * What an original notebook recorded of one training: the scores of its {@code evaluate}.
 *
 * @param learned a training has learned if its accuracy is at least this
 * @param seeds how many trainings of ours it is compared with unless told otherwise
 * @param differences what is known to have been otherwise when the number was recorded
 */
public record Recorded(String notebook, String run, double loss, double accuracy, double learned, int seeds, List<Difference> differences) {
  private static final int SEEDS = 20, SEEDS_OF_EIGHT_LAYERS = 5;
  private static final double ALL_FOUR = 1, HALF = 0.5;

  private static final List<Difference> ADAMS = List.of(Difference.KERNELS, Difference.ORDER, Difference.ADAM);

  /** All scores that the originals recorded. */
  public static List<Recorded> all() {
    return List.of(
        new Recorded("dnn", "xor", 7.110358637874015e-06, 1.0, ALL_FOUR, SEEDS, List.of(Difference.KERNELS)),
        new Recorded("dnn", "dnn-he", 0.07101818174123764, 0.9778000116348267, HALF, SEEDS, ADAMS),
        new Recorded("dnn", "dnn-dropout", 0.06131801754236221, 0.9828000068664551, HALF, SEEDS, ADAMS),
        new Recorded("dnn", "dnn-overfit", 0.09032953530550003, 0.9779000282287598, HALF, SEEDS_OF_EIGHT_LAYERS, ADAMS),
        new Recorded("fashion-mnist", "fashion-relu", 0.3863057494163513, 0.8756666779518127, HALF, SEEDS,
            List.of(Difference.KERNELS, Difference.ORDER, Difference.EPSILON)),
        new Recorded("fashion-mnist", "fashion-adam", 0.3525923788547516, 0.8769999742507935, HALF, SEEDS, ADAMS));
  }
}
