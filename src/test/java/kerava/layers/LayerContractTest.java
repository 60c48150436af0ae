package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.Rounding;
import kerava.activations.Activations;
import kerava.config.Axes;
import kerava.config.Family;
import kerava.config.Names;
import kerava.config.Settings;
import kerava.initializers.HeNormal;
import kerava.initializers.RandomUniform;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import kerava.training.Evaluate;
import kerava.training.Fit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for every layer. A new one needs its samples here, and nothing else. */
class LayerContractTest {
  /** A layer, made anew for each use, and the shapes of samples that it takes, one an input. */
  private record Sample(Supplier<Layer> make, List<Shape> xs) {
    Sample(Supplier<Layer> make, Shape... xs) { this(make, List.of(xs)); }

    Layer layer() { return make.get(); }

    /** The shapes of the inputs, with the batch axis. */
    List<Shape> shapes() { return xs.stream().map(x -> x.prepend(Shape.NONE)).toList(); }

    /** The layer's weights and those of all in it. */
    List<Weight> declared(Layer layer) { return declared(layer, shapes()); }

    private static List<Weight> declared(Layer layer, List<Shape> inputs) {
      List<Weight> all = new ArrayList<>(layer.weights(inputs));
      List<List<Shape>> shapes = layer.partInputs(inputs);
      int i = 0;
      for (Layer part : layer.parts().values()) all.addAll(declared(part, shapes.get(i++)));
      return all;
    }

    /** The layer alone in a model. */
    Model alone(Layer layer) { return model(layer, y -> y); }

    /** The layer in the middle of a model for three classes. */
    Model inside(Layer layer) {
      Model model = model(layer, y -> new Dense(3, "softmax").apply(new Flatten().apply(y)));
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      return model;
    }

    private Model model(Layer layer, UnaryOperator<KerasTensor> rest) {
      if (layer instanceof Input input) {
        KerasTensor x = input.tensor();
        return new Model(x, rest.apply(x));
      }
      List<KerasTensor> inputs = xs.stream().map(x -> new Input(x).tensor()).toList();
      return new Model(inputs, List.of(rest.apply(layer.applyAll(inputs).get(0))));
    }

    /** {@code n} samples for each input. */
    Columns random(int n) {
      int words = layer() instanceof Embedding embedding ? embedding.inputDim() : 0;
      return Columns.of(IntStream.range(0, xs.size()).mapToObj(i -> LayerContractTest.random(n, 31 * i + n, xs.get(i)))
          .map(x -> words > 0 ? words(x, words) : x).toArray(Samples[]::new));
    }

    private static NDArray words(NDArray x, int words) {
      float[] values = x.values().clone();
      for (int i = 0; i < values.length; i++) values[i] = (float) Math.floor(Math.abs(100 * values[i]) % words);
      return NDArray.of(x.shape(), values);
    }

    @Override public String toString() { return layer() + " of " + xs; }
  }

