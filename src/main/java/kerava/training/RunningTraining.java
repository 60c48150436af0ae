package kerava.training;

import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import kerava.engine.InitialWeights;
import kerava.engine.Program;
import kerava.network.Built;
import kerava.network.WeightArrays;
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
    return WeightArrays.of(model.variables().stream().map(variable -> variable.cell().values()).toList());
  }

  @Override public void weights(List<NDArray> weights) {
    WeightArrays.set(model, WeightArrays.values("a callback", model.name(), model.variables(), weights));
  }

  @Override public void save(Path file) { saving.accept(file); }

  @Override public int epochs() { return epochs; }

  @Override public int steps() { return steps; }
}
