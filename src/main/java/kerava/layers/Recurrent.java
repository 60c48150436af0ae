package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import kerava.initializers.Initializer;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * A layer that goes through the steps of a sequence with one cell. Inputs: the sequence, (batch, steps, features), and the cell's states to begin with,
 * (batch, units) each, or none for zeros. Outputs: (batch, units) after the last step, or (batch, steps, units), and the last states if they are asked for.
 * Steps that a mask leaves out change nothing. Source: Keras {@code layers/rnn/rnn.py}, {@code backend/tensorflow/rnn.py}.
 */
interface Recurrent extends Layer {
  /** The steps of a loop are written one after the other; more take long to begin. */
  int MOST_STEPS = 1024;

  int units();

  boolean returnSequences();

  boolean returnState();

  boolean goBackwards();

  boolean unroll();

  boolean useBias();

  boolean zeroOutputForMask();

  /** Of which one is drawn though nothing uses it, as in Keras. */
  Seed seed();

  /** The number of the cell's states, of which the first is its output. */
  int states();

  /** The name of the cell. */
  String cell();

  /** How many products with the weights a step needs, side by side in each of them. */
  int gates();

  Initializer kernelInitializer();

  Initializer recurrentInitializer();

  Initializer biasInitializer();

  default Shape biasShape() { return Shape.of(gates() * units()); }

  /** What the bias begins with. */
  default Initializer firstBias() { return biasInitializer(); }

  /** The states after a step with input x, (batch, features). */
  List<Tensor> step(CellWeights weights, Tensor x, List<Tensor> states);

  @Override default List<Seed> generators() { return List.of(seed()); }

  @Override default boolean isNoisy() { return false; }

  @Override default CallForm callForm() { return CallForm.SEQUENCE; }

  @Override default String weightsGroup() { return "cell"; }

  @Override default boolean writesForAnySize() { return false; }

  @Override default boolean supportsMasking() { return true; }

  @Override default List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) {
    List<Tensor> all = new ArrayList<>(Collections.nCopies(returnState() ? 1 + states() : 1, null));
    if (returnSequences()) all.set(0, masks.get(0));
    return all;
  }

  @Override default List<Shape> outputShapes(List<Shape> inputs) {
    Shape x = inputs.get(0), state = Shape.of(x.size(0), units());
    require(x.rank() == 3, "%s: the input must be (batch, steps, features), got %s; give each step its features", className(), x);
    Sizes.known(this, x, 2);
    require(x.size(1) <= MOST_STEPS, "%s: takes at most %d steps, got %d; cut the sequences", className(), MOST_STEPS, x.size(1));
    require(inputs.size() == 1 || inputs.size() == 1 + states(), "%s: takes a sequence, and %d states or none, got %d inputs of shapes %s",
        className(), states(), inputs.size(), inputs);
    for (Shape each : inputs.subList(1, inputs.size()))
      require(each.rank() == 2 && Shape.alike(each.size(1), units()), "%s: a state must be (batch, %d), got %s", className(), units(),
          each);
    List<Shape> outputs = new ArrayList<>(List.of(returnSequences() ? Shape.of(x.size(0), x.size(1), units()) : state));
    if (returnState()) outputs.addAll(Collections.nCopies(states(), state));
    return outputs;
  }

  @Override default List<Weight> weights(List<Shape> inputs) {
    Weight kernel = new Weight(cell() + "/kernel", Shape.of(inputs.get(0).last(), gates() * units()), kernelInitializer(), true);
    Weight recurrent = new Weight(cell() + "/recurrent_kernel", Shape.of(units(), gates() * units()), recurrentInitializer(), true);
    if (!useBias()) return List.of(kernel, recurrent);
    return List.of(kernel, recurrent, new Weight(cell() + "/bias", biasShape(), firstBias(), true));
  }

  @Override default List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    List<Tensor> initial = inputs.size() > 1 ? inputs.subList(1, inputs.size()) : zeros(x);
    return (unroll() ? new UnrolledSteps(this, c) : new LoopedSteps(this, c)).of(x, initial);
  }

  private List<Tensor> zeros(Tensor x) {
    List<Object> sizes = Arrays.asList(x.symbolicSizes().get(0), units());
    List<Tensor> zeros = new ArrayList<>();
    for (int i = 0; i < states(); i++) zeros.add(x.zeros(sizes));
    return zeros;
  }

  /** Refuses settings that no such layer can have. */
  static void check(String who, int units, Object... given) {
    require(units >= 1, "%s: units must be at least 1, got %d; give the number of outputs of a step", who, units);
    for (Object each : given)
      require(each != null, inJava("take Activations.LINEAR or new Zeros(), for example"),
          "%s: an activation or initializer must not be null", who);
  }
}
