package kerava.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.KeravaException;
import kerava.layers.Activation;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import org.junit.jupiter.api.Test;

/**
 * Losses that take more than a row by itself, by their formulas in doubles: Circle, of all rows of a batch, and CTC, of all steps of a
 * sample.
 */
class LossesOfManyTest {
  private static final double NEAR = 1e-5, OF_SLOPES = 1e-3;
  private static final int STEPS = 4, CLASSES = 3;
  private static final double[][] ROWS = {{.6, .8}, {-.8, .6}, {1, 0}, {0, 1}, {.8, -.6}};
  private static final int[] LABELS = {0, 1, 0, 1, 2};

  @Test void circleDrawsLikeLabelsTogether() {
    assertEquals(circle(80, .4, true), loss(new Circle(), rows(), NDArray.of(LABELS)), NEAR * circle(80, .4, true));
    assertEquals(circle(3, .25, false),
        loss(new Circle(3, .25, false, Reduction.SUM_OVER_BATCH_SIZE), rows(), NDArray.of(LABELS).reshape(5, 1)), NEAR);
  }

  private static NDArray rows() {
    float[] all = new float[10];
    for (int i = 0; i < 10; i++) all[i] = (float) ROWS[i / 2][i % 2];
    return NDArray.of(Shape.of(5, 2), all);
  }

  /** The mean over the rows that have another of their label. */
  private static double circle(double gamma, double margin, boolean withoutItself) {
    double total = 0;
    int counted = 0;
    for (int i = 0; i < 5; i++) {
      double p = 0, n = 0;
      for (int k = 0; k < 5; k++) {
        double d = Math.max(1 - ROWS[i][0] * ROWS[k][0] - ROWS[i][1] * ROWS[k][1], 0);
        if (LABELS[i] != LABELS[k]) n += Math.exp(gamma * Math.max(1 + margin - d, 0) * (1 - margin - d));
        else if (i != k || !withoutItself) p += Math.exp(-gamma * Math.max(margin + d, 0) * (margin - d));
      }
      double loss = Math.log1p(p * n);
      total += loss;
      if (loss > 0) counted++;
    }
    return total / counted;
  }

  @Test void ctcIsTheSumOfAllWays() {
    int[][] words = {{1, 2}, {2, 2}, {1, 0}, {2, 1}};
    NDArray logits = logits(words.length);
    double expected = 0;
    for (int i = 0; i < words.length; i++) expected += ctc(values(logits, i), words[i]) / words.length;
    assertEquals(expected, loss(new CTC(), logits, labels(words)), NEAR);
  }

  @Test void theGradientOfCtcIsItsSlope() {
    int[][] words = {{1, 2}, {2, 2}, {1, 0}};
    NDArray x = logits(words.length), kernel = NDArray.of(Shape.of(3, 3), .5f, -1, .25f, 1, .5f, -.5f, -.75f, 0, 1);
    try (Sequential model = new Sequential(new Input(STEPS, CLASSES), new Dense(CLASSES).withUseBias(false))) {
      model.compile(new SGD(.1), new CTC());
      model.setWeights(List.of(kernel));
      NDArray gradient = model.gradients(x, labels(words)).get(0);
      for (int i = 0; i < 9; i++) {
        double step = 1e-4, above = ofKernel(x, kernel, words, i, step), below = ofKernel(x, kernel, words, i, -step);
        assertEquals((above - below) / (2 * step), gradient.values()[i], OF_SLOPES, "kernel " + i);
      }
    }
  }

  private static double ofKernel(NDArray x, NDArray kernel, int[][] words, int moved, double by) {
    double total = 0;
    for (int i = 0; i < words.length; i++) {
      double[][] given = values(x, i), logits = new double[STEPS][CLASSES];
      for (int step = 0; step < STEPS; step++)
        for (int k = 0; k < 9; k++)
          logits[step][k % 3] += given[step][k / 3] * (kernel.values()[k] + (k == moved ? by : 0));
      total += ctc(logits, words[i]);
    }
    return total / words.length;
  }

  /** By trying every way in which the steps can be labelled. */
  private static double ctc(double[][] logits, int[] word) {
    double sum = 0;
    for (int way = 0; way < Math.pow(CLASSES, STEPS); way++) {
      StringBuilder told = new StringBuilder();
      double likelihood = 1;
      int before = 0;
      for (int step = 0, rest = way; step < STEPS; step++, rest /= CLASSES) {
        int label = rest % CLASSES;
        double all = 0;
        for (double logit : logits[step]) all += Math.exp(logit);
        likelihood *= Math.exp(logits[step][label]) / all;
        if (label != 0 && label != before) told.append(label);
        before = label;
      }
      StringBuilder wanted = new StringBuilder();
      for (int label : word) if (label != 0) wanted.append(label);
      if (told.toString().contentEquals(wanted)) sum += likelihood;
    }
    return -Math.log(sum);
  }

  private static NDArray logits(int samples) {
    float[] all = new float[samples * STEPS * CLASSES];
    for (int i = 0; i < all.length; i++) all[i] = 2 * (float) Math.sin(1 + 3 * i);
    return NDArray.of(Shape.of(samples, STEPS, CLASSES), all);
  }

  private static double[][] values(NDArray logits, int sample) {
    double[][] values = new double[STEPS][CLASSES];
    for (int step = 0; step < STEPS; step++)
      for (int k = 0; k < CLASSES; k++)
        values[step][k] = logits.values()[(sample * STEPS + step) * CLASSES + k];
    return values;
  }

  private static NDArray labels(int[][] words) {
    float[] all = new float[words.length * 2];
    for (int i = 0; i < all.length; i++) all[i] = words[i / 2][i % 2];
    return NDArray.of(Shape.of(words.length, 2), all);
  }

  @Test void otherLabelsAreRefused() {
    refused(new Circle(), rows(), NDArray.of(Shape.of(5, 2), new float[10]), "Circle: y must hold one label a sample");
    refused(new Circle(), rows(), NDArray.of(Shape.of(5), .5f, 1, 2, 3, 4), "labels must be whole numbers of 32 bits");
    refused(new CTC(), logits(2), NDArray.of(1, 2), "CTC: y must hold a row of labels a sample, filled up with 0");
    refused(new CTC(), logits(2), NDArray.of(Shape.of(2, 1), 1, 3), "labels must be in 0 .. 2");
    refused(new CTC(), rows(), NDArray.of(Shape.of(5, 1), new float[5]), "CTC: the model's output must be (n, steps, classes)");
  }

  private static void refused(Loss loss, NDArray x, NDArray y, String why) {
    String message = assertThrows(KeravaException.class, () -> loss(loss, x, y)).getMessage();
    assertTrue(message.contains(why), message);
  }

  private static double loss(Loss loss, NDArray x, NDArray y) {
    try (Sequential model = new Sequential(new Input(x.sampleShape()), new Activation("linear"))) {
      model.compile(new SGD(.1), loss);
      return model.evaluate(x, y, new EvaluateOptions().withVerbose(0)).loss();
    }
  }
}
