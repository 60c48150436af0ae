package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kerava.Rounding;
import kerava.activations.Activations;
import kerava.config.Family;
import kerava.config.Names;
import kerava.config.Settings;
import kerava.models.Model;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for every layer. A new one needs its samples in {@link LayerSamples}. */
class LayerContractTest {
  @TestFactory Stream<DynamicTest> everyMemberHasASample() {
    return Family.members(Layer.class).values().stream().map(member -> DynamicTest.dynamicTest(member.getSimpleName(),
        () -> assertTrue(LayerSamples.ALL.stream().anyMatch(s -> s.layer().getClass() == member),
            member.getSimpleName() + " has no sample in LayerSamples.ALL; add one, with a lopsided shape")));
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

  /** The first sample of each layer; the others train in StoredFitsTest. */
  @TestFactory Stream<DynamicTest> learns() {
    Set<Class<?>> seen = new HashSet<>();
    return each(LayerSamples.ALL.stream().filter(sample -> seen.add(sample.layer().getClass())), sample -> {
      RandomSeed.set(3);
      try (Model model = sample.inside(sample.layer())) {
        Columns x = sample.random(12);
        NDArray y = labels(12);
        List<NDArray> before = model.getWeights();
        List<Double> losses = model.fit(x, y, quiet().withEpochs(60).withBatchSize(4).withShuffle(false)).get("loss");
        assertTrue(Double.isFinite(losses.get(0)) && losses.get(0) > 0, "loss " + losses.get(0));
        assertTrue(losses.get(59) < losses.get(0), "the loss falls: " + losses);
        assertChanged(before, model.getWeights());
        assertEquals(model.evaluate(x, y, new EvaluateOptions().withVerbose(0)).values(),
            model.evaluate(x, y, new EvaluateOptions().withVerbose(0)).values(), "evaluate changes nothing");
      }
    });
  }

  @TestFactory Stream<DynamicTest> denseLearnsWithEveryActivation() {
    return Arrays.stream(Activations.values()).map(activation -> DynamicTest.dynamicTest(activation.toString(), () -> {
      RandomSeed.set(5);
      try (Model model = new LayerSample(() -> null, Shape.of(6)).inside(new Dense(10, activation))) {
        NDArray x = random(13, Shape.of(6)), y = labels(13);
        List<NDArray> before = model.getWeights();
        assertTrue(Double.isFinite(model.fit(x, y, quiet().withBatchSize(4)).get("loss").get(0)));
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
      try (Model flat = new LayerSample(() -> layer, Shape.of(5)).alone(layer);
          Model deep = new LayerSample(() -> layer, Shape.of(3, 2, 5)).alone(layer)) {
        NDArray expected = flat.predict(rows), actual = deep.predict(rows.reshape(2, 3, 2, 5));
        assertEquals(Shape.of(2, 3, 2, expected.shape().last()), actual.shape());
        assertArrayEquals(expected.values(), actual.values(), (float) Rounding.ONE_PASS);
      }
    }));
  }

  private static void assertChanged(List<NDArray> before, List<NDArray> after) {
    for (int i = 0; i < before.size(); i++) assertFalse(before.get(i).equals(after.get(i)), "weight " + i + " is still " + after.get(i));
  }

  private static FitOptions quiet() { return new FitOptions().withVerbose(0); }

  private static NDArray random(int n, Shape sample) { return LayerSample.random(n, n, sample); }

  private static NDArray labels(int n) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) labels[i] = (i * i + 1) % 3;
    return NDArray.of(labels);
  }

  private interface Check {
    void of(LayerSample sample);
  }

  private static Stream<DynamicTest> each(Check check) { return each(LayerSamples.ALL.stream(), check); }

  private static Stream<DynamicTest> each(Stream<LayerSample> samples, Check check) {
    return samples.map(sample -> DynamicTest.dynamicTest(sample.toString(), () -> check.of(sample)));
  }
}
