package kerava.engine;

/** How far training has come: the optimizer's steps since compile, the training passes since the model began, and the learning rate. */
final class Progress {
  private long iterations;
  private int passes;
  private float learningRate;

  Progress(double learningRate, int passes) {
    this.learningRate = (float) learningRate;
    this.passes = passes;
  }

  void resume(long iterations, float learningRate) {
    this.iterations = iterations;
    this.learningRate = learningRate;
  }

  long iterations() { return iterations; }

  int passes() { return passes; }

  float learningRate() { return learningRate; }

  void advance(int steps) {
    iterations += steps;
    passes += steps;
  }
}
