package kerava.engine;

/** How far training has come: the optimizer's steps since compile, and the learning rate, null if a schedule gives it. */
final class Progress {
  private long iterations;
  private Float learningRate;

  Progress(Float learningRate) {
    this.learningRate = learningRate;
  }

  void resume(long iterations, Float learningRate) {
    this.iterations = iterations;
    this.learningRate = learningRate;
  }

  long iterations() { return iterations; }

  Float learningRate() { return learningRate; }

  void advance(int steps) { iterations += steps; }
}
