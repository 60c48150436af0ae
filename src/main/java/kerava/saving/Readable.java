package kerava.saving;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import kerava.config.Limits;
import kerava.layers.Layer;
import kerava.network.Network;

/** What is written must be read again under the limits that readers have unless they are told others. */
final class Readable {
  private static final String SAVE = "save";

  private Readable() {}

  /** Refuses a model of which {@code json} tells, and which is too large for {@link Limits#DEFAULT}. */
  static void check(Network network, Map<String, Object> json) {
    Limits limits = Limits.DEFAULT;
    Limits.check(SAVE, "layers", layers(network), limits.layers());
    Limits.check(SAVE, "layers, each as often as it is used", network.runs(), limits.layers());
    Limits.check(SAVE, "nesting depth of JSON", depth(json), limits.jsonDepth());
  }

  private static long layers(Network network) {
    long count = network.layers().size();
    for (Layer layer : network.layers()) if (layer instanceof Network inside) count += layers(inside);
    return count;
  }

  private static int depth(Object json) {
    if (json instanceof Map<?, ?> map) return 1 + deepest(map.values());
    return json instanceof List<?> list ? 1 + deepest(list) : 0;
  }

  private static int deepest(Collection<?> values) { return values.stream().mapToInt(Readable::depth).max().orElse(0); }
}
