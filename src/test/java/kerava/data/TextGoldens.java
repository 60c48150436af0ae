package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.layers.Dense;
import kerava.layers.Embedding;
import kerava.layers.GlobalAveragePooling1D;
import kerava.layers.Input;
import kerava.layers.TextVectorization;
import kerava.models.Sequential;
import kerava.random.Session;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.training.Adapt;
import kerava.training.Fit;
import kerava.training.History;
import org.junit.jupiter.api.DynamicTest;

/** The cases of golden_texts.py. */
public record TextGoldens(JsonNode golden) {
  static final Path TREE = Path.of("src", "test", "resources", "kerava", "texts", "tree");

  public Stream<DynamicTest> datasets() { return tests("datasets", this::dataset); }

  public Stream<DynamicTest> pads() {
    return tests("pads", each -> {
      List<NDArray> sequences = new ArrayList<>();
      each.get("sequences").forEach(sequence -> sequences.add(sequence(sequence)));
      assertEquals(Goldens.array(each.get("y")), pad(each.get("settings")).of(sequences));
    });
  }

  /** Golden vocabulary, history, weights and predictions of a fit within {@code room}. */
  public void fit(double room) {
    JsonNode expected = golden.get("fit");
    try (Session session = Session.begin(golden.get("seed").asLong())) {
      TextDataset.Both data = settings(expected.get("settings")).both(TREE);
      TextVectorization words = Adapt.of(new TextVectorization().withMaxTokens(30), data.training().dataset());
      assertEquals(texts(expected.get("vocabulary")), words.getVocabulary().words());
      try (Sequential model = new Sequential(new Input().withDtype("string"), words, new Embedding(30, 4), new GlobalAveragePooling1D(),
          new Dense(3, "softmax"))) {
        model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
        History history =
            model.fit(data.training().dataset(), new Fit().epochs(4).validationData(data.validation().dataset()).verbose(0));
        for (String name : history.values().keySet())
          for (int i = 0; i < 4; i++)
            Goldens.assertNear(expected.get("history").get(name).get(i).asDouble(), history.get(name).get(i), room, name);
        Goldens.assertNear(Goldens.arrays(expected.get("weights")), model.getWeights(), room, "weight");
        Goldens.assertNear(Goldens.array(expected.get("predict")), model.predict(data.validation().dataset()), room, "prediction");
      }
    }
  }

  private Stream<DynamicTest> tests(String cases, java.util.function.Consumer<JsonNode> check) {
    return StreamSupport.stream(golden.get(cases).spliterator(), false)
        .map(each -> DynamicTest.dynamicTest(each.get("case").asText(), () -> check.accept(each)));
  }

  private void dataset(JsonNode each) {
    TextDatasetFromDirectory settings = settings(each.get("settings"));
    JsonNode parts = each.get("parts");
    try (Session session = Session.begin(golden.get("seed").asLong())) {
      if (parts.size() == 1) {
        part(parts.get(0), settings.of(TREE));
        return;
      }
      TextDataset.Both both = settings.both(TREE);
      part(parts.get(0), both.training());
      part(parts.get(1), both.validation());
    }
  }

  private static void part(JsonNode expected, TextDataset texts) {
    assertEquals(texts(expected.get("class_names")), texts.classNames());
    for (JsonNode pass : expected.get("passes")) {
      assertEquals(pass.size(), texts.dataset().cardinality());
      int at = 0;
      try (Elements elements = texts.dataset().elements()) {
        while (elements.hasNext()) element(pass.get(at++), elements.next());
      }
      assertEquals(pass.size(), at);
    }
  }

  private static void element(JsonNode expected, Element element) {
    assertEquals(Goldens.array(expected.get("x")), element.x().array());
    assertEquals(expected.has("y") ? Goldens.array(expected.get("y")) : null, element.y() == null ? null : element.y().array());
  }

  private static TextDatasetFromDirectory settings(JsonNode given) {
    TextDatasetFromDirectory settings = new TextDatasetFromDirectory();
    for (String name : (Iterable<String>) given::fieldNames) settings = with(settings, name, given.get(name));
    return settings;
  }

  private static TextDatasetFromDirectory with(TextDatasetFromDirectory settings, String name, JsonNode value) {
    return switch (name) {
      case "labels" -> value.isNull()
          ? settings.labelMode(LabelMode.NONE)
          : settings.labels(IntStream.of(Goldens.ints(value)).boxed().toList());
      case "label_mode" -> settings.labelMode(value.isNull() ? LabelMode.NONE : LabelMode.valueOf(upper(value)));
      case "class_names" -> settings.classNames(texts(value));
      case "batch_size" -> settings.batchSize(value.isNull() ? null : value.asInt());
      case "max_length" -> settings.maxLength(value.asInt());
      case "shuffle" -> settings.shuffle(value.asBoolean());
      case "seed" -> settings.seed(value.asLong());
      case "validation_split" -> settings.validationSplit(value.asDouble());
      case "subset" -> value.asText().equals("both") ? settings : settings.subset(Subset.valueOf(upper(value)));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static PadSequences pad(JsonNode given) {
    PadSequences pad = new PadSequences();
    for (String name : (Iterable<String>) given::fieldNames) {
      JsonNode value = given.get(name);
      pad = switch (name) {
        case "maxlen" -> pad.maxlen(value.asInt());
        case "dtype" -> pad.dtype(value.asText().equals("object") ? DType.STRING : DType.byName(value.asText()));
        case "padding" -> pad.padding(PadSequences.Edge.valueOf(upper(value)));
        case "truncating" -> pad.truncating(PadSequences.Edge.valueOf(upper(value)));
        case "value" -> value.isTextual() ? pad.value(value.asText()) : pad.value(value.asDouble());
        default -> throw new IllegalArgumentException(name);
      };
    }
    return pad;
  }

  private static NDArray sequence(JsonNode given) {
    if (given.path(0).isTextual()) return NDArray.of(texts(given).toArray(String[]::new));
    if (!given.path(0).isArray()) return NDArray.of(numbers(given));
    return NDArray.of(StreamSupport.stream(given.spliterator(), false).map(TextGoldens::numbers).toArray(double[][]::new));
  }

  private static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
  }

  private static String upper(JsonNode word) { return word.asText().toUpperCase(Locale.ROOT); }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
