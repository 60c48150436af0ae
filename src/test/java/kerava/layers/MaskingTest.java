package kerava.layers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import kerava.Goldens;
import kerava.SameNames;
import org.junit.jupiter.api.Test;

/** Through which layers masks go: Keras says it of each of its own. */
class MaskingTest {
  /** Those whose masks go another way: Dot gives none, Embedding makes its own, a mask of Softmax is no mask of steps. */
  private static final Set<String> OTHERWISE = Set.of("Dot", "Embedding", "Softmax");

  @Test void goThroughAsInKeras() {
    JsonNode keras = Goldens.read("masking").get("layers");
    Set<String> expected = new TreeSet<>(), ours = new TreeSet<>();
    for (LayerSample sample : LayerSamples.ALL) {
      Layer layer = sample.layer();
      String name = layer.getClass().getSimpleName();
      if (!keras.has(name) || OTHERWISE.contains(name)) continue;
      if (keras.get(name).asBoolean()) expected.add(name);
      if (layer.supportsMasking()) ours.add(name);
    }
    SameNames.check(expected, ours, "layers whose supportsMasking is true");
  }
}
