package kerava.saving;

import static kerava.KeravaException.require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.metrics.Metric;
import kerava.tensor.DType;
import kerava.training.PerOutput;

/**
 * Metrics in files of Keras 2, which counts what overlaps in floats, where Keras 3 takes whole numbers: the same counts, unless samples
 * have weights.
 */
final class Keras2Metrics {
  private static final Set<String> OVERLAPS = Set.of("IoU", "MeanIoU", "OneHotIoU", "OneHotMeanIoU", "BinaryIoU");

  private Keras2Metrics() {}

  /** The config of a metric of Keras 2 without the type that it counts in. */
  static Map<?, ?> counted(Object className, Map<?, ?> config) {
    if (!OVERLAPS.contains(className) || !DType.FLOAT32.toString().equals(config.get(DTypes.KEY))) return config;
    Map<Object, Object> counted = new LinkedHashMap<>(config);
    counted.remove(DTypes.KEY);
    return counted;
  }

  /** Adds a problem for those whose samples have weights: Keras 3 takes these for whole numbers. */
  static void checkWeighted(PerOutput<Map<String, Metric>> weighted, Problems problems) {
    others(weighted).forEach(name -> problems.add("compile, weighted_metrics",
        "%s of Keras 2 adds weights up as they are, and Keras 3's takes them for whole numbers: not supported; give it to metrics", name));
  }

  /** Refuses to write them. */
  static void check(PerOutput<Map<String, Metric>> weighted) {
    List<String> others = others(weighted);
    require(others.isEmpty(), "save: Keras 2 adds the weights of a weighted %s up as they are, and Keras 3 takes them "
        + "for whole numbers; give it to metrics, or save for Keras 3", String.join(", ", others));
  }

  private static List<String> others(PerOutput<Map<String, Metric>> weighted) {
    return weighted.values().stream().flatMap(metrics -> metrics.values().stream()).map(metric -> metric.getClass().getSimpleName())
        .filter(OVERLAPS::contains).toList();
  }
}
