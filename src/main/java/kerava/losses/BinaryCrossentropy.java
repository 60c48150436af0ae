package kerava.losses;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.AlsoCalled;
import kerava.gradients.HandGradient;
import kerava.ops.SameRank;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * {@code -(truth log(p) + (1 - truth) log(1 - p))}, the mean over the last axis. Shapes: truth like the prediction, (batch, ..., n), or (batch)
 * where that is (batch, 1); labels 0 or 1, or probabilities. On logits where a softmax or sigmoid made the prediction or {@code fromLogits} says so; else the
 * probabilities are clipped to 1e-7 .. 1 - 1e-7 first. {@code labelSmoothing} s: with {@code truth (1 - s) + s / 2}.
 * Source: Keras {@code losses/losses.py}, {@code backend/tensorflow/nn.py} binary_crossentropy.
 */
@AlsoCalled("bce") public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
  private static final float EPSILON = 1e-7f;
  private static final HandGradient ON_LOGITS = new HandGradient("binary_crossentropy", BinaryCrossentropy::backward);

  public BinaryCrossentropy {
    require(labelSmoothing >= 0 && labelSmoothing <= 1, "BinaryCrossentropy: labelSmoothing must be in 0 .. 1, got %s", labelSmoothing);
  }

  public BinaryCrossentropy() { this(false, 0); }

  @Override public PerSample losses(Ops tf, Operand<TFloat32> given, Prediction made) {
    SameRank same = SameRank.of(tf, given, made.y());
    Prediction prediction = made.as(same.prediction());
    Operand<TFloat32> truth = smoothed(tf, same.truth());
    Operand<TFloat32> logits = prediction.logits(fromLogits);
    return new PerSample(tf.math.mean(logits != null ? onLogits(tf, truth, logits) : onProbabilities(tf, truth, prediction.y()),
        tf.constant(-1)));
  }

  private Operand<TFloat32> smoothed(Ops tf, Operand<TFloat32> truth) {
    if (labelSmoothing == 0) return truth;
    return tf.math.add(tf.math.mul(truth, tf.constant((float) (1 - labelSmoothing))), tf.constant((float) (0.5 * labelSmoothing)));
  }

  private static Operand<TFloat32> onProbabilities(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> y) {
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> p = tf.math.maximum(tf.math.minimum(y, tf.constant(1 - EPSILON)), tf.constant(EPSILON));
    return tf.math.neg(tf.math.add(tf.math.mul(truth, tf.math.log(p)),
        tf.math.mul(tf.math.sub(one, truth), tf.math.log(tf.math.sub(one, p)))));
  }

  /** {@code max(z, 0) - z t + log(1 + exp(-abs(z)))}, which no z makes infinite. */
  private static Operand<TFloat32> onLogits(Ops tf, Operand<TFloat32> t, Operand<TFloat32> z) {
    Operand<TFloat32> zeros = tf.zerosLike(z);
    Operand<TBool> positive = tf.math.greaterEqual(z, zeros);
    Operand<TFloat32> linear = tf.math.sub(tf.select(positive, z, zeros), tf.math.mul(z, t));
    Operand<TFloat32> loss = tf.math.add(linear, tf.math.log1p(tf.math.exp(tf.select(positive, tf.math.neg(z), z))));
    return ON_LOGITS.apply(tf, loss, z, t);
  }

  /** In the order in which Python's gradients of the same ops are added. */
  private static List<Operand<TFloat32>> backward(Ops tf, List<Operand<TFloat32>> in, Operand<TFloat32> g) {
    Operand<TFloat32> z = in.get(0), t = in.get(1), zeros = tf.zerosLike(z);
    Operand<TBool> positive = tf.math.greaterEqual(z, zeros);
    Operand<TFloat32> exp = tf.math.exp(tf.select(positive, tf.math.neg(z), z));
    Operand<TFloat32> slope = tf.math.mul(tf.math.mul(g, tf.math.reciprocal(tf.math.add(tf.constant(1f), exp))), exp);
    Operand<TFloat32> where = tf.select(positive, slope, zeros), minus = tf.math.neg(g);
    // TensorFlow orders the terms of a sum by their names.
    Operand<TFloat32> first = tf.withName("dz_1").math.neg(where), second = tf.withName("dz_2").select(positive, g, zeros);
    Operand<TFloat32> third = tf.withName("dz_3").select(positive, zeros, slope), fourth = tf.withName("dz_4").math.mul(minus, t);
    return List.of(tf.math.addN(List.of(first, second, third, fourth)), tf.zerosLike(t));
  }

  @Override public void check(Samples truth, Shape output) {
    Alike.check("BinaryCrossentropy", truth, output);
    Alike.values("BinaryCrossentropy", truth, v -> v >= 0 && v <= 1, "labels must be in 0 .. 1");
  }
}
