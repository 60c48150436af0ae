package kerava.metrics;

import static kerava.KeravaException.require;

import kerava.tensor.Shape;

/**
 * Which truths a metric can compare with an output, both with the batch axis. Source: Keras {@code losses/loss.py}
 * squeeze_or_expand_to_same_rank.
 */
final class Shapes {
  private Shapes() {}

  /** Alike, or one of them without a last axis of 1. {@code holds}: what y must hold. */
  static void alike(String who, String holds, Shape truth, Shape prediction) {
    require(truth.meets(prediction) || truth.meets(prediction.dropLast()) && prediction.last() == 1
        || prediction.meets(truth.dropLast()) && truth.last() == 1,
        "%s: y must hold %s for each of the model's outputs, shape %s, got %s", who, holds, prediction, truth);
  }

  /** Alike, with as many axes: where Keras compares each truth of (batch) with each output of (batch, 1), and so tells nothing. */
  static void same(String who, Shape truth, Shape prediction) {
    require(truth.meets(prediction), "%s: y must have the shape of the model's output, %s, got %s; give y its last axis", who, prediction,
        truth);
  }

  /** A row with a number for each of the classes. {@code other}: what takes labels. */
  static void rows(String who, String other, Shape truth, Shape prediction) {
    require(truth.meets(prediction) && prediction.rank() > 1,
        "%s: y must have a number for each of the model's outputs, shape %s, got %s; for labels take %s", who,
        prediction, truth, other);
  }

  /** A label for each row of outputs, with or without an axis of 1. {@code other}: what takes one-hot rows. */
  static void labels(String who, String other, Shape truth, Shape prediction) {
    Shape labels = prediction.dropLast();
    require(truth.meets(labels) || truth.meets(prediction.withLast(1)),
        "%s: y must hold a label for each of the model's outputs, shape %s, got %s; for one-hot rows take %s", who,
        labels, truth, other);
  }
}
