package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.config.Names;
import kerava.config.Settings;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What every optimizer has beside its own formula; null: it does not do that. Before the formula gradients are clipped, in one of three
 * ways, and then weights decay: {@code w -= weightDecay learningRate w}. After the formula averages of the weights are taken. Source: Keras
 * {@code optimizers/base_optimizer.py}, {@code backend/tensorflow/optimizer.py}.
 *
 * @param weightDecay at least 0
 * @param clipnorm the most that the norm of a weight's gradient may be, above 0
 * @param globalClipnorm the most that the norm of all gradients together may be, above 0
 * @param clipvalue the most that an element of a gradient may be on either side of 0, above 0
 * @param useEma whether the optimizer keeps an average of each weight, {@code a += (1 - emaMomentum)(w - a)} after every step, at first w
 * itself; at the end of a
 *     fit weights become their averages
 * @param emaMomentum 0 .. 1
 * @param emaOverwriteFrequency after so many steps, again and again, weights become their averages; null: only at the end
 * @param lossScaleFactor what the loss is multiplied by before its gradients are taken, which are divided by it again, above 0
 * @param gradientAccumulationSteps weights change by the mean gradient of so many steps, at least 2, after the last of them; null: after
 * each
 * @param excludedFromWeightDecay {@link Patterns}: a weight in whose path ({@code sequential/dense/bias}) one of them is found does not
 * decay; Keras keeps them in no file
 */
