package kerava.notebooks;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kerava.models.Model;
import kerava.tensor.NDArray;
import kerava.training.Fit;

/**
 * What a model of sequences learns, (count, steps) or (count, steps, features) for each of its inputs, and on what it is tested; the training samples as many as the
 * kernel wants.
 */
record Sequences(Kernel kernel, List<NDArray> x, NDArray y, List<NDArray> xTest, NDArray yTest) {
  /** The last {@code held} samples are tested on. */
  static Sequences of(Kernel kernel, NDArray x, NDArray y, int held) { return of(kernel, List.of(x), y, held); }

  static Sequences of(Kernel kernel, List<NDArray> x, NDArray y, int held) {
    int trained = y.count() - held;
    return new Sequences(kernel, x.stream().map(each -> kernel.limited(each.slice(0, trained))).toList(),
        kernel.limited(y.slice(0, trained)), x.stream().map(each -> each.slice(trained, each.count())).toList(),
        y.slice(trained, y.count()));
  }

  /** The place of the largest of {@code count} scores from {@code from} on, the first of equal ones. */
  static int likeliest(float[] scores, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) if (scores[from + i] > scores[from + best]) best = i;
    return best;
  }

  /** Trains what {@code build} makes, evaluates it, and shows it to {@code then}. */
  void train(String run, Supplier<? extends Model> build, Consumer<Model> compile, Fit fit, Consumer<Model> then) {
    try (Model model = kernel.build(build)) {
      kernel.println(model.summary());
      compile.accept(model);
      kernel.fit(run, model, x, y, fit);
      kernel.println(run + ": " + kernel.evaluate(run, model, xTest, yTest, 1));
      then.accept(model);
    }
  }
}
