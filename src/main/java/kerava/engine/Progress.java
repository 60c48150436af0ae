package kerava.engine;

/** How far training has come: the optimizer's steps since compile, and the learning rate. */
final class Progress {
  private long iterations;
  private float learningRate;

  Progress(double learningRate) {
    this.learningRate = (float) learningRate;
  }

  void resume(long iterations, float learningRate) {
    this.iterations = iterations;
    this.learningRate = learningRate;
  }

  long iterations() { return iterations; }

  float learningRate() { return learningRate; }

  void advance(int steps) { iterations += steps; }
}
