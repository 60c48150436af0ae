package kerava.engine;

import kerava.optimizers.LossScale;

/** How far training has come: the optimizer's steps since compile, the learning rate, null if a schedule gives it, and the loss's scale, null: it has none. */
final class Progress {
  private long iterations;
  private Float learningRate;
  private LossScale lossScale;

  Progress(Float learningRate, LossScale lossScale) { resume(0, learningRate, lossScale); }

  final void resume(long iterations, Float learningRate, LossScale lossScale) {
    this.iterations = iterations;
    this.learningRate = learningRate;
    this.lossScale = lossScale;
  }

  LossScale lossScale() { return lossScale; }

  long iterations() { return iterations; }

  Float learningRate() { return learningRate; }

  void advance(int steps) { iterations += steps; }
}
