package kerava.training;

import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kerava.engine.InitialWeights;
import kerava.engine.Program;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.tensor.NDArray;

/** The training that is going on, as callbacks have it. */
final class RunningTraining implements Training {
  private final Program program;
  private final Built model;
  private final Consumer<Path> saving;
  private final int epochs, steps;
  private boolean stopped;

  RunningTraining(Program program, Built model, Consumer<Path> saving, int epochs, int steps) {
    this.program = program;
    this.model = model;
    this.saving = saving;
    this.epochs = epochs;
    this.steps = steps;
  }

  @Override public void stop() { stopped = true; }

  @Override public boolean isStopped() { return stopped; }

  @Override public double learningRate() { return program.learningRate(); }

  @Override public void learningRate(double rate) {
    require(rate >= 0 && Double.isFinite(rate), "a callback: the learning rate must be a number from 0 on, got %s", rate);
    program.learningRate((float) rate);
  }

  @Override public List<NDArray> weights() {
    InitialWeights.give(model);
    List<NDArray> weights = new ArrayList<>();
    for (Variable variable : model.variables()) weights.add(new NDArray(variable.shape(), variable.cell().values().clone()));
    return weights;
  }

  @Override public void weights(List<NDArray> weights) {
    List<Variable> variables = model.variables();
    require(weights.size() == variables.size(), "a callback: the model has %d weights, got %d", variables.size(), weights.size());
    for (int i = 0; i < weights.size(); i++)
      require(weights.get(i).shape().equals(variables.get(i).shape()), "a callback: weight %d, %s, has shape %s, got %s", i,
          variables.get(i).path(), variables.get(i).shape(), weights.get(i).shape());
    for (int i = 0; i < weights.size(); i++) variables.get(i).cell().set(weights.get(i).values().clone());
  }

  @Override public void save(Path file) { saving.accept(file); }

  @Override public int epochs() { return epochs; }

  @Override public int steps() { return steps; }
}
