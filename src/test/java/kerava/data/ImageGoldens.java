package kerava.data;

import static kerava.data.DirectoryGoldens.texts;
import static kerava.data.DirectoryGoldens.upper;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Rescaling;
import kerava.models.Sequential;
import kerava.random.Session;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * The cases of golden_images.py.
 *
 * @param tolerance of numbers that TensorFlow's kernels resize; 0: their bits
 */
public record ImageGoldens(JsonNode golden, double tolerance) {
  static final Path FOLDER = Path.of("src", "test", "resources", "kerava", "images"), TREE = FOLDER.resolve("tree");

  public Stream<DynamicTest> datasets() { return tests("datasets", each -> each.get("case").asText(), this::dataset); }

  public Stream<DynamicTest> loads() {
    return tests("loads", each -> each.get("file").asText() + ", " + each.get("color_mode").asText() + " " + each.get("settings"),
        each -> assertEquals(Goldens.array(each.get("img")), load(each).of(FOLDER.resolve(each.get("file").asText()))));
  }

  /** @param folder where files are written */
  public Stream<DynamicTest> saved(Path folder) {
    return tests("saved", each -> each.get("name").asText(), each -> {
      Path file = folder.resolve(each.get("name").asText());
      Images.saveImg(file, Goldens.array(each.get("x")));
      assertEquals(Goldens.array(each.get("img")), new LoadImg().withColorMode(colorMode(each)).of(file));
    });
  }

  public Stream<DynamicTest> preprocessed() {
    return tests("preprocessed", each -> each.get("mode").asText() + " of " + each.get("x").get("shape"), each -> {
      PreprocessInput mode = PreprocessInput.valueOf(upper(each.get("mode")));
      assertEquals(Goldens.array(each.get("y")), mode.of(Goldens.array(each.get("x")), each.get("channels_first").asBoolean()));
    });
  }

  /** Golden history, weights and predictions of a fit within {@code room}. */
  public void fit(double room) {
    JsonNode expected = golden.get("fit");
    try (Session session = Session.begin(golden.get("seed").asLong())) {
      ImageDataset.Both data = settings(expected.get("settings")).both(TREE);
      try (Sequential model = new Sequential(new Input(7, 6, 3), new Rescaling(1 / 127.5).withOffset(-1), new Conv2D(5, 3, "tanh"),
          new Flatten(), new Dense(4, "softmax"))) {
        DirectoryGoldens.fit(expected, model, data.training().dataset(), data.validation().dataset(), room);
      }
    }
  }

  private Stream<DynamicTest> tests(String cases, Function<JsonNode, String> name, ThrowingConsumer<JsonNode> check) {
    return DirectoryGoldens.tests(golden.get(cases), name, check);
  }

  private void dataset(JsonNode each) {
    ImageDatasetFromDirectory settings = settings(each.get("settings"));
    JsonNode parts = each.get("parts");
    try (Session session = Session.begin(golden.get("seed").asLong())) {
      if (parts.size() == 1) {
        part(parts.get(0), settings.of(TREE));
        return;
      }
      ImageDataset.Both both = settings.both(TREE);
      part(parts.get(0), both.training());
      part(parts.get(1), both.validation());
    }
  }

  private void part(JsonNode expected, ImageDataset images) {
    assertEquals(texts(expected.get("class_names")), images.classNames());
    assertEquals(texts(expected.get("files")), images.filePaths().stream().map(file -> TREE.relativize(file).toString()).toList());
    DirectoryGoldens.passes(expected, images.dataset(), this::element);
  }

  private void element(JsonNode expected, Element element) {
    NDArray x = Goldens.array(expected.get("x"));
    assertEquals(x.dtype(), element.x().array().dtype());
    Goldens.assertNear(x, element.x().array(), tolerance, "x");
    DirectoryGoldens.labels(expected, element);
  }

  private static ImageDatasetFromDirectory settings(JsonNode given) {
    ImageDatasetFromDirectory settings = new ImageDatasetFromDirectory();
    for (String name : (Iterable<String>) given::fieldNames) settings = with(settings, name, given.get(name));
    return settings;
  }

  private static ImageDatasetFromDirectory with(ImageDatasetFromDirectory settings, String name, JsonNode value) {
    return switch (name) {
      case "labels" -> value.isNull() ? settings.withLabelMode(LabelMode.NONE) : settings.withLabels(numbers(value));
      case "label_mode" -> settings.withLabelMode(value.isNull() ? LabelMode.NONE : LabelMode.valueOf(upper(value)));
      case "class_names" -> settings.withClassNames(texts(value));
      case "color_mode" -> settings.withColorMode(ColorMode.valueOf(upper(value)));
      case "batch_size" -> settings.withBatchSize(value.isNull() ? null : value.asInt());
      case "image_size" -> settings.withImageSize(value.get(0).asInt(), value.get(1).asInt());
      case "shuffle" -> settings.withShuffle(value.asBoolean());
      case "seed" -> settings.withSeed(value.asLong());
      case "validation_split" -> settings.withValidationSplit(value.asDouble());
      case "subset" -> value.asText().equals("both") ? settings : settings.withSubset(Subset.valueOf(upper(value)));
      case "interpolation" -> settings.withInterpolation(Interpolation.valueOf(upper(value)));
      case "crop_to_aspect_ratio" -> settings.withCropToAspectRatio(value.asBoolean());
      case "pad_to_aspect_ratio" -> settings.withPadToAspectRatio(value.asBoolean());
      case "data_format" -> settings.withChannelsFirst(value.asText().equals("channels_first"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static LoadImg load(JsonNode each) {
    JsonNode settings = each.get("settings");
    LoadImg load = new LoadImg().withColorMode(colorMode(each)).withKeepAspectRatio(settings.path("keep_aspect_ratio").asBoolean());
    if (settings.has("target_size"))
      load = load.withTargetSize(settings.get("target_size").get(0).asInt(), settings.get("target_size").get(1).asInt());
    return settings.has("interpolation") ? load.withInterpolation(Resampling.valueOf(upper(settings.get("interpolation")))) : load;
  }

  private static ColorMode colorMode(JsonNode each) { return ColorMode.valueOf(upper(each.get("color_mode"))); }

  private static List<Integer> numbers(JsonNode list) { return IntStream.of(Goldens.ints(list)).boxed().toList(); }
}
