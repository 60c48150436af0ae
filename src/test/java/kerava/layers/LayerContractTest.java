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
import java.util.function.Function;
import java.util.stream.Stream;
import kerava.Rounding;
import kerava.activations.Activations;
import kerava.config.Family;
import kerava.config.Names;
import kerava.config.Settings;
import kerava.initializers.HeNormal;
import kerava.initializers.RandomUniform;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.Evaluate;
import kerava.training.Fit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for every layer. A new one needs its samples here, and nothing else. */
class LayerContractTest {
  /** A layer, and the shape of a sample that it takes. */
  private record Sample(Layer layer, Shape x) {
    /** The layer alone in a model. */
    Sequential alone() { return layer instanceof Input ? new Sequential(layer) : new Sequential(new Input(x, null), layer); }

    /** The layer in the middle of a model for three classes. */
    Sequential inside() {
      List<Layer> layers = new ArrayList<>(layer instanceof Input ? List.of(layer) : List.of(new Input(x, null), layer));
      layers.addAll(List.of(new Flatten(), new Dense(3, "softmax")));
      Sequential model = new Sequential(null, layers);
      model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
      return model;
    }

    @Override public String toString() { return layer + " of " + x; }
  }

  private static final List<Sample> SAMPLES = List.of(
      new Sample(new Activation("tanh"), Shape.of(3, 4)),
      new Sample(new Activation("glu"), Shape.of(3, 6)),
      new Sample(new Dense(7, "relu"), Shape.of(5)),
      new Sample(new Dense(1), Shape.of(5)),
      new Sample(new Dense(16, "sigmoid"), Shape.of(32)),
      new Sample(new Dense(4, "softmax").withUseBias(false), Shape.of(2, 5)),
      new Sample(new Dense(1, "tanh").withBiasInitializer(new RandomUniform(1, 2, 3)), Shape.of(2, 3, 5)),
      new Sample(new Dense(6, "glu").withKernelInitializer(new HeNormal(7)), Shape.of(4)),
      new Sample(new BatchNormalization(), Shape.of(5)),
      new Sample(new BatchNormalization(), Shape.of(16)),
      new Sample(new BatchNormalization().withScale(false), Shape.of(2, 3, 4)),
      new Sample(new BatchNormalization().withCenter(false).withMomentum(0.5), Shape.of(3, 4)),
      new Sample(new BatchNormalization().withCenter(false).withScale(false), Shape.of(4)),
      new Sample(new BatchNormalization().withAxis(1), Shape.of(3, 4)),
      new Sample(new BatchNormalization().withAxis(-2).withEpsilon(0.1), Shape.of(2, 3, 4)),
      new Sample(new Dropout(0.3), Shape.of(5)),
      new Sample(new Dropout(0.2).withSeed(3), Shape.of(3, 4)),
      new Sample(new Dropout(0.25).withNoiseShape(Shape.of(Shape.NONE, 1, 4)), Shape.of(3, 4)),
      new Sample(new Dropout(0), Shape.of(5)),
      new Sample(new LeakyReLU(), Shape.of(5)),
      new Sample(new LeakyReLU(0.05), Shape.of(2, 3, 4)),
      new Sample(new Flatten(), Shape.of(2, 3, 4)),
      new Sample(new Flatten(), Shape.of(5)),
      new Sample(new Nested(new Dense(7, "relu"), new Dropout(0.2), new BatchNormalization()), Shape.of(5)),
      new Sample(new Nested(new Input(3, 4), new Flatten(), new Nested(new Dense(3), new LeakyReLU(0.1))), Shape.of(3, 4)),
      new Sample(new Input(3, 4), Shape.of(3, 4)));

  @TestFactory Stream<DynamicTest> everyMemberHasASample() {
    return Family.members(Layer.class).values().stream().map(member -> DynamicTest.dynamicTest(member.getSimpleName(),
        () -> assertTrue(SAMPLES.stream().anyMatch(s -> s.layer.getClass() == member),
            member.getSimpleName() + " has no sample in LayerContractTest.SAMPLES; add one, with a lopsided shape")));
  }

