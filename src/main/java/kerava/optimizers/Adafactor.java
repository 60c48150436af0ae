package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Normalization;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * {@code w -= alpha u / max(1, rms(u, w.type()) / clipThreshold)} with {@code u = g / sqrt(v)} and
 * {@code alpha = max(epsilon2, rms(w, w.type())) min(rate, 1 / sqrt(t))}, t = 1, 2, ...; v is the product of the means of
 * {@code g^2 + epsilon1} over the rows and over the columns of the last two axes, which decay by {@code 1 - t^beta2Decay}; a vector has
 * them element by element. {@code relativeStep}: a rate that is a number is at most {@code 1 / sqrt(t)}. Source: Shazeer and Stern,
 * "Adafactor: adaptive learning rates with sublinear memory cost", 2018; Keras {@code optimizers/adafactor.py}.
 */
public record Adafactor(Rate learningRate, double beta2Decay, double epsilon1, double epsilon2, double clipThreshold,
    boolean relativeStep,
    OptimizerOptions options) implements Configured<Adafactor> {
  private static final String ROWS = "r", COLUMNS = "c", VELOCITY = "velocity";

  public Adafactor {
    Rate.checked("Adafactor", learningRate);
    require(beta2Decay <= 0, "Adafactor: beta2Decay must not be positive, got %s", beta2Decay);
    require(epsilon1 >= 0, "Adafactor: epsilon1 must not be negative, got %s", epsilon1);
    require(epsilon2 >= 0, "Adafactor: epsilon2 must not be negative, got %s", epsilon2);
    require(clipThreshold > 0, "Adafactor: clipThreshold must be positive, got %s", clipThreshold);
  }

  public Adafactor() { this(0.001); }

  public Adafactor(double learningRate) { this(Rate.of(learningRate)); }

  public Adafactor(Rate learningRate) { this(learningRate, -0.8, 1e-30, 1e-3, 1, true); }

  public Adafactor(Rate learningRate, double beta2Decay, double epsilon1, double epsilon2, double clipThreshold, boolean relativeStep) {
    this(learningRate, beta2Decay, epsilon1, epsilon2, clipThreshold, relativeStep, OptimizerOptions.NONE);
  }

  public Adafactor(double learningRate, double beta2Decay, double epsilon1, double epsilon2, double clipThreshold, boolean relativeStep) {
    this(Rate.of(learningRate), beta2Decay, epsilon1, epsilon2, clipThreshold, relativeStep);
  }

  @Override public List<Slot> slots(Shape weight) {
    // Keras keeps a zero where a weight has no rows, and has it in its files.
    boolean matrix = weight.rank() >= 2;
    Shape rows = matrix ? weight.dropLast() : Shape.of(), columns = matrix ? weight.dropLast().withLast(weight.last()) : Shape.of();
    return List.of(new Slot(ROWS, rows, 0), new Slot(COLUMNS, columns, 0), new Slot(VELOCITY, weight, 0));
  }

  @Override public int slotsTogether() { return 3; }

  @Override public boolean elementwise() { return false; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor t = step.iterations().add(1).cast(w.type()), rate = step.learningRate();
    if (relativeStep && learningRate.first() != null) rate = rate.minimum(t.sqrt().dividedInto(1));
    Tensor alpha = w.number((float) epsilon2).maximum(rms(w, w.type())).times(rate.minimum(t.sqrt().dividedInto(1)));
    Tensor v = step.assign(VELOCITY, velocity(step, t.pow(beta2Decay).subtractedFrom(1), g.square().dense().add(epsilon1)));
    Gradient u = g.dividedBy(v.sqrt());
    Tensor most = w.number(1).maximum(rms(u, w.type()).dividedBy(clipThreshold));
    return u.dividedBy(most).scaledBy(alpha).takenFrom(w);
  }

  private static Tensor rms(Gradient x, DataType type) { return x.square().map(Normalization::atLeastFloat).mean().cast(type).sqrt(); }

  /** Over one axis; as Keras takes it, in float32 at least. */
  private static Tensor mean(Tensor x, boolean keepDims, int axis) {
    return Normalization.atLeastFloat(x).mean(keepDims, axis).cast(x.type());
  }

  private static Tensor velocity(Step step, Tensor beta, Tensor squares) {
    if (squares.rank() < 2) return decayed(beta, step.slot(VELOCITY), squares);
    Tensor r = step.assign(ROWS, decayed(beta, step.slot(ROWS), mean(squares, false, -1)));
    Tensor c = step.assign(COLUMNS, decayed(beta, step.slot(COLUMNS), mean(squares, false, -2)));
    return r.dividedBy(mean(r, true, -1)).expandDims(-1).times(c.expandDims(-2));
  }

  private static Tensor decayed(Tensor beta, Tensor slot, Tensor value) {
    return slot.scaledBy(beta).add(value.scaledBy(beta.subtractedFrom(1)));
  }
}
