package kerava.models;

import java.util.ArrayList;
import java.util.List;
import kerava.layers.Input;
import kerava.network.Built;
import kerava.network.Member;
import kerava.network.Network;
import kerava.network.SummaryTable;
import kerava.network.SummaryTable.Row;
import kerava.network.SummaryTable.Weights;
import kerava.network.Variable;
import kerava.optimizers.Optimizer;

/** A model's summary table from its layers; Input is not shown, as in Keras. */
final class Summary {
  private Summary() {}

  /** {@code built} null: shapes and counts are unknown. {@code optimizer} null: it has no variables yet. */
  static SummaryTable of(Network network, Built built, Optimizer optimizer) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < network.members().size(); i++) {
      Member member = network.members().get(i);
      if (member.layer() instanceof Input) continue;
      String shape = built == null ? "?" : built.nodes().get(i).output().toString();
      rows.add(
          new Row(member.name(), member.layer().className(), shape, built == null ? 0 : built.nodes().get(i).parameters(), built != null));
    }
    long all = built == null ? 0 : built.parameters(),
        trainable = built == null ? 0 : built.trainable().stream().mapToLong(Variable::size).sum();
    return new SummaryTable(network.name(), rows, Weights.float32(trainable), Weights.float32(all - trainable),
        variables(optimizer, trainable));
  }

  /** The iteration (8 bytes), the learning rate, and each slot as large as the trainable weights. */
  private static Weights variables(Optimizer optimizer, long trainable) {
    if (optimizer == null) return null;
    long floats = 1 + optimizer.slots().size() * trainable;
    return new Weights(1 + floats, 8 + 4 * floats);
  }
}
