package kerava.network;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import kerava.config.Settings;
import kerava.layers.Cells;
import kerava.layers.Layer;

/**
 * In what layers were built first, with whose names the paths of their weights begin in Keras: those of a Sequential in it, those in a
 * graph by themselves, and in a model out of a file each by itself, for Keras builds it there before the model. Source: Keras
 * {@code layers/layer.py} build, {@code saving/serialization_lib.py} deserialize_keras_object.
 */
final class Scopes {
  private Scopes() {}

  /** All in {@code layer} is built in it, if it has not been. */
  static void begin(Layer layer) {
    List<LayerState> inside = inside(layer);
    for (Layer part : parts(layer)) {
      LayerState.of(part).builtIn(inside);
      begin(part);
    }
  }

  /** Without asking a model's layers for their names, which are counted once somebody asks. */
  private static Collection<Layer> parts(Layer layer) {
    return layer instanceof Network network ? network.layers() : layer.parts().values();
  }

  private static List<LayerState> inside(Layer layer) {
    if (layer instanceof Network network && !network.isSequential()) return List.of();
    LayerState state = LayerState.of(layer);
    return Stream.concat(state.scope().stream(), Stream.of(state)).toList();
  }

  /**
   * All in {@code layer} comes out of a file: layers in the settings of others were built by themselves, and so were the layers of models
   * if {@code all}.
   */
  static void read(Layer layer, boolean all) {
    for (Layer part : parts(layer)) {
      boolean alone = layer instanceof Network ? all : isSetting(part, layer);
      if (alone) LayerState.of(part).buildAgainIn(List.of());
      else if (!(layer instanceof Network)) LayerState.of(part).buildAgainIn(inside(layer));
      read(part, all);
    }
  }

  private static boolean isSetting(Layer part, Layer layer) {
    return layer instanceof Record record && Settings.of(record).values().stream()
        .anyMatch(value -> value == part || value instanceof Cells cells && cells.layers().stream().anyMatch(cell -> cell == part));
  }
}
