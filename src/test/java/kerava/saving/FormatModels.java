package kerava.saving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.layers.AdaptiveAveragePooling3D;
import kerava.layers.AdaptiveMaxPooling3D;
import kerava.layers.AutoContrast;
import kerava.layers.AveragePooling3D;
import kerava.layers.BatchNormalization;
import kerava.layers.Bidirectional;
import kerava.layers.Bits;
import kerava.layers.Conv2D;
import kerava.layers.Conv3D;
import kerava.layers.Conv3DTranspose;
import kerava.layers.ConvLSTM1D;
import kerava.layers.ConvLSTM2D;
import kerava.layers.ConvLSTM3D;
import kerava.layers.Cropping3D;
import kerava.layers.DataFormat;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.EinsumDense;
import kerava.layers.Flatten;
import kerava.layers.GRU;
import kerava.layers.GRUCell;
import kerava.layers.GlobalAveragePooling3D;
import kerava.layers.GlobalMaxPooling3D;
import kerava.layers.GroupNormalization;
import kerava.layers.HashedCrossing;
import kerava.layers.Hashing;
import kerava.layers.Input;
import kerava.layers.IntegerLookup;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.layers.LSTMCell;
import kerava.layers.Layer;
import kerava.layers.MaxPooling3D;
import kerava.layers.Ngrams;
import kerava.layers.Normalization;
import kerava.layers.OutputMode;
import kerava.layers.RMSNormalization;
import kerava.layers.RNN;
import kerava.layers.RandomBrightness;
import kerava.layers.RandomColorDegeneration;
import kerava.layers.RandomColorJitter;
import kerava.layers.RandomContrast;
import kerava.layers.RandomCrop;
import kerava.layers.RandomErasing;
import kerava.layers.RandomFlip;
import kerava.layers.RandomGaussianBlur;
import kerava.layers.RandomGrayscale;
import kerava.layers.RandomHue;
import kerava.layers.RandomInvert;
import kerava.layers.RandomPerspective;
import kerava.layers.RandomPosterization;
import kerava.layers.RandomRotation;
import kerava.layers.RandomSaturation;
import kerava.layers.RandomSharpness;
import kerava.layers.RandomShear;
import kerava.layers.RandomTranslation;
import kerava.layers.RandomZoom;
import kerava.layers.ReversibleEmbedding;
import kerava.layers.Salt;
import kerava.layers.SimpleRNN;
import kerava.layers.SimpleRNNCell;
import kerava.layers.Solarization;
import kerava.layers.SpatialDropout3D;
import kerava.layers.SpectralNormalization;
import kerava.layers.StackedRNNCells;
import kerava.layers.StringLookup;
import kerava.layers.TextVectorization;
import kerava.layers.TextVectorization.Split;
import kerava.layers.TimeDistributed;
import kerava.layers.UpSampling3D;
import kerava.layers.Values;
import kerava.layers.ZeroPadding3D;
import kerava.losses.Loss;
import kerava.losses.MeanSquaredError;
import kerava.metrics.Accuracy;
import kerava.metrics.MeanSquaredLogarithmicError;
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

