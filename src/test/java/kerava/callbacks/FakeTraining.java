package kerava.callbacks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.metrics.Metric;
import kerava.metrics.SparseCategoricalAccuracy;
import kerava.tensor.NDArray;
import kerava.training.ResumePoint;
import kerava.training.Training;

/** A training that only keeps what callbacks do to it. */
final class FakeTraining implements Training {
  final List<String> saved = new ArrayList<>();
  NDArray weights = NDArray.of(0), restored;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
  private boolean stopped;
  private float rate = 0.1f;

  String told() { return told.toString(StandardCharsets.UTF_8); }

  @Override public void stop() { stopped = true; }

  @Override public boolean isStopped() { return stopped; }

  @Override public double learningRate() { return rate; }

  @Override public void learningRate(double set) { rate = (float) set; }

  @Override public long iterations() { return 0; }

  @Override public List<String> weightPaths() { return List.of(); }

  @Override public String toJson() { return "{}"; }

  @Override public List<NDArray> weights() { return List.of(weights); }

  @Override public void weights(List<NDArray> set) { restored = set.get(0); }

  @Override public void swapAverages() {}

  @Override public void keepAsAverages() {}

  @Override public void save(Path file) { saved.add(file.toString()); }

  @Override public void saveWeights(Path file) { saved.add(file.toString()); }

  @Override public void loadWeights(Path file) {}

  @Override public ResumePoint place() { return null; }

  @Override public void goOn(ResumePoint place) {}

  @Override public Map<String, Metric> metrics() { return Map.of("accuracy", new SparseCategoricalAccuracy()); }

  @Override public PrintStream out() { return out; }

  @Override public int epochs() { return 0; }

  @Override public int steps() { return 0; }
}
