package kerava.data;

import static kerava.data.DirectoryGoldens.texts;
import static kerava.data.DirectoryGoldens.upper;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

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
        DirectoryGoldens.fit(expected, model, data.training().dataset(), data.validation().dataset(), room);
      }
    }
  }

  private Stream<DynamicTest> tests(String cases, ThrowingConsumer<JsonNode> check) {
    return DirectoryGoldens.tests(golden.get(cases), each -> each.get("case").asText(), check);
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
    DirectoryGoldens.passes(expected, texts.dataset(), TextGoldens::element);
  }

  private static void element(JsonNode expected, Element element) {
    assertEquals(Goldens.array(expected.get("x")), element.x().array());
    DirectoryGoldens.labels(expected, element);
  }

  private static TextDatasetFromDirectory settings(JsonNode given) {
    TextDatasetFromDirectory settings = new TextDatasetFromDirectory();
    for (String name : (Iterable<String>) given::fieldNames) settings = with(settings, name, given.get(name));
    return settings;
  }

  private static TextDatasetFromDirectory with(TextDatasetFromDirectory settings, String name, JsonNode value) {
    return switch (name) {
      case "labels" -> value.isNull()
          ? settings.withLabelMode(LabelMode.NONE)
          : settings.withLabels(IntStream.of(Goldens.ints(value)).boxed().toList());
      case "label_mode" -> settings.withLabelMode(value.isNull() ? LabelMode.NONE : LabelMode.valueOf(upper(value)));
      case "class_names" -> settings.withClassNames(texts(value));
      case "batch_size" -> settings.withBatchSize(value.isNull() ? null : value.asInt());
      case "max_length" -> settings.withMaxLength(value.asInt());
      case "shuffle" -> settings.withShuffle(value.asBoolean());
      case "seed" -> settings.withSeed(value.asLong());
      case "validation_split" -> settings.withValidationSplit(value.asDouble());
      case "subset" -> value.asText().equals("both") ? settings : settings.withSubset(Subset.valueOf(upper(value)));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static PadSequences pad(JsonNode given) {
    PadSequences pad = new PadSequences();
    for (String name : (Iterable<String>) given::fieldNames) {
      JsonNode value = given.get(name);
      pad = switch (name) {
        case "maxlen" -> pad.withMaxlen(value.asInt());
        case "dtype" -> pad.withDtype(value.asText().equals("object") ? DType.STRING : DType.byName(value.asText()));
        case "padding" -> pad.withPadding(PadSequences.Edge.valueOf(upper(value)));
        case "truncating" -> pad.withTruncating(PadSequences.Edge.valueOf(upper(value)));
        case "value" -> value.isTextual() ? pad.withValue(value.asText()) : pad.withValue(value.asDouble());
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
}
