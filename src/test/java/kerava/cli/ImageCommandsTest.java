package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kerava.data.Images;
import kerava.data.LoadImg;
import kerava.data.PreprocessInput;
import kerava.data.Resampling;
import kerava.layers.Conv2D;
import kerava.layers.Dense;
import kerava.layers.GlobalAveragePooling2D;
import kerava.layers.Input;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kerava predict} on images: what the library predicts of load_img's arrays. */
class ImageCommandsTest {
  private static final Path IMAGES = Path.of("src", "test", "resources", "kerava", "images").toAbsolutePath();

  @TempDir Path folder;

  @BeforeEach void make() throws IOException {
    RandomSeed.set(5);
    save("model.keras", new Input(8, 4, 3));
    save("open.keras", new Input(Shape.of(Shape.NONE, Shape.NONE, 3)));
    save("first.keras", new Input(3, 8, 5));
    save("flat.keras", new Input(7));
    Files.writeString(folder.resolve("labels.txt"), "cat\ndog\nemu\nowl\n");
    Files.writeString(folder.resolve("index.json"),
        "{\"0\": [\"n1\", \"cat\"], \"1\": \"dog\", \"2\": [\"n3\", \"emu\"], \"3\": [\"n4\", \"owl\"]}");
    Files.writeString(folder.resolve("few.txt"), "cat\ndog\n");
    Files.writeString(folder.resolve("broken.json"), "[1, 2");
    Files.writeString(folder.resolve("text.png"), "this is no image, but a text\n");
  }

  private void save(String name, Input input) {
    boolean flat = input.shape().rank() == 1;
    try (Sequential model = flat
        ? new Sequential(input, new Dense(4, "softmax"))
        : new Sequential(input, new Conv2D(5, 2), new GlobalAveragePooling2D(), new Dense(4, "softmax"))) {
      model.save(folder.resolve(name));
    }
  }

  private Outcome run(String line) {
    return Outcome
        .of(Arrays.stream(line.split(" +")).map(word -> word.replace("FOLDER", folder.toString()).replace("IMAGES", IMAGES.toString()))
            .toArray(String[]::new));
  }

  private NDArray predicted(String model, NDArray... x) {
    float[] all = new float[x.length * x[0].values().length];
    for (int i = 0; i < x.length; i++) System.arraycopy(x[i].values(), 0, all, i * x[i].values().length, x[i].values().length);
    try (Model loaded = Model.load(folder.resolve(model))) {
      return loaded.predict(NDArray.of(x[0].shape().prepend(x.length), all));
    }
  }

  private static NDArray image(String file, LoadImg load) { return Images.imgToArray(load.of(IMAGES.resolve(file))); }

  @Test void aPhotoIsPredictedAsOfLoadImg() {
    NDArray x = image("rgb.jpg", new LoadImg().withTargetSize(8, 4));
    assertEquals(NestedLists.of(predicted("model.keras", x)).get(0).toString().replace(" ", ""),
        run("predict FOLDER/model.keras --x IMAGES/rgb.jpg").out().strip());
    NDArray other = PreprocessInput.CAFFE.of(image("rgb.jpg", new LoadImg().withTargetSize(8, 4).withInterpolation(Resampling.LANCZOS)));
    assertEquals(NestedLists.of(predicted("model.keras", other)).get(0).toString().replace(" ", ""),
        run("predict FOLDER/model.keras --x IMAGES/rgb.jpg --preprocess caffe --interpolation lanczos").out().strip());
  }

  @Test void theBestClassesAreToldByName() {
    NDArray y = predicted("model.keras", image("rgb.jpg", new LoadImg().withTargetSize(8, 4)));
    int best = 0;
    for (int i = 0; i < 4; i++) if (y.get(0, i) > y.get(0, best)) best = i;
    for (String labels : List.of("labels.txt", "index.json")) {
      JsonNode json = run("predict FOLDER/model.keras --x IMAGES/rgb.jpg --top 2 --json --labels FOLDER/" + labels).json();
      JsonNode top = json.get("predictions").get(0);
      assertEquals(IMAGES.resolve("rgb.jpg").toString(), top.get("file").asText());
      assertEquals(2, top.get("top").size());
      assertEquals(List.of("cat", "dog", "emu", "owl").get(best), top.get("top").get(0).get("label").asText());
      assertEquals(best, top.get("top").get(0).get("class").asInt());
      assertEquals(y.get(0, best), (float) top.get("top").get(0).get("score").asDouble());
    }
    List<String> lines = run("predict FOLDER/model.keras --x IMAGES/rgb.jpg --labels FOLDER/labels.txt").out().lines().toList();
    assertEquals(5, lines.size(), lines.toString());
    assertTrue(lines.get(1).matches("  [01]\\.\\d{4} " + List.of("cat", "dog", "emu", "owl").get(best)), lines.toString());
  }

