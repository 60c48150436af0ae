package kerava.notebooks;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kerava.models.Model;
import kerava.tensor.NDArray;
import kerava.training.FitOptions;

/**
 * What a model of sequences learns, (count, steps) or (count, steps, features) for each of its inputs, and on what it is tested; the
 * training samples as many as the kernel wants.
 */
record Sequences(NotebookRunner runner, List<NDArray> x, NDArray y, List<NDArray> xTest, NDArray yTest) {
  /** The last {@code held} samples are tested on. */
  static Sequences of(NotebookRunner runner, NDArray x, NDArray y, int held) { return of(runner, List.of(x), y, held); }

  static Sequences of(NotebookRunner runner, List<NDArray> x, NDArray y, int held) {
    int trained = y.count() - held;
    return new Sequences(runner, x.stream().map(each -> runner.limited(each.slice(0, trained))).toList(),
        runner.limited(y.slice(0, trained)), x.stream().map(each -> each.slice(trained, each.count())).toList(),
        y.slice(trained, y.count()));
  }

  /** The place of the largest of {@code count} scores from {@code from} on, the first of equal ones. */
  static int likeliest(float[] scores, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) if (scores[from + i] > scores[from + best]) best = i;
    return best;
  }

  /** Trains what {@code build} makes, evaluates it, and shows it to {@code then}. */
  void train(String run, Supplier<? extends Model> build, Consumer<Model> compile, FitOptions fit, Consumer<Model> then) {
    try (Model model = runner.build(build)) {
      runner.println(model.summary());
      compile.accept(model);
      runner.fit(run, model, x, y, fit);
      runner.println(run + ": " + runner.evaluate(run, model, xTest, yTest, 1));
      then.accept(model);
    }
  }
}
