package kerava.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kerava.config.Axes;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.BinaryCrossentropy;
import kerava.losses.BinaryFocalCrossentropy;
import kerava.losses.CategoricalCrossentropy;
import kerava.losses.CategoricalFocalCrossentropy;
import kerava.losses.CategoricalGeneralizedCrossEntropy;
import kerava.losses.CategoricalHinge;
import kerava.losses.CosineSimilarity;
import kerava.losses.Dice;
import kerava.losses.Hinge;
import kerava.losses.Huber;
import kerava.losses.KLDivergence;
import kerava.losses.LogCosh;
import kerava.losses.Loss;
import kerava.losses.MeanAbsoluteError;
import kerava.losses.MeanAbsolutePercentageError;
import kerava.losses.MeanSquaredError;
import kerava.losses.MeanSquaredLogarithmicError;
import kerava.losses.Poisson;
import kerava.losses.Reduction;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.losses.SquaredHinge;
import kerava.losses.Tversky;
import kerava.optimizers.Adam;

/** The losses of golden_loss_fits.py LOSSES, under the same names, each on the last layer that they have there. */
final class LossFits {
  private record Case(int units, String activation, Loss loss) {}

  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  private LossFits() {}

  static Set<String> names() { return CASES.keySet(); }

  /** The classes of the losses. */
  static Set<String> classes() { return CASES.values().stream().map(c -> c.loss.getClass().getSimpleName()).collect(Collectors.toSet()); }

  static SmallFits.Compiled named(String name) {
    Case c = CASES.get(name);
    return new SmallFits.Compiled(() -> List.of(new Input(5), new Dense(7, "tanh"), new Dense(c.units, c.activation)), Adam::new,
        () -> c.loss);
  }

  private static void on(int units, String activation, String name, Loss loss) { CASES.put(name, new Case(units, activation, loss)); }

  static {
    on(3, "softmax", "sparse on softmax", new SparseCategoricalCrossentropy());
    on(3, "softmax", "sparse on softmax, a column", new SparseCategoricalCrossentropy());
    on(3, "linear", "sparse on logits", new SparseCategoricalCrossentropy(true));
    on(3, "linear", "sparse on logits, a column", new SparseCategoricalCrossentropy(true));
    on(3, "sigmoid", "sparse on sigmoid", new SparseCategoricalCrossentropy());
    on(3, "hard_sigmoid", "sparse on probabilities", new SparseCategoricalCrossentropy());
    on(3, "softmax", "categorical on softmax", new CategoricalCrossentropy());
    on(3, "softmax", "categorical on softmax, shares", new CategoricalCrossentropy());
    on(3, "softmax", "categorical on softmax, smoothed", new CategoricalCrossentropy(false, 0.1));
    on(3, "linear", "categorical on logits", new CategoricalCrossentropy(true, 0));
    on(3, "linear", "categorical on logits, smoothed", new CategoricalCrossentropy(true, 0.3));
    on(3, "sigmoid", "categorical on sigmoid, smoothed", new CategoricalCrossentropy(false, 0.2));
    on(3, "hard_sigmoid", "categorical on probabilities", new CategoricalCrossentropy());
    on(3, "hard_sigmoid", "categorical on probabilities, smoothed", new CategoricalCrossentropy(false, 0.2));
    on(1, "sigmoid", "binary on sigmoid", new BinaryCrossentropy());
    on(1, "sigmoid", "binary on sigmoid, a column", new BinaryCrossentropy());
    on(4, "sigmoid", "binary on four sigmoids", new BinaryCrossentropy());
    on(3, "sigmoid", "binary on three sigmoids", new BinaryCrossentropy());
    on(1, "sigmoid", "binary on sigmoid, smoothed", new BinaryCrossentropy(false, 0.2));
    on(4, "sigmoid", "binary on four sigmoids, smoothed", new BinaryCrossentropy(false, 0.1));
    on(1, "linear", "binary on logits", new BinaryCrossentropy(true, 0));
    on(4, "linear", "binary on four logits, smoothed", new BinaryCrossentropy(true, 0.1));
    on(1, "hard_sigmoid", "binary on probabilities", new BinaryCrossentropy());
    on(4, "hard_sigmoid", "binary on four probabilities", new BinaryCrossentropy());
    on(3, "softmax", "binary on softmax, smoothed", new BinaryCrossentropy(false, 0.1));
    on(4, "linear", "squares", new MeanSquaredError());
    on(3, "linear", "squares of three", new MeanSquaredError());
    on(1, "linear", "squares of one", new MeanSquaredError());
    on(1, "linear", "squares of one, a column", new MeanSquaredError());
    on(3, "softmax", "squares on softmax", new MeanSquaredError());
    on(1, "sigmoid", "squares on sigmoid", new MeanSquaredError());
    on(4, "linear", "absolute", new MeanAbsoluteError());
    on(1, "tanh", "absolute of one", new MeanAbsoluteError());
    on(4, "linear", "percentage", new MeanAbsolutePercentageError());
    on(1, "linear", "percentage of one, a column", new MeanAbsolutePercentageError());
    on(3, "softplus", "logarithms", new MeanSquaredLogarithmicError());
    on(1, "linear", "logarithms of one", new MeanSquaredLogarithmicError());
    on(4, "linear", "cosine", new CosineSimilarity());
    on(3, "softmax", "cosine on softmax", new CosineSimilarity());
    on(4, "linear", "cosine along the batch", new CosineSimilarity(0, Reduction.SUM));
    on(4, "linear", "huber", new Huber());
    on(1, "linear", "huber, delta", new Huber(0.3));
    on(4, "linear", "log cosh", new LogCosh());
    on(1, "linear", "log cosh of one", new LogCosh());
    on(4, "tanh", "hinge", new Hinge());
    on(1, "linear", "hinge of one", new Hinge());
    on(4, "linear", "hinge of signs", new Hinge());
    on(4, "tanh", "squared hinge", new SquaredHinge());
    on(1, "linear", "squared hinge of one", new SquaredHinge());
    on(3, "softmax", "categorical hinge", new CategoricalHinge());
    on(3, "linear", "categorical hinge on numbers", new CategoricalHinge());
    on(3, "softmax", "divergence", new KLDivergence());
    on(3, "sigmoid", "divergence on sigmoid", new KLDivergence());
    on(4, "softplus", "poisson", new Poisson());
    on(1, "exponential", "poisson of one", new Poisson());
    on(1, "sigmoid", "binary focal", new BinaryFocalCrossentropy());
    on(4, "linear", "binary focal on four logits, balanced, smoothed", new BinaryFocalCrossentropy(true, 0.3, 1.5, true, 0.1));
    on(4, "hard_sigmoid", "binary focal on probabilities", new BinaryFocalCrossentropy(3));
    on(3, "softmax", "dice", new Dice());
    on(4, "sigmoid", "dice of each", new Dice(1));
    on(4, "sigmoid", "tversky", new Tversky(0.3, 0.7));
    on(3, "softmax", "tversky of each", new Tversky(0.5, 0.5, new Axes(-1)));
    on(3, "softmax", "generalized", new CategoricalGeneralizedCrossEntropy());
    on(3, "hard_sigmoid", "generalized on probabilities", new CategoricalGeneralizedCrossEntropy(0.7));
    on(3, "softmax", "categorical focal", new CategoricalFocalCrossentropy());
    on(3, "linear", "categorical focal on logits, smoothed", new CategoricalFocalCrossentropy(0.4, 1.5, true, 0.2));
  }
}
