package kerava.data;

import java.util.List;
import kerava.config.Limits;
import kerava.config.Settings;

/**
 * A record with the settings that datasets of folders have in common.
 *
 * @param <D> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface WithDirectory<D> {
  default D withLabels(List<Integer> labels) { return with("labels", labels); }

  default D withLabelMode(LabelMode labelMode) { return with("labelMode", labelMode); }

  default D withClassNames(List<String> classNames) { return with("classNames", classNames); }

  default D withBatchSize(Integer batchSize) { return with("batchSize", batchSize); }

  default D withShuffle(boolean shuffle) { return with("shuffle", shuffle); }

  default D withSeed(long seed) { return with("seed", seed); }

  /** With {@code subset}, or for {@code both}. */
  default D withValidationSplit(double validationSplit) { return with("validationSplit", validationSplit); }

  default D withSubset(Subset subset) { return with("subset", subset); }

  default D withFollowLinks(boolean followLinks) { return with("followLinks", followLinks); }

  default D withLimits(Limits limits) { return with("limits", limits); }

  private D with(String name, Object value) { return (D) Settings.with((Record) this, name, value); }
}
