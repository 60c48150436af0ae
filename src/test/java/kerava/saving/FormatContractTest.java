package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.Warned;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.config.Members;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.layers.BatchNormalization;
import kerava.layers.Bidirectional;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.GRU;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.layers.SimpleRNN;
import kerava.layers.TimeDistributed;
import kerava.losses.Loss;
import kerava.losses.MeanSquaredError;
import kerava.metrics.Accuracy;
import kerava.metrics.Metric;
import kerava.models.Sequential;
import kerava.network.Built;
import kerava.network.LayerState;
import kerava.network.Network;
import kerava.network.Variable;
import kerava.optimizers.Adam;
import kerava.optimizers.LossScale;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.optimizers.schedules.Schedule;
import kerava.regularizers.Regularizer;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every member of every family, with its defaults and with all settings changed, goes through whole files of every format and dialect, and comes back with its weights
 * and the optimizer's state. A new member needs nothing here, unless it does not take samples of {@link #SAMPLE}: then a model for it in {@link #LAYERS}.
 */
class FormatContractTest {
  private static final Shape SAMPLE = Shape.of(2, 3);
  /** Models for layers that cannot stand alone between an Input and a Dense. */
  private static final Map<Class<?>, List<List<? extends Layer>>> LAYERS = Map.of(
      LSTM.class, recurrent(new LSTM(2)), GRU.class, recurrent(new GRU(2)), SimpleRNN.class, recurrent(new SimpleRNN(2)),
      TimeDistributed.class, List.of(List.of(new Input(SAMPLE), new TimeDistributed(new Dense(4, "tanh").named("each"))),
          List.of(new Input(2, 3, 2), new TimeDistributed(new BatchNormalization().withScale(false).named("step")))),
      Bidirectional.class, List.of(List.of(new Input(SAMPLE), new Bidirectional(new LSTM(2))),
          List.of(new Input(SAMPLE), new Bidirectional(new GRU(2).withGoBackwards(true).withReturnSequences(true),
              Bidirectional.MergeMode.SUM, new SimpleRNN(2).withReturnSequences(true).named("back"), null))),
      Input.class, List.of(List.of(new Input(SAMPLE)), List.of(new Input(SAMPLE).named("x"))),
      Network.class, List.of(
          List.of(new Input(SAMPLE),
              new Sequential(new Dense(4), new Sequential("inside", List.of(new Dense(5), new Dropout(0.5))).layer()).layer()),
          List.of(new Sequential(new Input(SAMPLE), new Dense(4)).layer())));
  /** For layers on vectors alone, on longer sequences, and on images. */
  private static final Shape VECTOR = Shape.of(6), SEQUENCE = Shape.of(9, 8), IMAGE = Shape.of(7, 9, 8);

  /** With all that can be changed where there is one output. */
  private static List<List<? extends Layer>> recurrent(Record layer) {
    List<Record> variants = ConfigContractTest.variants(layer.getClass());
    Record all = Settings.with(variants.get(variants.size() - 1), "returnState", false);
    return List.of(List.of(new Input(SAMPLE), (Layer) layer), List.of(new Input(SAMPLE), (Layer) all));
  }

  private static final Random RANDOM = new Random(3);

  /** A way into a file and back, and what of the model it keeps. */
  private enum Format {
    KERAS(".keras", Dialect.KERAS_3, true, true),
    H5(".h5", Dialect.KERAS_3, true, false),
    KERAS_2_H5(".h5", Dialect.KERAS_2, true,
        true),
    JSON(".json", Dialect.KERAS_3, false, false),
    KERAS_2_JSON(".json", Dialect.KERAS_2, false,
        false),
    WEIGHTS(".weights.h5", Dialect.KERAS_3, true, true),
    OLD_WEIGHTS("-old.h5", Dialect.KERAS_2, true, false);

    private final String ending;
    private final Dialect dialect;
    private final boolean weights, state;

    Format(String ending, Dialect dialect, boolean weights, boolean state) {
      this.ending = ending;
      this.dialect = dialect;
      this.weights = weights;
      this.state = state;
    }

    boolean weightsAlone() { return this == WEIGHTS || this == OLD_WEIGHTS; }

