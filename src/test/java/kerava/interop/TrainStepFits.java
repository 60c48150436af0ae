package kerava.interop;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import extending.AdversarialStep;
import extending.GuideStep;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Layer;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.random.RandomSeed;
import kerava.regularizers.L2;
import kerava.steps.TrainBatch;
import kerava.steps.TrainStep;
import kerava.training.CompileSettings;
import org.junit.jupiter.api.DynamicTest;

/** The fits of golden_train_steps.py: training steps of one's own. */
final class TrainStepFits {
  private record Case(TrainStep step, Supplier<List<Layer>> layers) {}

  private static final Map<String, Case> CASES = Map.ofEntries(entry("the guide's", new Case(TrainStepFits::guide, TrainStepFits::dense)),
      entry("the guide's with noise", new Case(TrainStepFits::guide, TrainStepFits::noisy)),
      entry("regularized", new Case(new GuideStep(), TrainStepFits::regularized)),
      entry("clipped by value", new Case(changed(gradients -> each(gradients, g -> g.clip(-0.02f, 0.02f))), TrainStepFits::dense)),
      entry("scaled", new Case(changed(gradients -> each(gradients, g -> g.times(0.3f))), TrainStepFits::dense)),
      entry("clipped by norm", new Case(changed(TrainStepFits::byNorm), TrainStepFits::regularized)),
      entry("adversarial", new Case(new AdversarialStep(0.5), TrainStepFits::regularized)),
      entry("consistent", new Case(TrainStepFits::consistent, TrainStepFits::noisy)),
      entry("penalized", new Case(TrainStepFits::penalized, TrainStepFits::regularized)));

  private TrainStepFits() {}

  private static List<Layer> dense() { return List.of(new Input(5), new Dense(7, "tanh"), new Dense(3, "softmax")); }

  private static List<Layer> regularized() {
    return List.of(new Input(5), new Dense(16, "tanh").withKernelRegularizer(new L2(0.01)).withActivityRegularizer(new L2(0.01)),
        new Dense(3, "softmax"));
  }

  private static List<Layer> noisy() {
    return List.of(new Input(5), new Dropout(0.2), new Dense(16).withUseBias(false), new BatchNormalization(), new Dropout(0.3),
        new Dense(3, "softmax"));
  }

  /** Its loss is told as a mean over batches. */
  private static Tensor guide(TrainBatch batch) {
    Tensor loss = new GuideStep().trainStep(batch);
    batch.metric("loss", loss);
    return loss;
  }

  private static TrainStep changed(Function<List<Gradient>, List<? extends Gradient>> change) {
    return batch -> {
      Tensor predictions = batch.call(batch.x()), loss = batch.computeLoss(batch.y(), predictions);
      batch.applyGradients(change.apply(batch.gradients(loss)));
      batch.computeMetrics(batch.y(), predictions);
      return loss;
    };
  }

  private static List<Tensor> each(List<Gradient> gradients, Function<Tensor, Tensor> change) {
    return gradients.stream().map(gradient -> change.apply(gradient.dense())).toList();
  }

  private static List<Tensor> byNorm(List<Gradient> gradients) {
    Tensor squares = null;
    for (Gradient gradient : gradients) {
      Tensor sum = gradient.dense().square().sum();
      squares = squares == null ? sum : squares.plus(sum);
    }
    Tensor norm = squares.sqrt();
    return each(gradients, g -> g.times(norm.dividedInto(0.1f).minimum(1)));
  }

  private static Tensor consistent(TrainBatch batch) {
    Tensor one = batch.call(batch.x()), other = batch.call(batch.x());
    Tensor apart = one.minus(other).square().mean(false, 1);
    Tensor loss = batch.computeLoss(batch.y(), other).plus(apart.mean().times(3));
    batch.applyGradients(batch.gradients(loss));
    batch.metric("apart", apart);
    batch.computeMetrics(batch.y(), other);
    return loss;
  }

  private static Tensor penalized(TrainBatch batch) {
    Tensor predictions = batch.call(batch.x()), loss = batch.computeLoss(batch.y(), predictions);
    Tensor penalty = batch.trainableWeights().get(0).abs().sum().times(0.01f), whole = loss.plus(penalty);
    batch.applyGradients(batch.gradients(whole));
    batch.metric("penalty", penalty);
    batch.computeMetrics(batch.y(), predictions);
    return whole;
  }

  private static Tensor distilled(TrainBatch batch) {
    List<Tensor> outputs = batch.call(batch.xs());
    Tensor loss = batch.computeLoss(batch.ys(), outputs, batch.sampleWeights());
    Tensor leaning = outputs.get(0).minus(outputs.get(1).stopGradient()).square().mean();
    Tensor whole = loss.times(0.25f).plus(leaning.times(0.75f));
    batch.applyGradients(batch.gradients(whole));
    batch.metric("leaning", leaning);
    return whole;
  }

  static Stream<DynamicTest> tests(SmallFits fits) {
    return fits.fits().map(fit -> DynamicTest.dynamicTest(
        String.join(", ", fit.get("case").asText(), fit.get("optimizer").asText(), fit.get("n") + " samples"), () -> check(fits, fit)));
  }

  private static void check(SmallFits fits, JsonNode fit) {
    RandomSeed.set(fits.golden().get("seed").asLong());
    Case named = CASES.get(fit.get("case").asText());
    CompileSettings settings = CompileSettings.of(OptimizerFits.CASES.get(fit.get("optimizer").asText()));
    try (Model model = named == null ? distilling() : new Sequential(null, named.layers.get())) {
      String output = model.network().outputNames().get(0);
      settings = settings.withLoss(output, new SparseCategoricalCrossentropy());
      model.compile(named == null
          ? settings.withTrainStep(TrainStepFits::distilled)
          : settings.withMetrics(output, new Accuracy()).withTrainStep(named.step));
      fits.check(fit, model);
    }
  }

  /** A student beside its teacher. */
  private static Model distilling() {
    KerasTensor x = new Input(5).tensor();
    Layer teacher = new Dense(3, "softmax").named("teacher").withTrainable(false);
    Layer hidden = new Dense(9, "tanh").named("hidden").withTrainable(false);
    KerasTensor taught = teacher.apply(hidden.apply(x));
    return new Model(List.of(x), List.of(new Dense(3, "softmax").named("student").apply(x), taught));
  }
}
