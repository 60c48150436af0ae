package kerava.notebooks;

import java.util.Arrays;
import java.util.List;
import kerava.training.History;
import kerava.training.Scores;

/**
 * What one training of a notebook left: history, scores, the MD5 of each weight's little-endian float32 bytes and of the
 * predictions for the first 1,000 samples that it was evaluated on, seconds of each epoch, and, where the
 * notebook looks at them, the mean absolute gradient of each layer's kernel before training and after each epoch; and the texts that the
 * model has written by itself, where it does.
 */
public record RunResult(History history, Scores scores, List<String> weightsMd5, String predictionsMd5, double[] epochSeconds,
    int stepsPerEpoch, double[][] gradients, List<String> written) {
  RunResult withWritten(List<String> texts) {
    return new RunResult(history, scores, weightsMd5, predictionsMd5, epochSeconds, stepsPerEpoch, gradients, List.copyOf(texts));
  }

  /** The median epoch's time for a step; the first epoch, which also prepares the graph, counts only if it is alone. */
  public double microsecondsPerStep() {
    double[] seconds = Arrays.copyOfRange(epochSeconds, epochSeconds.length > 1 ? 1 : 0, epochSeconds.length);
    Arrays.sort(seconds);
    int half = seconds.length / 2;
    double median = seconds.length % 2 == 1 ? seconds[half] : (seconds[half - 1] + seconds[half]) / 2;
    return 1e6 * median / stepsPerEpoch;
  }
}
