package kerava.steps;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import org.jspecify.annotations.Nullable;

/** One batch, and what a {@link TrainStep} can do with it: run the model, compute losses, gradients and metrics, train. */
public interface TrainBatch {
  /** A tensor an input, of shape (n, ...), in the model's order. */
  List<Tensor> xs();

  /** The labels of each output, of shape (n, ...); null for an output without. */
  List<Tensor> ys();

  /** The weights of the samples for each output, of shape (n,), class weights included; null for an output without. */
  List<Tensor> sampleWeights();

  /** The model's outputs for {@code xs} in training mode; it may be called several times. {@code xs} have the shapes of {@link #xs}. */
  List<Tensor> call(List<Tensor> xs);

  /**
   * The loss that the model is compiled for, a scalar, with what layers added in the last {@link #call} and regularizers add.
   * {@code sampleWeights}: null for an output without. Where several losses are told, each is the mean over all calls of this method.
   * Source: Keras {@code trainers/trainer.py} compute_loss.
   */
  Tensor computeLoss(List<Tensor> ys, List<Tensor> predictions, @Nullable List<Tensor> sampleWeights);

  /** The trainable weights as they are before the step, in the order of the model's {@code getWeights}. */
  List<Tensor> trainableWeights();

  /**
   * The gradients of {@code loss}, a scalar, by each of {@link #trainableWeights}: zeros for one that it does not depend on, but it depends
   * on one at least. No gradient flows back through them: second order is not supported.
   */
  List<Gradient> gradients(Tensor loss);

  /** {@code x}, no result of the model or of its weights, as a value that {@link #gradient} can be asked of. */
  Tensor watched(Tensor x);

  /** The gradient of {@code loss}, a scalar, by {@code source}, which {@link #watched} gave; no gradient flows back through it. */
  Tensor gradient(Tensor loss, Tensor source);

  /** Lets the compiled optimizer take one step; a gradient for each of {@link #trainableWeights}. To be called once. */
  void applyGradients(List<? extends Gradient> gradients);

  /** The compiled metrics of the batch; of several calls their mean. */
  void computeMetrics(List<Tensor> ys, List<Tensor> predictions);

  /**
   * Has logs tell {@code value} under {@code name}: of a scalar the mean over batches, of a value a sample, shape (n, ...), the mean over
   * samples. Under the name {@code loss} it is told in place of the loss that the step gives. Source: Keras
   * {@code metrics/reduction_metrics.py} Mean.
   */
  void metric(String name, Tensor value);

  /** The only input. */
  default Tensor x() { return only("x", "inputs", "xs()", xs()); }

  /** The labels of the only output. */
  default Tensor y() { return only("y", "outputs", "ys()", ys()); }

  /** The weights of the samples, for the only output; null: there are none. */
  default @Nullable Tensor sampleWeight() { return only("sampleWeight", "outputs", "sampleWeights()", sampleWeights()); }

  /** The only output for the only input. */
  default Tensor call(Tensor x) { return only("call", "outputs", "call(xs)", call(List.of(x))); }

  /** The loss of the only output, without weights of samples. */
  default Tensor computeLoss(Tensor y, Tensor prediction) { return computeLoss(y, prediction, null); }

  /** The loss of the only output; {@code sampleWeight} null: none. */
  default Tensor computeLoss(Tensor y, Tensor prediction, @Nullable Tensor sampleWeight) {
    return computeLoss(Collections.singletonList(y), List.of(prediction), Collections.singletonList(sampleWeight));
  }

  /** The compiled metrics of the only output. */
  default void computeMetrics(Tensor y, Tensor prediction) { computeMetrics(Collections.singletonList(y), Arrays.asList(prediction)); }

  private static Tensor only(String who, String what, String instead, List<Tensor> all) {
    require(all.size() == 1, inJava("call " + instead), "trainStep: %s is for models with one of their %s, and this one has %d", who, what,
        all.size());
    return all.get(0);
  }
}