public record OptimizerOptions(@Nullable Double weightDecay, @Nullable Double clipnorm, @Nullable Double globalClipnorm,
    @Nullable Double clipvalue, boolean useEma, double emaMomentum, @Nullable Integer emaOverwriteFrequency,
    @Nullable Double lossScaleFactor, @Nullable Integer gradientAccumulationSteps, List<String> excludedFromWeightDecay) {
  private static final double EMA_MOMENTUM = 0.99;
  /** Slots of the weights: the average, and the sum of the gradients since weights have changed. */
  public static final String AVERAGE = "average", ACCUMULATOR = "gradient_accumulator";
  /** Both, in Keras's order. */
  public static final List<String> SLOTS = List.of(AVERAGE, ACCUMULATOR);
  /** Nothing but the formula. */
  public static final OptimizerOptions NONE = new OptimizerOptions();

  private static final String EXCLUDED = Names.settingKey("excludedFromWeightDecay");

  public OptimizerOptions {
    require(weightDecay == null || weightDecay >= 0 && Double.isFinite(weightDecay), "optimizer: weightDecay must not be negative, got %s",
        weightDecay);
    positive("clipnorm", clipnorm);
    positive("globalClipnorm", globalClipnorm);
    positive("clipvalue", clipvalue);
    positive("lossScaleFactor", lossScaleFactor);
    require(Stream.of(clipnorm, clipvalue, globalClipnorm).filter(Objects::nonNull).count() <= 1,
        "optimizer: only one of clipnorm, clipvalue and globalClipnorm can be set, got clipnorm=%s, clipvalue=%s, globalClipnorm=%s",
        clipnorm, clipvalue, globalClipnorm);
    require(!useEma || emaMomentum >= 0 && emaMomentum <= 1, "optimizer: emaMomentum must be in 0 .. 1, got %s", emaMomentum);
    require(!useEma || emaOverwriteFrequency == null || emaOverwriteFrequency >= 1,
        "optimizer: emaOverwriteFrequency must be at least 1, got %s", emaOverwriteFrequency);
    require(gradientAccumulationSteps == null || gradientAccumulationSteps >= 2,
        "optimizer: gradientAccumulationSteps must be at least 2, got %s", gradientAccumulationSteps);
    excludedFromWeightDecay = List.copyOf(excludedFromWeightDecay);
    new Patterns(excludedFromWeightDecay);
  }

  public OptimizerOptions() { this(null, null, null, null, false, EMA_MOMENTUM, null, null, null, List.of()); }

  /** These, with another {@code weightDecay}. */
  OptimizerOptions withWeightDecay(double changed) { return Settings.with(this, "weightDecay", changed); }

  /** These, with another {@code lossScaleFactor}; null: none. */
  OptimizerOptions withLossScaleFactor(Double changed) { return Settings.with(this, "lossScaleFactor", changed); }

  /** What is kept for a weight of this shape, in Keras's order before the slots of the formula. */
  List<Slot> slots(Shape weight) {
    List<String> names = new ArrayList<>();
    if (useEma) names.add(AVERAGE);
    if (gradientAccumulationSteps != null) names.add(ACCUMULATOR);
    return Slot.like(weight, names.toArray(String[]::new));
  }

  /** These, without a scale of the loss. */
  OptimizerOptions unscaled() { return withLossScaleFactor(null); }

  private static void positive(String name, Double value) {
    require(value == null || value > 0, "optimizer: %s must be positive, got %s", name, value);
    require(value == null || Double.isFinite(value), "optimizer: %s must be finite, got %s; leave it out", name, value);
  }

  /** The settings that Keras keeps in files, under its names. */
  public Map<String, Object> inFiles() {
    Map<String, Object> settings = Settings.of(this);
    settings.remove(EXCLUDED);
    return settings;
  }

  /** The types of {@link #inFiles}. */
  public static Map<String, Class<?>> typesInFiles() {
    Map<String, Class<?>> types = Settings.types(OptimizerOptions.class);
    types.remove(EXCLUDED);
    return types;
  }

  /** Whether a weight decays in whose {@code name} Keras looks for what is excluded. */
  boolean decays(String name) { return weightDecay != null && !new Patterns(excludedFromWeightDecay).find(name); }

  /**
   * {@code w} after its decay at this learning rate. Keras casts the decay to w's type by way of float32; where the loss is scaled,
   * {@code branch}, it is drawn into the rate.
   */
  public Tensor decayed(Tensor w, Tensor learningRate, boolean branch) {
    float decay = weightDecay.floatValue();
    return w.minus(branch ? w.times(learningRate.scaledBy(decay)) : w.times(decay).times(learningRate));
  }

  /** {@code loss} times {@code lossScaleFactor}. */
  public Tensor scaled(Tensor loss) { return lossScaleFactor == null ? loss : loss.weighted(lossScaleFactor.floatValue()); }

  /** The gradients of a loss that is multiplied by {@code lossScaleFactor} as those of the loss. */
  public List<Gradient> unscaled(List<Gradient> gradients) {
    if (lossScaleFactor == null) return gradients;
    return gradients.stream().map(g -> g.dividedBy(lossScaleFactor)).toList();
  }

  /** The gradients of all weights as they are clipped; with {@code globalClipnorm} those of rows become dense, as in Keras. */
  public List<Gradient> clipped(List<Gradient> gradients) {
    if (clipnorm != null) return gradients.stream().map(g -> g.map(x -> x.scope("clip_by_norm", () -> clippedByNorm(x)))).toList();
    if (globalClipnorm != null) return clippedByGlobalNorm(gradients);
    double most = clipvalue == null ? 0 : clipvalue;
    return clipvalue == null ? gradients : gradients.stream().map(g -> g.map(x -> x.clip(-most, most))).toList();
  }

  /** Source: TensorFlow {@code python/ops/clip_ops.py} clip_by_norm. */
  private Tensor clippedByNorm(Tensor x) {
    double most = clipnorm;
    Tensor squares = x.times(x).sumOver(true, IntStream.range(0, x.rank()).toArray()), any = squares.greater(0f);
    Tensor norm = any.where(any.where(squares, 1f).sqrt(), squares);
    return x.times(most).dividedBy(norm.maximum(most));
  }

  /** What is set. */
  @Override public String toString() {
    Map<String, Object> set = Settings.of(this);
    set.entrySet().removeAll(Settings.of(NONE).entrySet());
    return set.toString();
  }

  private List<Gradient> clippedByGlobalNorm(List<Gradient> gradients) {
    List<Tensor> squares = gradients.stream().map(g -> g.square().dense().sum()).toList();
    Tensor norm = Tensor.sumOfAll(squares).sqrt();
    Tensor finite = norm.dividedInto(1).minimum(1 / globalClipnorm).scaledBy((double) globalClipnorm);
    Tensor scale = finite.plus(norm.minus(norm));
    List<Gradient> clipped = new ArrayList<>();
    for (Gradient gradient : gradients) clipped.add(gradient.dense().times(scale));
    return clipped;
  }
}
