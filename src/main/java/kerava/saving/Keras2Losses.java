package kerava.saving;

import static kerava.KeravaException.require;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kerava.losses.Loss;
import kerava.losses.Reduction;

/** Losses in files of Keras 2, which has fewer reductions, and whose older versions know neither axes nor ignored classes. */
final class Keras2Losses {
  /** Written where they have other values than these, which change nothing; {@code ignore_class} where there is one. */
  private static final Map<String, Object> USUAL = Map.of("reduction", Reduction.SUM_OVER_BATCH_SIZE, "axis", -1);
  private static final Set<String> LATER = Set.of("reduction", "axis", "ignore_class");

  private Keras2Losses() {}

  /** Refuses what Keras 2 does not have. */
  static void check(Loss loss) {
    boolean known = loss.reduction() != Reduction.MEAN && loss.reduction() != Reduction.MEAN_WITH_SAMPLE_WEIGHT;
    require(known, "save: Keras 2 has no reduction %s, got %s; %s", loss.reduction().name().toLowerCase(Locale.ROOT), loss,
        loss.reduction() == Reduction.MEAN ? "take sum_over_batch_size, which is the same" : "save for Keras 3");
  }

  static boolean isLeftOut(String key, Object value) { return LATER.contains(key) && (value == null || value.equals(USUAL.get(key))); }
}