    Snapshot through(Path folder, Snapshot model) {
      Path file = folder.resolve("m" + ending);
      if (weightsAlone()) {
        ModelFile.writeWeights(file, model);
        return ModelFile.readWeights(file, model.with(null, null), Limits.DEFAULT);
      }
      if (weights) ModelFile.write(file, model, dialect);
      else ModelFile.writeText(file, ArchitectureJson.write(model.network(), model.built(), dialect));
      return ModelFile.read(file, Limits.DEFAULT);
    }
  }

  @TempDir Path folder;

  @Test void everyFamilyIsHere() throws IOException {
    Path classes = Path.of("target", "classes");
    try (Stream<Path> files = Files.walk(classes)) {
      Set<Class<?>> sealed = files.map(file -> classes.relativize(file).toString()).filter(name -> name.endsWith(".class"))
          .map(name -> name.replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."))
          .filter(name -> name.startsWith("kerava.") && !name.matches("kerava\\.(cli|notebooks)\\..*"))
          .map(FormatContractTest::type).filter(type -> type.isAnnotationPresent(Members.class)).collect(Collectors.toSet());
      assertEquals(sealed, Set.copyOf(ConfigContractTest.FAMILIES),
          "families whose members files may hold; say in models() how a model has one");
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, FormatContractTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @TestFactory Stream<DynamicTest> everyMemberComesBack() {
    return ConfigContractTest.FAMILIES.stream().flatMap(family -> Family.members(family).values().stream())
        .flatMap(member -> Stream.of(Format.values()).map(format -> DynamicTest.dynamicTest(member.getSimpleName() + " " + format, () -> {
          for (Snapshot model : models(member)) Warned.during(() -> comesBack(model, format));
        })));
  }

  private void comesBack(Snapshot model, Format format) {
    Snapshot read;
    try {
      read = format.through(folder, model);
    } catch (KeravaException refused) {
      assertTrue(format.dialect == Dialect.KERAS_2 && refused.getMessage().startsWith("save: Keras 2"), refused.getMessage());
      return;
    }
    assertEquals(layers(model, format.dialect), layers(read, format.dialect));
    if (format.weights) for (int i = 0; i < model.weights().size(); i++) assertEquals(model.weights().get(i), read.weights().get(i));
    if (format.weights)
      assertEquals(model.settings().goal(model.network().outputNames()), read.settings().goal(read.network().outputNames()));
    assertEquals(format.state, read.optimizerState() != null);
    if (!format.state) return;
    assertEquals(model.optimizerState().iterations(), read.optimizerState().iterations());
    assertEquals(model.optimizerState().learningRate(), read.optimizerState().learningRate());
    assertEquals(model.optimizerState().lossScale(), read.optimizerState().lossScale());
    assertEquals(model.optimizerState().slots().keySet(), read.optimizerState().slots().keySet());
    model.optimizerState().slots().forEach((slot, values) -> {
      for (int i = 0; i < values.size(); i++) assertEquals(values.get(i), read.optimizerState().slots().get(slot).get(i), slot);
    });
  }

  private static List<Object> layers(Snapshot model, Dialect dialect) {
    return layers(model.network().layers(), dialect);
  }

  /** With the names that they have in the model; whether it is trainable is a matter of what is in a model inside. */
  private static List<Object> layers(List<Layer> layers, Dialect dialect) {
    return layers.stream().<Object>map(layer -> layer instanceof Network nested
        ? List.of(LayerState.name(layer), layers(nested.layers(), dialect))
        : List.of(LayerState.name(layer), ConfigContractTest.written((Record) layer.with(null), dialect),
            LayerState.trainable(layer) || layer instanceof Input))
        .toList();
  }

  private static List<Snapshot> models(Class<?> member) {
    if (LAYERS.containsKey(member))
      return LAYERS.get(member).stream().map(layers -> model(layers, new Adam(), new MeanSquaredError())).toList();
    List<Snapshot> models = new ArrayList<>();
    List<Record> variants = ConfigContractTest.variants(member);
    for (Record variant : List.of(variants.get(0), variants.get(variants.size() - 1))) {
      Layer layer = variant instanceof Layer given
          ? given
          : variant instanceof Initializer first
              ? new Dense(3).withKernelInitializer(first)
              : variant instanceof Regularizer term
                  ? new Dense(3).withKernelRegularizer(term).withActivityRegularizer(term)
                  : variant instanceof Constraint rule ? new Dense(3).withKernelConstraint(rule) : new Dense(3);
      Optimizer optimizer = variant instanceof Optimizer given ? given : variant instanceof Schedule rate ? new Adam(rate) : new Adam();
      Loss loss = variant instanceof Loss given ? given : new MeanSquaredError();
      try {
        Metric[] metrics = variant instanceof Metric given ? new Metric[] {given} : new Metric[0];
        models.add(takesTwo(layer) ? branched(layer) : model(List.of(new Input(sample(layer)), layer), optimizer, loss, metrics));
      } catch (KeravaException e) {
        throw new AssertionError(
            variant + " does not stand after Input" + SAMPLE + " or " + IMAGE + "; add a model for it to LAYERS in FormatContractTest",
            e);
      }
    }
    return models;
  }

  /** Ends in a Dense; a frozen layer stands before that, a model inside is frozen, all numbers are different. */
  private static Snapshot model(List<? extends Layer> layers, Optimizer optimizer, Loss loss, Metric... metrics) {
    Network network = Network.sequential("m", List.of());
    for (Layer layer : layers) network = network.plus(layer);
    network = network.plus(new Flatten()).plus(new Dense(2).named("frozen")).plus(new Dense(3).named("last"));
    network.setTrainable("frozen", false);
    for (Layer layer : network.layers()) if (layer instanceof Network) network.setTrainable(LayerState.name(layer), false);
    return snapshot(network, network.build(network.inputShape()), optimizer, CompileSettings.of(optimizer, loss, metrics));
  }

  private static Snapshot snapshot(Network network, Built built, Optimizer optimizer, CompileSettings settings) {
    OptimizerState first = OptimizerState.first(optimizer, built.trainable().stream().map(Variable::shape).toList());
    for (List<NDArray> values : first.slots().values())
      for (NDArray each : values) if (each.shape().rank() > 0) randomize(each.values()); // a scalar holds an empty place
    OptimizerState state = new OptimizerState(41, first.learningRate(), first.slots(),
        first.lossScale() == null ? null : new LossScale(5, 12.5f));
    return new Snapshot(network, built, settings, numbers(built.variables()), state);
  }

  private static Shape sample(Layer layer) {
    return Stream.of(SAMPLE, VECTOR, SEQUENCE).filter(sample -> takes(layer, sample)).findFirst().orElse(IMAGE);
  }

  private static boolean takes(Layer layer, Shape sample) {
    try {
      layer.outputShapes(List.of(sample.prepend(Shape.NONE)));
      return true;
    } catch (KeravaException e) {
      return false;
    }
  }

  private static boolean takesTwo(Layer layer) {
    try {
      layer.outputShapes(List.of(SAMPLE.prepend(Shape.NONE), SAMPLE.prepend(Shape.NONE)));
      return !(layer instanceof Input);
    } catch (KeravaException e) {
      return false;
    }
  }

  /** Two inputs that {@code layer} joins, a shared layer, a model inside that is used twice, two outputs, one of them without a loss. */
  private static Snapshot branched(Layer layer) {
    KerasTensor a = new Input(SAMPLE).tensor(), b = new Input(SAMPLE).named("b").tensor(), i = new Input(3).tensor();
    Dense shared = new Dense(3, "relu");
    Network inside = Network.functional(null, List.of(i), List.of(new Dense(3).withTrainable(false).apply(i)));
    KerasTensor joined = layer.apply(shared.apply(a), shared.apply(b));
    KerasTensor y = new Dense(2).named("y").apply(new Flatten().apply(joined));
    KerasTensor z = inside.apply(new Dense(3).apply(new Flatten().apply(a)));
    Network network = Network.functional("m", List.of(a, b), List.of(y, inside.apply(z)));
    Optimizer optimizer = new Adam();
    return snapshot(network, network.build(network.inputShapes()), optimizer,
        CompileSettings.of(optimizer).withLoss("y", new MeanSquaredError()).withLossWeight("y", 0.5).withMetrics("y", new Accuracy()));
  }

  private static List<NDArray> numbers(List<Variable> variables) {
    List<NDArray> numbers = new ArrayList<>();
    for (Variable variable : variables) {
      float[] values = new float[variable.size()];
      randomize(values);
      numbers.add(new NDArray(variable.shape(), values));
    }
    return numbers;
  }

  private static void randomize(float[] values) {
    for (int i = 0; i < values.length; i++) values[i] = (float) RANDOM.nextGaussian();
  }
}
