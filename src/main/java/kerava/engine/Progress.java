package kerava.engine;

/** How far training has come: the optimizer's steps since compile, the training passes since the model began, and the learning rate. */
final class Progress {
  private long iterations;
  private int passes;
  private float learningRate;

  Progress(double learningRate) { this.learningRate = (float) learningRate; }

  long iterations() { return iterations; }

  int passes() { return passes; }

  float learningRate() { return learningRate; }

  void advance(int steps) {
    iterations += steps;
    passes += steps;
  }
}
