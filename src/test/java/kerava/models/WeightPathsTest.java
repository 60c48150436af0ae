package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.layers.BatchNormalization;
import kerava.layers.Bidirectional;
import kerava.layers.Dense;
import kerava.layers.Embedding;
import kerava.layers.GRU;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.layers.MultiHeadAttention;
import kerava.layers.SimpleRNN;
import kerava.layers.TimeDistributed;
import kerava.optimizers.Trainable;
import kerava.random.Session;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The paths of weights that optimizers are told are Keras's (src/test/python/golden_paths.py), of models as they are made and as they are
 * loaded.
 */
class WeightPathsTest {
  private static final Map<String, Supplier<Model>> MODELS = new LinkedHashMap<>();

  static {
    MODELS.put("a chain",
        () -> new Sequential("chain", List.of(new Input(3), new Dense(4), new BatchNormalization(), new Dense(2).named("out"))));
    MODELS.put("a chain of sequences",
        () -> new Sequential("chain", List.of(new Input(5), new Embedding(7, 3), new Bidirectional(new GRU(2).withReturnSequences(true)),
            new TimeDistributed(new Dense(2)), new SimpleRNN(2))));
    MODELS.put("models inside", WeightPathsTest::nested);
    MODELS.put("a graph", WeightPathsTest::functional);
    MODELS.put("a graph of sequences", WeightPathsTest::sequences);
  }

  private static Model nested() {
    Sequential inner = new Sequential("inner", List.of(new Input(6), new Dense(5))),
        waiting = new Sequential("waiting", List.of(new Dense(4)));
    KerasTensor x = new Input(5).tensor();
    Model middle = new Model("middle", List.of(x), List.of(new Dense(6).apply(x)));
    return new Sequential("outer", List.of(new Input(6), inner.layer(), middle.layer(), waiting.layer(), new Dense(2)));
  }

  private static Model functional() {
    KerasTensor x = new Input(4).tensor();
    Layer shared = new Dense(4).named("shared"), waiting = new Sequential("waiting", List.of(new Dense(3))).layer();
    return new Model(x, new Dense(2).apply(waiting.apply(shared.apply(shared.apply(x)))));
  }

  private static Model sequences() {
    KerasTensor x = new Input(3, 4).tensor();
    KerasTensor y = new Bidirectional(new LSTM(2).withReturnSequences(true)).apply(x);
    y = new MultiHeadAttention(2, 3).apply(y, y);
    return new Model(x, new GRU(2).apply(new TimeDistributed(new Dense(5)).apply(y)));
  }

  @TestFactory Stream<DynamicTest> areThoseOfKeras() {
    JsonNode golden = Goldens.read("paths");
    return StreamSupport.stream(golden.get("models").spliterator(), false)
        .map(each -> DynamicTest.dynamicTest(each.get("case").asText(), () -> {
          try (Session session = Session.begin(1);
              Model model = MODELS.get(each.get("case").asText()).get();
              Model loaded = Model.fromJson(each.get("json").asText())) {
            assertEquals(texts(each.get("made")), paths(model), "made");
            assertEquals(texts(each.get("loaded")), paths(loaded), "loaded");
          }
        }));
  }

  private static List<String> paths(Model model) { return model.built().trained().stream().map(Trainable::path).toList(); }

  private static List<String> texts(JsonNode texts) {
    List<String> list = new ArrayList<>();
    texts.forEach(text -> list.add(text.asText()));
    return list;
  }
}