  private static final List<Sample> SAMPLES = List.of(
      new Sample(() -> new Activation("tanh"), Shape.of(3, 4)),
      new Sample(() -> new Activation("glu"), Shape.of(3, 6)),
      new Sample(() -> new Dense(7, "relu"), Shape.of(5)),
      new Sample(() -> new Dense(1), Shape.of(5)),
      new Sample(() -> new Dense(16, "sigmoid"), Shape.of(32)),
      new Sample(() -> new Dense(4, "softmax").withUseBias(false), Shape.of(2, 5)),
      new Sample(() -> new Dense(1, "tanh").withBiasInitializer(new RandomUniform(1, 2, 3)), Shape.of(2, 3, 5)),
      new Sample(() -> new Dense(6, "glu").withKernelInitializer(new HeNormal(7)), Shape.of(4)),
      new Sample(() -> new BatchNormalization(), Shape.of(5)),
      new Sample(() -> new BatchNormalization(), Shape.of(16)),
      new Sample(() -> new BatchNormalization().withScale(false), Shape.of(2, 3, 4)),
      new Sample(() -> new BatchNormalization().withCenter(false).withMomentum(0.5), Shape.of(3, 4)),
      new Sample(() -> new BatchNormalization().withCenter(false).withScale(false), Shape.of(4)),
      new Sample(() -> new BatchNormalization().withAxis(1), Shape.of(3, 4)),
      new Sample(() -> new BatchNormalization().withAxis(-2).withEpsilon(0.1), Shape.of(2, 3, 4)),
      new Sample(() -> new Dropout(0.3), Shape.of(5)),
      new Sample(() -> new Dropout(0.2).withSeed(3), Shape.of(3, 4)),
      new Sample(() -> new Dropout(0.25).withNoiseShape(Shape.of(Shape.NONE, 1, 4)), Shape.of(3, 4)),
      new Sample(() -> new Dropout(0), Shape.of(5)),
      new Sample(() -> new LeakyReLU(), Shape.of(5)),
      new Sample(() -> new LeakyReLU(0.05), Shape.of(2, 3, 4)),
      new Sample(() -> new Flatten(), Shape.of(2, 3, 4)),
      new Sample(() -> new Flatten(), Shape.of(5)),
      new Sample(() -> new Sequential(new Dense(7, "relu"), new Dropout(0.2), new BatchNormalization()).layer(), Shape.of(5)),
      new Sample(() -> new Sequential(new Input(3, 4), new Flatten(), new Sequential(new Dense(3), new LeakyReLU(0.1)).layer()).layer(),
          Shape.of(3, 4)),
      new Sample(Add::new, Shape.of(3, 4), Shape.of(3, 4), Shape.of(3, 4)),
      new Sample(Add::new, Shape.of(3, 4), Shape.of(1, 4)),
      new Sample(Subtract::new, Shape.of(5), Shape.of(5)),
      new Sample(Multiply::new, Shape.of(3, 4), Shape.of(3, 1), Shape.of(3, 4)),
      new Sample(Average::new, Shape.of(5), Shape.of(5), Shape.of(5)),
      new Sample(Average::new, Shape.of(5)),
      new Sample(Maximum::new, Shape.of(3, 4), Shape.of(3, 4), Shape.of(1, 4)),
      new Sample(Minimum::new, Shape.of(5), Shape.of(5)),
      new Sample(Concatenate::new, Shape.of(5), Shape.of(2), Shape.of(7)),
      new Sample(() -> new Concatenate(1), Shape.of(2, 4), Shape.of(3, 4)),
      new Sample(() -> new Conv2D(4, 3), Shape.of(5, 7, 3)),
      new Sample(() -> new Conv2D(3, new Pair(2, 3), Activations.TANH).withStrides(new Pair(2, 1)).withPadding(Padding.SAME),
          Shape.of(5, 8, 2)),
      new Sample(() -> new Conv2D(4, 2).withDilationRate(new Pair(2, 3)).withUseBias(false), Shape.of(5, 7, 3)),
      new Sample(() -> new Conv2D(6, new Pair(3, 1), Activations.GLU).withPadding(Padding.SAME), Shape.of(4, 6, 1)),
      new Sample(() -> new Conv2D(4, 3, "relu").withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 5, 7)),
      new Sample(() -> new MaxPooling2D(2), Shape.of(5, 7, 3)),
      new Sample(() -> new MaxPooling2D(new Pair(3, 2)).withStrides(new Pair(1, 3)).withPadding(Padding.SAME), Shape.of(5, 8, 2)),
      new Sample(() -> new MaxPooling2D(2).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 5, 7)),
      new Sample(() -> new AveragePooling2D(2), Shape.of(5, 7, 3)),
      new Sample(() -> new AveragePooling2D(new Pair(2, 3)).withStrides(new Pair(1, 2)).withPadding(Padding.SAME), Shape.of(5, 8, 2)),
      new Sample(() -> new GlobalAveragePooling2D(), Shape.of(4, 5, 3)),
      new Sample(() -> new GlobalAveragePooling2D().withDataFormat(DataFormat.CHANNELS_FIRST).withKeepdims(true), Shape.of(3, 4, 5)),
      new Sample(() -> new GlobalMaxPooling2D(), Shape.of(4, 5, 3)),
      new Sample(() -> new GlobalMaxPooling2D().withKeepdims(true), Shape.of(4, 5, 3)),
      new Sample(() -> new LayerNormalization(), Shape.of(5)),
      new Sample(() -> new LayerNormalization().withAxis(1).withScale(false), Shape.of(3, 4)),
      new Sample(() -> new LayerNormalization().withAxis(-1, 1).withEpsilon(0.1), Shape.of(2, 3, 4)),
      new Sample(() -> new LayerNormalization().withCenter(false).withScale(false), Shape.of(3, 4)),
      new Sample(() -> new Dot(1), Shape.of(5), Shape.of(5)),
      new Sample(() -> new Dot(new Axes(-1, 1)).withNormalize(true), Shape.of(2, 4), Shape.of(4, 3)),
      new Sample(() -> new Dot(new Axes(1, -1)), Shape.of(4), Shape.of(2, 3, 4)),
      new Sample(() -> new Reshape(-1, 2), Shape.of(3, 4)),
      new Sample(() -> new Reshape(3, 2), Shape.of(6)),
      new Sample(() -> new Permute(3, 1, 2), Shape.of(2, 3, 4)),
      new Sample(() -> new ZeroPadding2D(), Shape.of(2, 3, 4)),
      new Sample(() -> new ZeroPadding2D(new Margins(0, 1, 2, 3)).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 3, 4)),
      new Sample(() -> new UpSampling2D(new Pair(2, 3)), Shape.of(2, 3, 4)),
      new Sample(() -> new UpSampling2D().withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 3, 4)),
      new Sample(() -> new ReLU(), Shape.of(5)),
      new Sample(() -> new ReLU().withMaxValue(1.5).withNegativeSlope(0.1).withThreshold(0.25), Shape.of(3, 4)),
      new Sample(() -> new ReLU().withMaxValue(6.), Shape.of(5)),
      new Sample(() -> new Softmax(), Shape.of(5)),
      new Sample(() -> new Softmax(1), Shape.of(3, 4)),
      new Sample(() -> new Embedding(7, 3), Shape.of(4)),
      new Sample(() -> new Embedding(2, 5).withMaskZero(true).withEmbeddingsInitializer(new HeNormal(7)), Shape.of(2, 3)),
      new Sample(() -> new LSTM(3), Shape.of(4, 2)),
      new Sample(() -> new LSTM(2).withReturnSequences(true).withGoBackwards(true).withUseBias(false), Shape.of(3, 5)),
      new Sample(() -> new LSTM(2).withUnroll(true).withReturnState(true), Shape.of(3, 5), Shape.of(2), Shape.of(2)),
      new Sample(() -> new GRU(3), Shape.of(4, 2)),
      new Sample(() -> new GRU(2).withResetAfter(false).withReturnSequences(true), Shape.of(3, 5), Shape.of(2)),
      new Sample(() -> new SimpleRNN(3), Shape.of(4, 2)),
      new Sample(() -> new SimpleRNN(2).withUnroll(true).withReturnSequences(true), Shape.of(3, 5)),
      new Sample(() -> new TimeDistributed(new Dense(3, "relu")), Shape.of(4, 2)),
      new Sample(() -> new TimeDistributed(new Sequential(new Flatten(), new Dense(3), new Dropout(0.2)).layer()), Shape.of(4, 2, 3)),
      new Sample(() -> new Bidirectional(new LSTM(3)), Shape.of(4, 2)),
      new Sample(() -> new Bidirectional(new GRU(2).withReturnSequences(true), Bidirectional.MergeMode.AVE), Shape.of(3, 5), Shape.of(2),
          Shape.of(2)),
      new Sample(() -> new MultiHeadAttention(2, 3), Shape.of(4, 5), Shape.of(3, 2)),
      new Sample(() -> new MultiHeadAttention(3, 2).withValueDim(4).withOutputShape(2).withDropout(0.2).withUseCausalMask(true)
          .withReturnAttentionScores(true), Shape.of(4, 5), Shape.of(4, 2), Shape.of(4, 3)),
      new Sample(() -> new Identity(), Shape.of(3, 4)),
      new Sample(() -> new RepeatVector(3), Shape.of(5)),
      new Sample(() -> new ELU(), Shape.of(5)),
      new Sample(() -> new ELU(0.3), Shape.of(3, 4)),
      new Sample(() -> new Rescaling(0.5).withOffset(-0.25), Shape.of(3, 4)),
      new Sample(() -> new ZeroPadding1D(new Ends(1, 2)), Shape.of(3, 4)),
      new Sample(() -> new ZeroPadding1D().withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 4)),
      new Sample(() -> new Cropping1D(new Ends(1, 2)), Shape.of(5, 3)),
      new Sample(() -> new Cropping1D(new Ends(2, 0)), Shape.of(5, 3)),
      new Sample(() -> new Cropping2D(new Margins(0, 1, 2, 0)), Shape.of(4, 5, 3)),
      new Sample(() -> new Cropping2D(new Margins(1, 0)).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 4, 5)),
      new Sample(() -> new UpSampling1D(3), Shape.of(2, 4)),
      new Sample(() -> new GlobalAveragePooling1D(), Shape.of(4, 3)),
      new Sample(() -> new GlobalAveragePooling1D().withDataFormat(DataFormat.CHANNELS_FIRST).withKeepdims(true), Shape.of(3, 4)),
      new Sample(() -> new GlobalMaxPooling1D(), Shape.of(4, 3)),
      new Sample(() -> new GlobalMaxPooling1D().withKeepdims(true), Shape.of(4, 3)),
      new Sample(() -> new MaxPooling1D(), Shape.of(7, 3)),
      new Sample(() -> new MaxPooling1D(3).withStrides(2).withPadding(Padding.SAME), Shape.of(8, 3)),
      new Sample(() -> new MaxPooling1D(2).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 7)),
      new Sample(() -> new AveragePooling1D(2), Shape.of(7, 3)),
      new Sample(() -> new AveragePooling1D(3).withStrides(2).withPadding(Padding.SAME), Shape.of(8, 3)),
      new Sample(() -> new Conv1D(4, 3, "relu"), Shape.of(7, 3)),
      new Sample(() -> new Conv1D(4, 3).withPadding(Padding.CAUSAL).withStrides(2), Shape.of(8, 3)),
      new Sample(() -> new Conv1D(4, 2).withPadding(Padding.CAUSAL).withDilationRate(3).withUseBias(false), Shape.of(8, 3)),
      new Sample(() -> new Conv1D(4, 3).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 7)),
      new Sample(() -> new DepthwiseConv2D(3), Shape.of(5, 7, 3)),
      new Sample(() -> new DepthwiseConv2D(new Pair(2, 3)).withDepthMultiplier(2).withPadding(Padding.SAME).withStrides(new Pair(2)),
          Shape.of(5, 8, 2)),
      new Sample(() -> new DepthwiseConv2D(2).withDilationRate(new Pair(2, 3)).withUseBias(false), Shape.of(5, 7, 3)),
      new Sample(() -> new DepthwiseConv2D(2).withDepthMultiplier(3).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 5, 7)),
      new Sample(Masking::new, Shape.of(3, 4)),
      new Sample(() -> new Input(3, 4), Shape.of(3, 4)));

  @TestFactory Stream<DynamicTest> everyMemberHasASample() {
    return Family.members(Layer.class).values().stream().map(member -> DynamicTest.dynamicTest(member.getSimpleName(),
        () -> assertTrue(SAMPLES.stream().anyMatch(s -> s.layer().getClass() == member),
            member.getSimpleName() + " has no sample in LayerContractTest.SAMPLES; add one, with a lopsided shape")));
  }

  @TestFactory Stream<DynamicTest> declaresTheShapeItComputes() {
    return each(sample -> {
      Layer layer = sample.layer();
      try (Model model = sample.alone(layer)) {
        Shape declared = layer.outputShapes(sample.shapes()).get(0);
        assertEquals(Shape.NONE, declared.size(0), "batch axis");
        for (int n : new int[] {1, 3}) assertEquals(declared.dropFirst().prepend(n), model.predict(sample.random(n)).shape());
      }
    });
  }

  @TestFactory Stream<DynamicTest> hasTheWeightsItDeclares() {
    return each(sample -> {
      Layer layer = sample.layer();
      try (Model model = sample.alone(layer)) {
        List<Weight> weights = sample.declared(layer);
        assertEquals(weights.stream().map(Weight::shape).toList(), model.getWeights().stream().map(NDArray::shape).toList());
        assertEquals(weights.stream().mapToLong(w -> w.shape().elements()).sum(), model.countParams());
        List<Weight> own = layer.weights(sample.shapes());
        assertEquals(own.size(), own.stream().map(Weight::name).distinct().count(), "names within the layer");
      }
    });
  }

  @TestFactory Stream<DynamicTest> derivesByTheWeightsThatItTrains() {
    return each(sample -> {
      Layer layer = sample.layer();
      try (Model model = sample.inside(layer)) {
        List<Shape> trained = new ArrayList<>(
            sample.declared(layer).stream().filter(Weight::trainable).map(Weight::shape).toList());
        List<NDArray> all = model.getWeights();
        for (NDArray head : all.subList(all.size() - 2, all.size())) trained.add(head.shape());
        assertEquals(trained, model.gradients(sample.random(7), labels(7)).stream().map(NDArray::shape).toList());
        long fixed = model.countParams() - trained.stream().mapToLong(Shape::elements).sum();
        assertTrue(model.summary().contains(" Non-trainable params: " + fixed + " ("), model.summary());
      }
    });
  }

  @TestFactory Stream<DynamicTest> isNamedByKerasOrByTheUser() {
    return each(sample -> {
      Layer layer = sample.layer(), named = layer.named("은닉층");
      assertEquals(null, layer.name());
      assertEquals("은닉층", named.name());
      if (layer instanceof Record) assertEquals(layer, named.named(null), "all but the name stays");
      try (Model model = sample.alone(named)) {
        assertTrue(model.summary().contains("은닉층"), model.summary());
      }
      String member = layer.getClass().getSimpleName();
      assertEquals(Map.of("Input", "InputLayer", "Network", "Sequential").getOrDefault(member, member), layer.className());
    });
  }

  @TestFactory Stream<DynamicTest> isItsSettings() {
    return each(sample -> {
      if (!(sample.layer() instanceof Record record)) return;
      Map<String, Object> settings = Settings.of(record);
      assertTrue(settings.containsKey("options"));
      for (var component : record.getClass().getRecordComponents()) {
        String key = Names.snakeCase(component.getName());
        assertTrue(settings.containsKey(key), key);
        assertEquals(record, Settings.with(record, component.getName(), settings.get(key)), key);
      }
    });
  }

  @TestFactory Stream<DynamicTest> learns() {
    return each(sample -> {
      RandomSeed.set(3);
      try (Model model = sample.inside(sample.layer())) {
        Columns x = sample.random(11);
        NDArray y = labels(11);
        List<NDArray> before = model.getWeights();
        double loss = model.fit(x, y, quiet().epochs(2).batchSize(4)).get("loss").get(0);
        assertTrue(Double.isFinite(loss) && loss > 0, "loss " + loss);
        assertChanged(before, model.getWeights());
        assertEquals(model.evaluate(x, y, new Evaluate().verbose(0)).values(),
            model.evaluate(x, y, new Evaluate().verbose(0)).values(), "evaluate changes nothing");
      }
    });
  }

  @TestFactory Stream<DynamicTest> learnsToTheEndInEvenBatches() {
    return each(sample -> {
      RandomSeed.set(3);
      try (Model model = sample.inside(sample.layer())) {
        Columns x = sample.random(12);
        NDArray y = labels(12);
        List<Double> losses = model.fit(x, y, quiet().epochs(60).batchSize(4).shuffle(false)).get("loss");
        assertTrue(losses.get(59) < losses.get(0), "the loss falls: " + losses);
      }
    });
  }

  @TestFactory Stream<DynamicTest> denseLearnsWithEveryActivation() {
    return Arrays.stream(Activations.values()).map(activation -> DynamicTest.dynamicTest(activation.toString(), () -> {
      RandomSeed.set(5);
      try (Model model = new Sample(() -> null, Shape.of(6)).inside(new Dense(10, activation))) {
        NDArray x = random(13, Shape.of(6)), y = labels(13);
        List<NDArray> before = model.getWeights();
        assertTrue(Double.isFinite(model.fit(x, y, quiet().batchSize(4)).get("loss").get(0)));
        assertChanged(before, model.getWeights());
        for (NDArray gradient : model.gradients(x, y)) for (float g : gradient.values()) assertTrue(Float.isFinite(g), "gradient " + g);
      }
    }));
  }

  /** Layers that work on the last axis take further axes as more rows. */
  @TestFactory Stream<DynamicTest> takesFurtherAxesAsRows() {
    Map<String, Layer> layers = Map.of("Dense", new Dense(3, "softmax"), "Activation", new Activation("softmax"));
    return layers.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
      NDArray rows = random(12, Shape.of(5));
      Layer layer = e.getValue();
      try (Model flat = new Sample(() -> layer, Shape.of(5)).alone(layer);
          Model deep = new Sample(() -> layer, Shape.of(3, 2, 5)).alone(layer)) {
        NDArray expected = flat.predict(rows), actual = deep.predict(rows.reshape(2, 3, 2, 5));
        assertEquals(Shape.of(2, 3, 2, expected.shape().last()), actual.shape());
        assertArrayEquals(expected.values(), actual.values(), (float) Rounding.ONE_PASS);
      }
    }));
  }

  private static void assertChanged(List<NDArray> before, List<NDArray> after) {
    for (int i = 0; i < before.size(); i++) assertFalse(before.get(i).equals(after.get(i)), "weight " + i + " is still " + after.get(i));
  }

  private static Fit quiet() { return new Fit().verbose(0); }

  private static NDArray random(int n, Shape sample) { return random(n, n, sample); }

  private static NDArray random(int n, int seed, Shape sample) {
    Random random = new Random(seed);
    float[] values = new float[(int) (n * sample.elements())];
    for (int i = 0; i < values.length; i++) values[i] = (float) (1.5 * random.nextGaussian());
    return NDArray.of(sample.prepend(n), values);
  }

  private static NDArray labels(int n) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) labels[i] = (i * i + 1) % 3;
    return NDArray.of(labels);
  }

  private interface Check {
    void of(Sample sample);
  }

  private static Stream<DynamicTest> each(Check check) {
    return SAMPLES.stream().map(sample -> DynamicTest.dynamicTest(sample.toString(), () -> check.of(sample)));
  }
}
