package kerava.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kerava.layers.Layer;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.LayerState;
import kerava.tensor.Shape;

/**
 * How often the noise layers of a model have drawn: the second half of their seeds. Mostly all have drawn as often, once a training pass; a
 * layer that is used twice, or by another model too, or that draws more often, has a count of its own. Source: Keras
 * {@code random/seed_generator.py}.
 */
final class NoiseCounts {
  private final List<Layer> layers = new ArrayList<>();
  private final Map<Layer, Integer> uses = new IdentityHashMap<>();

  /** {@code samples}: the shape of one of each input of the data at hand, for there may be a draw for each step. */
  NoiseCounts(Built model, List<Shape> samples) {
    Set<Layer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    model.whole().all().map(BuiltLayer::layer).filter(Layer::isNoisy).filter(seen::add).forEach(layers::add);
    if (!layers.isEmpty()) count(model.whole().layer(), samples.stream().map(sample -> sample.prepend(Shape.NONE)).toList(), 1);
  }

  private void count(Layer layer, List<Shape> inputs, int times) {
    uses.merge(layer, times * (layer.isNoisy() ? layer.draws(inputs) : 1), Integer::sum);
    Iterator<List<Shape>> inside = layer.partInputs(inputs).iterator();
    for (Layer part : layer.parts().values()) count(part, inside.next(), times * layer.runs(part, inputs));
  }

  /** The layers that draw. */
  List<Layer> layers() { return layers; }

  /** How often {@code layer} draws in one pass. */
  int uses(Layer layer) { return uses.get(layer); }

  /** Whether one count serves all of them. */
  boolean isOne() {
    return layers.stream().allMatch(layer -> uses(layer) == 1 && LayerState.draws(layer) == LayerState.draws(layers.get(0)));
  }

  /** After {@code steps} training passes. */
  void advance(int steps) { advance(layers.stream(), steps); }

  /** After {@code steps} passes that do not train, in which only some layers draw. */
  void advanceAside(int steps) { advance(layers.stream().filter(Layer::drawsAlways), steps); }

  private void advance(Stream<Layer> drawing, long steps) {
    drawing.forEach(layer -> LayerState.drawn(layer, steps * uses(layer)));
  }
}
