package kerava.network;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.layers.Input;
import kerava.tensor.DType;

/** The size of the batches between which layers keep states. */
final class KeptBatches {
  private KeptBatches() {}

  /** What all Inputs say; null: any. */
  static Integer size(LayerGraph graph) {
    List<Integer> sizes = graph.inputs().stream().map(x -> x.madeBy().layer() instanceof Input input ? input.batchSize() : null).distinct()
        .toList();
    return sizes.size() == 1 ? sizes.get(0) : null;
  }

  /** Refuses to keep states for batches of any size, {@code batchSize} null, and others than those of float32. */
  static void check(BuiltLayer whole, Integer batchSize) {
    whole.stateful().forEach(each -> {
      require(batchSize != null, inJava("take new Input(...).withBatchSize(n)"),
          "layer '%s' is stateful, so each Input must say how many samples a batch has", each.name());
      require(each.layer().dtypePolicy().variableDtype() == DType.FLOAT32,
          "layer '%s': states are kept in float32 alone, got a layer of %s; take float32 or mixed types", each.name(),
          each.layer().dtypePolicy());
    });
  }

  /** All layers in {@code whole} begin with zeros again. */
  static void reset(BuiltLayer whole) {
    whole.stateful().forEach(each -> LayerState.keep(each.layer(), null));
  }
}
