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
  default D labels(List<Integer> labels) { return with("labels", labels); }

  default D labelMode(LabelMode labelMode) { return with("labelMode", labelMode); }

  default D classNames(List<String> classNames) { return with("classNames", classNames); }

  default D batchSize(Integer batchSize) { return with("batchSize", batchSize); }

  default D shuffle(boolean shuffle) { return with("shuffle", shuffle); }

  default D seed(long seed) { return with("seed", seed); }

  /** With {@code subset}, or for {@code both}. */
  default D validationSplit(double validationSplit) { return with("validationSplit", validationSplit); }

  default D subset(Subset subset) { return with("subset", subset); }

  default D followLinks(boolean followLinks) { return with("followLinks", followLinks); }

  default D limits(Limits limits) { return with("limits", limits); }

  private D with(String name, Object value) { return (D) Settings.with((Record) this, name, value); }
}
