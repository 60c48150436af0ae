package kerava.optimizers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.config.Settings;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.optimizers.schedules.Schedule;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * {@code w -= learningRate O(u) rmsRate sqrt(max(n, m))} of a matrix (n, m) with {@code m += g - (1 - momentum) m} and
 * {@code u = g + momentum m}; without {@code nesterov} u = m. O makes the rows of u nearly stand at right angles, of length 1:
 * {@code x = u / |u|}, and {@code nsSteps} times {@code x = a x + (b x x' + c (x x')^2) x}. What is no matrix, an embedding and what is
 * excluded trains by {@link Adam}. Weights decay as those of {@link AdamW}. Source: Jordan et al., "Muon: an optimizer for hidden layers in
 * neural networks", 2024; Liu et al., "Muon is scalable for LLM training", 2025; Keras {@code optimizers/muon.py}.
 *
 * @param adamBeta1 adamBeta2, epsilon: of Adam
 * @param excludeLayers a matrix in whose path in Keras one of them is found trains by Adam; Keras has other paths in a model that was
 * loaded: there a path
 *     begins with the layer itself
 * @param excludeEmbeddings whether a matrix trains by Adam whose path holds "embedding"
 * @param muonA a; muonB: b, muonC: c
 * @param adamLrRatio what the learning rate is multiplied by for Adam
 * @param momentum a number that is finite
 * @param nsSteps 0 .. 100
 * @param adamWeightDecay how what trains by Adam decays, at least 0; null: not at all
 * @param rmsRate null: the step is {@code learningRate O(u)}
 */