/** Models of every member of every family for {@link FormatContractTest}. */
final class FormatModels {
  private static final Shape SAMPLE = Shape.of(2, 3);
  /** Models for layers that cannot stand alone between an Input and a Dense. */
  private static final Map<Class<?>, List<List<? extends Layer>>> LAYERS = new HashMap<>(Map.of(
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
          List.of(new Sequential(new Input(SAMPLE), new Dense(4)).layer()))));

  static {
    for (Layer each : List.of(new LSTMCell(2), new GRUCell(2), new SimpleRNNCell(2)))
      LAYERS.put(each.getClass(), List.of(after(new Input(SAMPLE), new RNN(each.named("cell"))),
          after(new Input(SAMPLE), new RNN(all((Record) each).named("cell")))));
    LAYERS.put(ConvLSTM1D.class, recurrent(new Input(2, 7, 3), new ConvLSTM1D(2, 2)));
    LAYERS.put(ConvLSTM2D.class, recurrent(new Input(2, 7, 8, 3), new ConvLSTM2D(2, 2)));
    LAYERS.put(ConvLSTM3D.class, recurrent(new Input(2, 4, 5, 6, 2), new ConvLSTM3D(2, 2)));
    LAYERS.put(RNN.class, List.of(after(new Input(SAMPLE), new RNN(new GRUCell(2).named("cell"))), after(new Input(SAMPLE),
        new RNN(new LSTMCell(2).named("cell")).withReturnSequences(true).withUnroll(true).withGoBackwards(true))));
    LAYERS.put(StackedRNNCells.class, List.of(
        after(new Input(SAMPLE),
            new RNN(new StackedRNNCells(new LSTMCell(2).named("a"), new GRUCell(3).named("b"), new LSTMCell(4).named("c")).named("stack"))),
        after(new Input(SAMPLE), new RNN(new StackedRNNCells(new SimpleRNNCell(2).named("one")).named("stack")))));
    LAYERS.put(ReversibleEmbedding.class, List.of(after(new Input(2), new ReversibleEmbedding(11, 3)),
        after(new Input(2), all(new ReversibleEmbedding(11, 3)))));
    LAYERS.put(GroupNormalization.class,
        List.of(after(new Input(64), new GroupNormalization()), after(new Input(2, 70), all(new GroupNormalization()))));
    LAYERS.put(RMSNormalization.class, List.of(after(new Input(SAMPLE), new RMSNormalization()),
        after(new Input(SAMPLE), new RMSNormalization().withAxis(-2, -1).withEpsilon(0.01))));
    LAYERS.put(SpatialDropout3D.class, List.of(after(new Input(2, 3, 2, 4), new SpatialDropout3D(0.25)),
        after(new Input(2, 3, 2, 4), all(new SpatialDropout3D(0.25)))));
    for (Layer each : List.of(new MaxPooling3D(), new AveragePooling3D(2), new GlobalMaxPooling3D(), new GlobalAveragePooling3D(),
        new ZeroPadding3D(), new Cropping3D(), new UpSampling3D(), new Conv3D(4, 2), new Conv3DTranspose(4, 2),
        new AdaptiveAveragePooling3D(2), new AdaptiveMaxPooling3D(2)))
      LAYERS.put(each.getClass(), List.of(after(new Input(4, 5, 6, 8), each),
          after(new Input(4, 6, 8, 8), (Layer) Settings.with((Record) all((Record) each), "dataFormat", DataFormat.CHANNELS_LAST))));
    LAYERS.put(SpectralNormalization.class, List.of(after(new Input(SAMPLE), new SpectralNormalization(new Dense(4, "tanh").named("each"))),
        after(new Input(7, 9, 2), new SpectralNormalization(new Conv2D(3, 2).named("windows")).withPowerIterations(2))));
    LAYERS.put(RandomCrop.class,
        List.of(after(new Input(4, 5, 3), new RandomCrop(2, 3).withSeed(3)), after(new Input(4, 5, 3), new RandomCrop(4, 5))));
    for (Layer each : List.of(new RandomFlip(), new RandomBrightness(0.25), new RandomContrast(0.25), new AutoContrast(),
        new RandomColorDegeneration(0.25), new RandomColorJitter(), new RandomErasing(), new RandomGaussianBlur(), new RandomGrayscale(),
        new RandomHue(0.25),
        new RandomInvert(), new RandomPerspective(), new RandomPosterization(new Bits(2, 5)), new RandomRotation(0.25),
        new RandomSaturation(0.25), new RandomSharpness(0.25), new RandomShear(), new RandomTranslation(0.25, 0.5), new RandomZoom(0.25),
        new Solarization()))
      LAYERS.put(each.getClass(), List.of(after(new Input(4, 5, 3), each),
          after(new Input(4, 5, 3), (Layer) Settings.with((Record) all((Record) each), "dataFormat", DataFormat.CHANNELS_LAST))));
    Values mean = Values.of(0.5, 0.25, -1), variance = Values.of(2, 1, 0.5);
    LAYERS.put(Normalization.class, List.of(after(new Input(SAMPLE), new Normalization().withMoments(mean, variance)),
        after(new Input(SAMPLE), new Normalization().withAxis(1, 2).withMoments(mean, variance).withInvert(true))));
    LAYERS.put(EinsumDense.class, List.of(after(new Input(SAMPLE), new EinsumDense("abc,cd->abd", 2, 4)),
        after(new Input(SAMPLE), new EinsumDense("...b,bc->...c", 4).withBiasAxes("c"))));
    LAYERS.put(StringLookup.class, List.of(after(new Input(3).withDtype("string"), StringLookup.of("가", "b")),
        after(new Input(3).withDtype("string"), StringLookup.of("a", "b").withMaskToken("").withNumOovIndices(2).withMaxTokens(9)
            .withOutputMode(OutputMode.MULTI_HOT).withPadToMaxTokens(true))));
    LAYERS.put(TextVectorization.class, List.of(
        after(new Input().withDtype("string"), TextVectorization.of("가", "b").withOutputSequenceLength(4)),
        after(new Input(1).withDtype("string"), TextVectorization.of("a", "b c").withNgrams(Ngrams.of(2, 1)).withStandardize(null)
            .withSplit(Split.CHARACTER).withMaxTokens(9).withOutputMode(OutputMode.MULTI_HOT).withPadToMaxTokens(true))));
    LAYERS.put(IntegerLookup.class, List.of(after(new Input(3).withDtype("int64"), IntegerLookup.of(3, 5)),
        after(new Input(3).withDtype("int64"), IntegerLookup.of(3, 5).withMaskToken(-1L).withOutputMode(OutputMode.COUNT))));
    LAYERS.put(Hashing.class, List.of(after(new Input(3).withDtype("string"), new Hashing(5)), after(new Input(3).withDtype("string"),
        new Hashing(5).withMaskValue("").withSalt(new Salt(7)).withOutputMode(OutputMode.MULTI_HOT))));
  }

  /** For layers on vectors alone, on longer sequences, and on images. */
  private static final Shape VECTOR = Shape.of(6), SEQUENCE = Shape.of(9, 8), IMAGE = Shape.of(7, 9, 8);

  private static List<Layer> after(Input input, Layer layer) { return List.of(input, layer); }

  /** With all that can be changed. */
  private static Layer all(Record layer) {
    List<Record> variants = ConfigContractTest.variants(layer.getClass());
    return (Layer) variants.get(variants.size() - 1);
  }

  /** With all that can be changed where there is one output. */
  private static List<List<? extends Layer>> recurrent(Record layer) { return recurrent(new Input(SAMPLE), layer); }

  private static List<List<? extends Layer>> recurrent(Input input, Record layer) {
    Record all = Settings.with((Record) all(layer), "returnState", false);
    return List.of(List.of(input, (Layer) layer), List.of(input.withBatchSize(4), (Layer) all));
  }

  private static final Random RANDOM = new Random(3);

  private FormatModels() {}

  static List<Snapshot> of(Class<?> member) {
    if (LAYERS.containsKey(member))
      return LAYERS.get(member).stream().map(layers -> model(layers, new Adam(), new MeanSquaredError())).toList();
    if (member == HashedCrossing.class) return List.of(crossed(new HashedCrossing(6)), crossed(all(new HashedCrossing(6))));
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
            variant + " does not stand after Input" + SAMPLE + " or " + IMAGE + "; add a model for it to LAYERS in FormatModels ("
                + e.getMessage()
                + ")",
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
    return snapshot(network, network.build(network.inputShape()), optimizer,
        CompileSettings.of(optimizer, loss, metrics).withWeightedMetrics(metrics));
  }

  private static Snapshot snapshot(Network network, Built built, Optimizer optimizer, CompileSettings settings) {
    OptimizerState first = OptimizerState.first(optimizer, built.trained());
    for (List<NDArray> values : first.slots().values())
      for (NDArray each : values) if (each.shape().rank() > 0) randomized(each.values()); // a scalar holds an empty place
    first.own().values().forEach(value -> randomized(value.values()));
    OptimizerState state = new OptimizerState(41, first.learningRate(), first.slots(), first.own(),
        first.lossScale() == null ? null : new LossScale(5, 12.5f),
        first.parts().stream().map(part -> new OptimizerState.Part(43, part.learningRate())).toList());
    return new Snapshot(network, built, settings, numbers(built.variables()), state);
  }

  private static Shape sample(Layer layer) {
    return Stream.of(SAMPLE, VECTOR, SEQUENCE).filter(sample -> takes(layer, sample)).findFirst().orElse(IMAGE);
  }

  private static boolean takes(Layer layer, Shape... samples) {
    try {
      layer.outputShapes(Arrays.stream(samples).map(sample -> sample.prepend(Shape.NONE)).toList());
      return true;
    } catch (KeravaException e) {
      return false;
    }
  }

  private static boolean takesTwo(Layer layer) { return !(layer instanceof Input) && takes(layer, SAMPLE, SAMPLE); }

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
        CompileSettings.of(optimizer).withLoss("y", new MeanSquaredError()).withLossWeight("y", 0.5).withMetrics("y", new Accuracy())
            .withWeightedMetrics("y", new Accuracy(), new MeanSquaredLogarithmicError()));
  }

  private static Snapshot crossed(Layer layer) {
    KerasTensor a = new Input(1).withDtype("string").tensor(), b = new Input(1).withDtype("int64").tensor();
    KerasTensor y = new Dense(2).named("y").apply(layer.apply(a, b));
    Network network = Network.functional("m", List.of(a, b), List.of(y));
    Optimizer optimizer = new Adam();
    return snapshot(network, network.build(network.inputShapes()), optimizer, CompileSettings.of(optimizer, new MeanSquaredError()));
  }

  private static List<NDArray> numbers(List<Variable> variables) {
    return variables.stream().map(each -> new NDArray(each.shape(), randomized(new float[each.size()]))).toList();
  }

  private static float[] randomized(float[] values) {
    for (int i = 0; i < values.length; i++) values[i] = (float) RANDOM.nextGaussian();
    return values;
  }
}
