package kerava.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import kerava.losses.Loss;
import kerava.metrics.Metric;

/**
 * What one output of a model is compiled for.
 *
 * @param loss null: none
 * @param weight what its loss is multiplied by; null: not at all
 * @param metrics by their names in logs
 * @param weighted those for which samples weigh as they do in the loss
 */
public record CompiledOutput(String name, Loss loss, Double weight, Map<String, Metric> metrics, Map<String, Metric> weighted) {
  public CompiledOutput {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    weighted = Collections.unmodifiableMap(new LinkedHashMap<>(weighted));
  }

  /** Whether it needs labels. */
  public boolean isJudged() { return loss != null || !metrics.isEmpty() || !weighted.isEmpty(); }
}