  @TestFactory Stream<DynamicTest> declaresTheShapeItComputes() {
    return each(sample -> {
      try (Sequential model = sample.alone()) {
        Shape declared = sample.layer.outputShape(sample.x.prepend(Shape.NONE));
        assertEquals(Shape.NONE, declared.size(0), "batch axis");
        for (int n : new int[] {1, 3}) assertEquals(declared.dropFirst().prepend(n), model.predict(random(n, sample.x)).shape());
      }
    });
  }

  @TestFactory Stream<DynamicTest> hasTheWeightsItDeclares() {
    return each(sample -> {
      try (Sequential model = sample.alone()) {
        List<Weight> weights = sample.layer.weights(sample.x.prepend(Shape.NONE));
        assertEquals(weights.stream().map(Weight::shape).toList(), model.getWeights().stream().map(NDArray::shape).toList());
        assertEquals(weights.stream().mapToLong(w -> w.shape().elements()).sum(), model.countParams());
        assertEquals(weights.size(), weights.stream().map(Weight::name).distinct().count(), "names within the layer");
      }
    });
  }

  @TestFactory Stream<DynamicTest> derivesByTheWeightsThatItTrains() {
    return each(sample -> {
      try (Sequential model = sample.inside()) {
        List<Shape> trained = new ArrayList<>(
            sample.layer.weights(sample.x.prepend(Shape.NONE)).stream().filter(Weight::trainable).map(Weight::shape).toList());
        List<NDArray> all = model.getWeights();
        for (NDArray head : all.subList(all.size() - 2, all.size())) trained.add(head.shape());
        assertEquals(trained, model.gradients(random(7, sample.x), labels(7)).stream().map(NDArray::shape).toList());
        long fixed = model.countParams() - trained.stream().mapToLong(Shape::elements).sum();
        assertTrue(model.summary().contains(" Non-trainable params: " + fixed + " ("), model.summary());
      }
    });
  }

  @TestFactory Stream<DynamicTest> isNamedByKerasOrByTheUser() {
    return each(sample -> {
      assertEquals(null, sample.layer.name());
      Layer named = sample.layer.named("은닉층");
      assertEquals("은닉층", named.name());
      assertEquals(sample.layer, named.named(null), "all but the name stays");
      try (Sequential model = new Sample(named, sample.x).alone()) {
        assertEquals("은닉층", model.network().members().get(model.network().members().size() - 1).name());
        assertTrue(named instanceof Input || model.summary().contains("은닉층 (" + named.className() + ")"), model.summary());
      }
      String member = sample.layer.getClass().getSimpleName();
      assertEquals(Map.of("Input", "InputLayer", "Nested", "Sequential").getOrDefault(member, member), sample.layer.className());
    });
  }

  @TestFactory Stream<DynamicTest> isItsSettings() {
    return each(sample -> {
      Record record = (Record) sample.layer;
      Map<String, Object> settings = Settings.of(record);
      assertTrue(settings.containsKey("name"));
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
      try (Sequential model = sample.inside()) {
        NDArray x = random(11, sample.x), y = labels(11);
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
      try (Sequential model = sample.inside()) {
        NDArray x = random(12, sample.x), y = labels(12);
        List<Double> losses = model.fit(x, y, quiet().epochs(60).batchSize(4).shuffle(false)).get("loss");
        assertTrue(losses.get(59) < losses.get(0), "the loss falls: " + losses);
      }
    });
  }

  @TestFactory Stream<DynamicTest> denseLearnsWithEveryActivation() {
    return Arrays.stream(Activations.values()).map(activation -> DynamicTest.dynamicTest(activation.toString(), () -> {
      RandomSeed.set(5);
      try (Sequential model = new Sample(new Dense(10, activation), Shape.of(6)).inside()) {
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
    Map<String, Function<Shape, Sample>> layers = Map.of(
        "Dense", x -> new Sample(new Dense(3, "softmax").withKernelInitializer(new HeNormal(4)), x),
        "Activation", x -> new Sample(new Activation("softmax"), x));
    return layers.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
      NDArray rows = random(12, Shape.of(5));
      try (Sequential flat = e.getValue().apply(Shape.of(5)).alone(); Sequential deep = e.getValue().apply(Shape.of(3, 2, 5)).alone()) {
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

  private static NDArray random(int n, Shape sample) {
    Random random = new Random(n);
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
