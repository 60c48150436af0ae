package kerava.models;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.layers.KerasTensor;
import kerava.layers.Layer;
import kerava.network.Built;
import kerava.network.Network;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** What a {@link Model} is made of: layers, how they lead from inputs to outputs, and how other models go on from it. */
public abstract sealed class LayeredModel permits StoredModel {
  private Network network;
  private Built built;

  /** {@code built} null: its shapes are not known. */
  LayeredModel(Network network, Built built) {
    this.network = network;
    decide(built);
  }

  LayeredModel(Network network) { become(network); }

  final void become(Network changed) {
    network = changed;
    if (changed.inputShapes() != null && !changed.layers().isEmpty()) decide(changed.build(changed.inputShapes()));
  }

  /** Its shapes are those of {@code decided} from now on. */
  final void decide(Built decided) {
    built = decided;
    if (decided != null) decided.accept();
  }

  /** Takes up what has been frozen or thawed, also by way of another model. */
  final void renew() { if (built != null) decide(network.build(built.inputs().stream().map(Shape::dropFirst).toList())); }

  final Built built(String who) {
    require(built != null, inJava("begin it with Input(...), or fit it first"),
        "%s: '%s' has no weights yet, for it has no Input and has seen no data", who, name());
    return built;
  }

  /** Layers that keep states between batches ({@code stateful}) begin with zeros again. */
  public final void resetStates() { if (built != null) built.resetStates(); }

  public final String name() { return network.modelName(); }

  /** The model as a layer of others, with which it shares its weights. */
  public final Layer layer() { return network; }

  /** The output that the model makes of {@code inputs}, in another model that is being written; of several the first. */
  public final KerasTensor apply(KerasTensor... inputs) { return network.apply(inputs); }

  /** All outputs that the model makes of {@code inputs}. */
  public final List<KerasTensor> applyAll(List<KerasTensor> inputs) { return network.applyAll(inputs); }

  /** Where samples come in, for another model to begin with. */
  public final List<KerasTensor> inputs() { return network.inputs(); }

  /** What the model makes, for another to go on from. */
  public final List<KerasTensor> outputs() { return network.outputs(); }

  /** What its layer called {@code layer} makes, for another model to go on from; of one that is used twice the first. */
  public final KerasTensor outputOf(String layer) { return network.outputOf(layer); }

  /** What the model is, apart from its weights. */
  public final Network network() { return network; }

  /** Its shapes and weights' descriptions; null: not known yet. */
  public final @Nullable Built built() { return built; }

  /** The number of weights' elements. */
  public final long countParams() { return built("countParams").parameters(); }
}