public record Muon(Rate learningRate, double adamBeta1, double adamBeta2, double epsilon, Patterns excludeLayers, double muonA,
    double muonB, double muonC, double adamLrRatio, double momentum, int nsSteps, boolean nesterov, boolean excludeEmbeddings,
    @Nullable Double adamWeightDecay, @Nullable Double rmsRate, OptimizerOptions options) implements Configured<Muon> {
  private static final double WEIGHT_DECAY = 0.004, LEAST_NORM = 1e-7;
  private static final int MOST_STEPS = 100;
  private static final String MOMENTUM = "momentum", EMBEDDING = "embedding";

  public Muon {
    Adam.checked("Muon", learningRate, adamBeta1, adamBeta2, epsilon);
    if (excludeLayers == null) excludeLayers = new Patterns();
    for (double number : new double[] {muonA, muonB, muonC, adamLrRatio, momentum, rmsRate == null ? 0 : rmsRate})
      require(Double.isFinite(number), "Muon: muonA, muonB, muonC, adamLrRatio, momentum and rmsRate must be finite, got %s", number);
    require(nsSteps >= 0 && nsSteps <= MOST_STEPS, "Muon: nsSteps must be in 0 .. %d, got %d", MOST_STEPS, nsSteps);
    require(adamWeightDecay == null || adamWeightDecay >= 0 && Double.isFinite(adamWeightDecay),
        "Muon: adamWeightDecay must not be negative, got %s", adamWeightDecay);
  }

  public Muon() { this(0.001); }

  public Muon(double learningRate) { this(Rate.of(learningRate)); }

  public Muon(Rate learningRate) {
    this(learningRate, 0.9, 0.999, 1e-7, new Patterns(), 3.4445, -4.7750, 2.0315, 1, 0.95, 5, true, true, WEIGHT_DECAY, 0.2,
        OptimizerOptions.NONE.withWeightDecay(WEIGHT_DECAY));
  }

  /**
   * This optimizer, by which matrices train by Adam in whose path in Keras ({@code sequential/dense/kernel}) one of {@code patterns} is
   * found.
   */
  public Muon withExcludeLayers(String... patterns) { return Settings.with(this, "excludeLayers", new Patterns(patterns)); }

  /** This optimizer, by which matrices whose path holds "embedding" train by Adam, or as all others. */
  public Muon withExcludeEmbeddings(boolean excludeEmbeddings) { return Settings.with(this, "excludeEmbeddings", excludeEmbeddings); }

  /** This optimizer with another momentum. */
  public Muon withMomentum(double momentum, boolean nesterov) {
    return Settings.with(Settings.with(this, "momentum", momentum), "nesterov", nesterov);
  }

  /** This optimizer with other numbers of the steps that make x. */
  public Muon withNewtonSchulz(double a, double b, double c, int steps) {
    return Settings.with(this, Map.of("muon_a", a, "muon_b", b, "muon_c", c, "ns_steps", steps));
  }

  /** This optimizer with another {@code rmsRate}; null: none. */
  public Muon withRmsRate(@Nullable Double rmsRate) { return Settings.with(this, "rmsRate", rmsRate); }

  /** This optimizer, whose Adam has these settings, and takes {@code lrRatio} times the learning rate. */
  public Muon withAdam(double beta1, double beta2, double epsilon, double lrRatio) {
    return Settings.with(this, Map.of("adam_beta_1", beta1, "adam_beta_2", beta2, "epsilon", epsilon, "adam_lr_ratio", lrRatio));
  }

  /**
   * This optimizer, whose Adam takes {@code decay} times the learning rate of each weight from it before every step, at least 0; null:
   * nothing.
   */
  public Muon withAdamWeightDecay(@Nullable Double decay) { return Settings.with(this, "adamWeightDecay", decay); }

  /** Keras looks for what is excluded from decay in a weight's name alone here. */
  @Override public boolean decays(Trainable weight) { return options.decays(weight.name()); }

  @Override public Optimizer of(Trainable weight) {
    boolean embedding = excludeEmbeddings && weight.path().toLowerCase(Locale.ROOT).contains(EMBEDDING);
    return weight.shape().rank() != 2 || embedding || excludeLayers.find(weight.path()) ? new OfOthers(this) : this;
  }

  @Override public boolean elementwise() { return false; }

  @Override public int slotsTogether() { return 2; }

  @Override public List<Slot> slots(Shape weight) { return Slot.like(weight, MOMENTUM); }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor m = step.slot(MOMENTUM);
    // Python adds it to a variable, where TensorFlow's graph optimizer cannot make one sum of both.
    m = step.assign(MOMENTUM, m.plus(g.dense().add(m.times(momentum - 1)).apart()));
    Tensor change = rate(step, w).times(orthogonal(nesterov ? g.dense().add(m.scaledBy(momentum)) : m).cast(computed(w)));
    if (rmsRate != null) change = change.times(longer(w).sqrt()).times(rmsRate);
    return w.minus(change.cast(w.type()));
  }

  /** In what type Keras takes the step: that of the learning rate at least. */
  private static DataType computed(Tensor w) { return w.dtype() == DType.FLOAT64 ? w.type() : DataType.DT_FLOAT; }

  private Tensor rate(Step step, Tensor w) {
    boolean scheduled = learningRate instanceof Schedule && w.dtype() != DType.FLOAT32;
    require(!scheduled && (rmsRate == null || w.dtype() != DType.FLOAT64), inJava("take a rate that is a number, and withRmsRate(null)"),
        "Muon: weights must be of float32 for a rate by a schedule, and not of float64 for an rmsRate, got %s; Keras ends in an error there",
        w.dtype());
    return w.dtype() == DType.FLOAT64 ? step.learningRate() : step.rate();
  }

  /** The longer side of a matrix. */
  private static Tensor longer(Tensor w) {
    int rows = Math.toIntExact(w.size(0)), columns = Math.toIntExact(w.size(1));
    return w.constant(rows).maximum(w.constant(columns)).cast(DataType.DT_FLOAT);
  }

  /** O(u). */
  private Tensor orthogonal(Tensor u) {
    boolean high = u.size(0) > u.size(1);
    Tensor x = high ? turned(u) : u;
    x = x.dividedBy(x.times(x).sumOver(true, -2, -1).sqrt().add(LEAST_NORM));
    for (int i = 0; i < nsSteps; i++) {
      Tensor a = x.matmul(turned(x)), b = a.scaledBy(muonB).plus(a.scaledBy(muonC).matmul(a));
      x = x.scaledBy(muonA).plus(b.matmul(x));
    }
    return high ? turned(x) : x;
  }

  private static Tensor turned(Tensor x) { return x.transpose(1, 0); }

  /** What trains by Adam. */
  private record OfOthers(Muon muon) implements Optimizer {
    @Override public Rate learningRate() { return muon.learningRate; }

    @Override public OptimizerOptions options() { return Settings.with(muon.options, "weightDecay", muon.adamWeightDecay); }

    @Override public boolean decays(Trainable weight) { return options().decays(weight.name()); }

    private Adam formula() { return new Adam(muon.learningRate, muon.adamBeta1, muon.adamBeta2, muon.epsilon, false); }

    @Override public List<Slot> slots(Shape weight) { return formula().slots(weight); }

    @Override public Tensor update(Step step, Tensor w, Gradient g) {
      Tensor rate = w.dtype() == DType.FLOAT32 ? step.learningRate() : step.rate();
      Tensor scaled = muon.adamLrRatio == 1 ? rate.timesOne("Mul") : rate.times(muon.adamLrRatio);
      return formula().update(step.withLearningRate(scaled.cast(w.type())), w, g);
    }
  }
}
