package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import kerava.optimizers.Optimizer;
import kerava.steps.TrainStep;

/**
 * What a model is compiled for, output by output; metrics are resolved to the shapes at hand when their graph is written.
 *
 * @param trainStep what training does with a batch; null: what Keras does
 */
public record Goal(Optimizer optimizer, List<OutputGoal> outputs, TrainStep trainStep) {
  /** What logs call the loss. */
  static final String LOSS = "loss";

  public Goal { outputs = List.copyOf(outputs); }

  /** The outputs that have a loss. */
  public List<OutputGoal> losses() { return outputs.stream().filter(output -> output.loss() != null).toList(); }

  /** Whether each loss is told by itself, as in Keras those of several are. */
  boolean tellsEachLoss() { return losses().size() > 1; }

  /** The names of what is told, in order: the loss, that of each output if there are several, the metrics. */
  public List<String> told() {
    List<String> names = new ArrayList<>(List.of(LOSS));
    if (tellsEachLoss()) losses().forEach(output -> names.add(output.name() + "_loss"));
    outputs.forEach(output -> names.addAll(output.metrics().keySet()));
    return names;
  }

  /** How many of {@link #told} are losses, which stand before the metrics. */
  public int toldLosses() { return tellsEachLoss() ? 1 + losses().size() : 1; }
}
