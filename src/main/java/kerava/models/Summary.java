package kerava.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.layers.CallForm;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.models.summary.SummaryTable;
import kerava.models.summary.SummaryTable.Row;
import kerava.models.summary.SummaryTable.Weights;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.LayerState;
import kerava.network.LayerUse;
import kerava.network.Network;
import kerava.network.Variable;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.Slot;
import kerava.tensor.Shape;

/** A model's summary table from its layers; the Input of a Sequential is not shown, as in Keras. */
final class Summary {
  private final List<Row> rows = new ArrayList<>();

  private Summary() {}

  /** {@code built} null: shapes and counts are unknown. {@code optimizer} null: it has no variables yet. */
  static SummaryTable of(Network network, Built built, Optimizer optimizer) {
    Summary summary = new Summary();
    summary.add(network, built == null ? null : built.whole(), 0);
    long all = built == null ? 0 : built.parameters(),
        trainable = built == null ? 0 : built.trainable().stream().mapToLong(Variable::size).sum();
    boolean connected = !network.isSequential() && !SummaryTable.sequentialLike(summary.rows);
    return new SummaryTable(network.modelName(), summary.rows, connected, Weights.float32(trainable), Weights.float32(all - trainable),
        variables(optimizer, built == null ? List.of() : built.trainable()));
  }

  /** {@code built} null: nothing is known of its shapes. */
  private void add(Network network, BuiltLayer built, int level) {
    Map<Layer, List<LayerUse>> uses = network.usesByLayer();
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      if (layer instanceof Input && network.isSequential()) continue;
      BuiltLayer part = built == null ? null : built.parts().get(i);
      List<String> connections = level > 0 || network.isSequential()
          ? List.of()
          : uses.get(layer).stream().flatMap(Summary::sources).map(LayerUse.Source::toString).toList();
      rows.add(new Row(LayerState.name(layer), layer.className(), shape(part, uses.get(layer), network.batchSize()),
          part == null ? 0 : part.parameters(),
          part != null, connections, LayerState.trainable(layer), level));
      if (layer instanceof Network inside) add(inside, part, level + 1);
    }
  }

  /** Where a use's inputs come from, each as often as Keras's call takes it. */
  private static Stream<LayerUse.Source> sources(LayerUse use) {
    return use.layer().callForm() == CallForm.REVERSIBLE ? use.inputs().stream().limit(1) : use.sources().stream();
  }

  /** That of the last use. {@code batchSize} null: any. */
  private static String shape(BuiltLayer part, List<LayerUse> uses, Integer batchSize) {
    if (part == null) return "?";
    List<Shape> made = uses == null ? part.outputs() : uses.get(uses.size() - 1).outputs();
    List<Shape> outputs = batchSize == null ? made : made.stream().map(shape -> shape.withSize(0, batchSize)).toList();
    return outputs.size() == 1 ? outputs.get(0).toString() : outputs.toString();
  }

  /**
   * The iteration (8 bytes), the learning rate unless a schedule gives it, the slots of the trainable weights and the optimizer's own;
   * where the loss is scaled a second iteration and rate, the steps since the scale changed last, and the scale.
   */
  private static Weights variables(Optimizer optimizer, List<Variable> trainable) {
    if (optimizer == null) return null;
    boolean scales = optimizer instanceof LossScaleOptimizer, many = MultiOptimizer.in(optimizer) != null;
    long wholes = scales ? 3 : 1, floats = (optimizer.learningRate().first() == null ? 0 : 1) + (scales ? 2 : optimizer.ownSlots().size());
    for (Optimizer one : many ? optimizer.optimizers() : List.<Optimizer>of()) {
      wholes++;
      floats += one.learningRate().first() == null ? 0 : 1;
    }
    for (Variable weight : trainable) for (Slot slot : optimizer.kept(weight.trainedAs())) floats += slot.shape().elements();
    return new Weights(wholes + floats, 8 * wholes + 4 * floats);
  }
}
