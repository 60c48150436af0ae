package kerava.network;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import kerava.layers.Application;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.tensor.Shape;

/** Layers of which each takes what the one before it makes. Source: Keras {@code models/sequential.py}. */
final class Chain {
  private Chain() {}

  /** A chain of {@code layers} for samples of shape {@code sample}; the Input it begins with, or one of its own. */
  static LayerGraph of(List<? extends Layer> layers, Shape sample) {
    boolean given = layers.get(0) instanceof Input;
    Input input = given ? (Input) layers.get(0) : new Input(sample);
    KerasTensor first = input.tensor(), last = first;
    for (Layer layer : layers.subList(given ? 1 : 0, layers.size())) {
      List<KerasTensor> outputs = layer.applyAll(List.of(last));
      require(outputs.size() == 1, inJava("or join them in a new Model(inputs, outputs)"),
          "Sequential: its layers must have one output, got %d of %s; take a layer with one", outputs.size(), layer.className());
      last = outputs.get(0);
    }
    List<Application> nodes = new ArrayList<>();
    for (KerasTensor at = last; at != first; at = at.madeBy().inputs().get(0)) nodes.add(0, at.madeBy());
    if (layers.size() > 1 || !given) LayerOptions.of(Network.GRAPH); // Keras makes a graph of the chain, which counts among those without a name
    return new LayerGraph(List.of(first), List.of(last), nodes, List.copyOf(layers));
  }

  /** Refuses layers that no chain called {@code called} can have. */
  static void check(String called, List<Layer> layers) {
    Set<Layer> objects = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < layers.size(); i++) {
      require(!(layers.get(i) instanceof Input) || i == 0, "%s: Input must be the first layer, got it as layer %d", called, i + 1);
      require(objects.add(layers.get(i)), inJava("or share it in a new Model(inputs, outputs)"),
          "%s: the layer object of '%s' cannot stand in it twice; construct a new one for each place", called,
          LayerState.name(layers.get(i)));
    }
  }
}
