package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;

/**
 * The settings that cells with a kernel for inputs and one for states have, and what follows of them. {@code dropout} and
 * {@code recurrentDropout}: the share of the inputs and of the states that is 0 in training, the same in all steps of a run, for each of
 * the products side by side another one if states are dropped. Weights: kernel, recurrent_kernel, bias. Source: Keras
 * {@code layers/rnn/dropout_rnn_cell.py}.
 */
interface CellRule extends Cell {
  String KERNEL = "kernel", RECURRENT = "recurrent_kernel", BIAS = "bias";

  boolean useBias();

  Initializer kernelInitializer();

  Initializer recurrentInitializer();

  Initializer biasInitializer();

  Regularizer kernelRegularizer();

  Regularizer recurrentRegularizer();

  Regularizer biasRegularizer();

  Constraint kernelConstraint();

  Constraint recurrentConstraint();

  Constraint biasConstraint();

  double dropout();

  double recurrentDropout();

  /** Of which a number is drawn though nothing is dropped, as in Keras. */
  Seed seed();

  /** How many products with each kernel a step needs, side by side in it. */
  int gates();

  /** For steps of shape {@code x}, with the batch in front. */
  Shape kernelShape(Shape x);

  Shape recurrentShape();

  Shape biasShape();

  /** What the bias begins with. */
  default Initializer firstBias() { return biasInitializer(); }

  /** What the names of the weights begin with. */
  default String path() {
    return "";
  }

  /** Whether each product is computed by itself. */
  default boolean isApart() { return recurrentDropout() > 0; }

  private int masks() { return isApart() ? gates() : 1; }

  @Override default int seeds() { return masks() * ((dropout() > 0 ? 1 : 0) + (recurrentDropout() > 0 ? 1 : 0)); }

  default List<String> weightNames() { return useBias() ? List.of(KERNEL, RECURRENT, BIAS) : List.of(KERNEL, RECURRENT); }

  /** For steps of shape {@code x}. */
  default List<Weight> cellWeights(Shape x) {
    List<Weight> weights = new ArrayList<>();
    weights.add(new Weight(path() + KERNEL, kernelShape(x), kernelInitializer(), true).with(kernelRegularizer(),
        kernelConstraint()));
    weights.add(new Weight(path() + RECURRENT, recurrentShape(), recurrentInitializer(), true)
        .with(recurrentRegularizer(), recurrentConstraint()));
    if (useBias()) weights.add(new Weight(path() + BIAS, biasShape(), firstBias(), true).with(biasRegularizer(), biasConstraint()));
    return weights;
  }

  @Override default CellStep begin(Call c, String name, Supplier<Tensor> x, List<Tensor> states) {
    List<Tensor> ofInputs = drawn(c, dropout(), x), ofStates = drawn(c, recurrentDropout(), () -> states.get(0));
    return new CellStep(this, name, c, path(), null, ofInputs, ofStates, List.of());
  }

  private List<Tensor> drawn(Call c, double rate, Supplier<Tensor> like) {
    if (rate == 0 || !c.training()) return List.of();
    Tensor x = like.get(), ones = x.onesLike();
    List<Tensor> masks = new ArrayList<>();
    for (int i = 0; i < masks(); i++) masks.add(Dropout.dropped(c, ones, rate, ones::shape));
    return masks;
  }

  /** Refuses settings that no such cell can have. {@code given}: activations and initializers. */
  static void check(String who, double dropout, double recurrentDropout, Object... given) {
    require(dropout >= 0 && dropout < 1 && recurrentDropout >= 0 && recurrentDropout < 1,
        "%s: dropout and recurrentDropout must be at least 0 and less than 1, got %s and %s; give the shares to drop", who, dropout,
        recurrentDropout);
    for (Object each : given)
      require(each != null, inJava("take Activations.LINEAR or new Zeros(), for example"),
          "%s: an activation or initializer must not be null", who);
  }
}