  @Test void aFolderIsALineForEachImage() {
    Outcome outcome = run("predict FOLDER/model.keras --x IMAGES/tree/dogs --preprocess unit --top 1");
    assertEquals(0, outcome.code(), outcome.err());
    List<String> lines = outcome.out().lines().toList();
    assertEquals(10, lines.size());
    assertEquals(IMAGES.resolve("tree/dogs/10.png").toString(), lines.get(0));
    assertEquals(IMAGES.resolve("tree/dogs/f.jpeg").toString(), lines.get(8));
    assertEquals(2, run("predict FOLDER/model.keras --x IMAGES/rgb.png --x IMAGES/rgb.jpg").out().lines().count());
  }

  @Test void aModelOfAnySizeTakesTheImageAsItIs() {
    NDArray x = image("rgb.jpg", new LoadImg());
    assertEquals(NestedLists.of(predicted("open.keras", x)).get(0).toString().replace(" ", ""),
        run("predict FOLDER/open.keras --x IMAGES/rgb.jpg").out().strip());
  }

  /** A convolution of channels last over an input of 3 x 8 x 5 would take it for 5 channels. */
  @Test void channelsMayStandFirst() {
    NDArray x = Images.imgToArray(new LoadImg().withTargetSize(8, 5).of(IMAGES.resolve("rgb.jpg")), true);
    assertEquals(NestedLists.of(predicted("first.keras", x)).get(0).toString().replace(" ", ""),
        run("predict FOLDER/first.keras --x IMAGES/rgb.jpg").out().strip());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      model.keras --x FOLDER/text.png                                       | 1 | text.png: must be an image: PNG, JPEG, GIF or BMP, got
      model.keras --x IMAGES/none.jpg                                       | 1 | none.jpg: no such file
      model.keras --x IMAGES/grey16.png                                     | 1 | got a PNG in grey of 16 bits
      model.keras --x IMAGES/rgb.jpg --x FOLDER/x.npy                       | 2 | predict: --x names images or arrays, got both
      model.keras --x photo=IMAGES/rgb.jpg                                  | 2 | predict: images go to a model with one input, got --x photo=
      model.keras --x IMAGES/rgb.jpg --preprocess vgg                       | 2 | --preprocess: there is no 'vgg'
      model.keras --x IMAGES/rgb.jpg --labels FOLDER/few.txt                | 1 | there must be a label for each of the 4 classes, got 2
      model.keras --x IMAGES/rgb.jpg --labels FOLDER/broken.json            | 1 | broken.json: no JSON
      model.keras --x IMAGES/rgb.jpg --labels FOLDER/missing.txt            | 1 | missing.txt: no such file
      model.keras --x IMAGES/rgb.jpg --top 0                                | 2 | --top must be in 1
      model.keras --x IMAGES/rgb.jpg --top 2 --out FOLDER/y.npy             | 2 | with --top and --labels --out must end in .json
      open.keras --x IMAGES/tree/dogs                                       | 1 | the model takes images of any size, but all of one run must be alike
      flat.keras --x IMAGES/rgb.jpg                                         | 1 | predict: images go to a model whose input is
      flat.keras --x FOLDER/x.npy --preprocess tf                           | 2 | predict: --preprocess is for images
      model.keras --x FOLDER                                                | 1 | text.png: must be an image
      """) void refuses(
      String line, int code, String message) {
    Outcome outcome = run("predict --quiet FOLDER/" + line);
    assertTrue(outcome.err().contains(message), outcome.toString());
    assertEquals(code, outcome.code(), outcome.toString());
  }
}
