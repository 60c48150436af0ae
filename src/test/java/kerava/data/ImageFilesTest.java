package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.random.RandomSeed;
import kerava.random.Session;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of image files and folders, when they are read, and the examples of the pages. */
class ImageFilesTest {
  private static final Path IMAGES = ImageGoldens.FOLDER;
  private static final ImageDatasetFromDirectory SMALL =
      new ImageDatasetFromDirectory().withImageSize(4, 3).withShuffle(false).withBatchSize(2);

  @TempDir Path folder;

  private Path file(String name, byte[] bytes) {
    try {
      Path file = folder.resolve("of").resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String name) throws IOException { return Files.readAllBytes(IMAGES.resolve(name)); }

  private static void read(Path file) {
    try (Elements elements = SMALL.of(file.getParent().getParent()).dataset().elements()) {
      while (elements.hasNext()) elements.next();
    }
  }

  private static String refusal(Path file) { return assertThrows(FormatException.class, () -> read(file)).getMessage(); }

  @Test void tellsTheFileThatIsNoImage() {
    assertEquals(folder + "/of/a.png: must be an image: PNG, JPEG, GIF or BMP, got an empty file; fetch it again, or take it out",
        refusal(file("a.png", new byte[0])));
    assertTrue(refusal(file("a.png", "<html>not found</html>".getBytes())).contains("got a web page (HTML)"));
    assertTrue(refusal(file("a.png", "RIFF0000WEBPVP8 ".getBytes())).contains("got a picture (WebP)"));
  }

  /** A header that says more than is there, of each kind. */
  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "rgb.jpg", "palette.gif", "rgb.bmp"}) void aBombIsRefusedBeforeItIsDecoded(String name)
      throws IOException {
    byte[] bomb = bytes(name);
    ByteBuffer changed = ByteBuffer.wrap(bomb);
    if (name.endsWith("png")) {
      changed.putInt(16, 100_000).putInt(20, 90_000);
      CRC32 crc = new CRC32();
      crc.update(bomb, 12, 17);
      changed.putInt(29, (int) crc.getValue());
    } else if (name.endsWith("bmp")) changed.putInt(18, Integer.reverseBytes(100_000)).putInt(22, Integer.reverseBytes(-90_000));
    else if (name.endsWith("gif")) changed.putInt(6, -1);
    else for (int i = 0; i < bomb.length; i++) if ((bomb[i] & 0xff) == 0xff && (bomb[i + 1] & 0xff) == 0xc0) changed.putInt(i + 5, -1);
    String message = refusal(file("bomb." + name.replaceAll(".*\\.", ""), bomb));
    assertTrue(
        message.matches(
            "(?s).*/of/bomb\\.\\w+: too much for the limits: numbers of an image of \\d+ x \\d+ pixels, got \\d+, limit 536870912; .*"),
        message);
    if (!name.endsWith("gif"))
      assertThrows(FormatException.class, () -> Images.loadImg(folder.resolve("of/bomb" + name.substring(name.indexOf('.')))));
  }

  /** Bytes between segments that one reader skips as another does not: behind them stands what libjpeg takes. */
  @Test void theHeaderOfAJpegIsFoundWhereItsDecoderFindsIt() throws IOException {
    byte[] whole = bytes("rgb.jpg");
    int[] small = {0xff, 0x00, 0x00, 0x0c, 0x00, 0x02, 0xff, 0xc0, 0x00, 0x11, 0x08, 0x00, 0x01, 0x00, 0x01, 0x03, 0xff, 0xd0, 0x20};
    byte[] hidden = new byte[whole.length + small.length];
    System.arraycopy(whole, 0, hidden, 0, 2);
    for (int i = 0; i < small.length; i++) hidden[2 + i] = (byte) small[i];
    System.arraycopy(whole, 2, hidden, 2 + small.length, whole.length - 2);
    ImageHeader header = ImageHeader.of(hidden);
    Path file = file("hidden.jpg", hidden);
    try {
      assertEquals(Shape.of(header.height(), header.width(), 3), Images.loadImg(file).shape());
    } catch (FormatException e) {
      assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    }
  }

  @Test void theLimitHoldsAtItsEdge() {
    Path image = IMAGES.resolve("rgb.png");
    assertEquals(Shape.of(7, 5, 3), new LoadImg().withLimits(Limits.DEFAULT.with("elements", 105L)).of(image).shape());
    assertTrue(
        assertThrows(FormatException.class, () -> new LoadImg().withLimits(Limits.DEFAULT.with("elements", 104L)).of(image)).getMessage()
            .contains("got 105, limit 104"));
  }

  /** A thousand large images that nobody sees come to some gigabytes, which TensorFlow would decode before it takes the first. */
  @Test void ofAGifOnlyTheFirstImageIsDecoded() throws IOException {
    byte[] still = bytes("palette.gif");
    ByteArrayOutputStream animated = new ByteArrayOutputStream();
    animated.write(still, 0, still.length - 1);
    byte[] next = {',', 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 8, 1, 0, 0};
    for (int i = 0; i < 1000; i++) animated.write(next);
    animated.write(';');
    assertEquals(Images.loadImg(IMAGES.resolve("palette.gif")), Images.loadImg(file("a.gif", animated.toByteArray())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "palette-alpha.png", "rgb.jpg", "progressive.jpg", "palette.gif", "rgb.bmp"}) void damageIsToldOrRead(
      String name) throws IOException {
    byte[] whole = bytes(name);
    String where = folder + "/of/x" + name.substring(name.indexOf('.'));
    for (int length = 0; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      tell(where, () -> read(file("x" + name.substring(name.indexOf('.')), cut)));
      tell(where, () -> Images.loadImg(Path.of(where)));
    }
    for (int i = 0; i < whole.length; i += 3) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 0xff;
      tell(where, () -> read(file("x" + name.substring(name.indexOf('.')), flipped)));
    }
  }

  private static void tell(String where, Runnable read) {
    try {
      read.run();
    } catch (FormatException e) {
      assertTrue(e.getMessage().startsWith(where + ": "), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"grey16.png, RGB, a PNG in grey of 16 bits", "cmyk.jpg, GRAYSCALE, a JPEG in CMYK",
      "grey.bmp, RGB, a BMP of other than 24 bits",
      "transparent.gif, RGBA, a transparent GIF"}) void loadImgRefusesWhatPilSeesOtherwise(String name, ColorMode mode, String what) {
    String message = assertThrows(FormatException.class, () -> new LoadImg().withColorMode(mode).of(IMAGES.resolve(name))).getMessage();
    assertTrue(message.startsWith(IMAGES.resolve(name) + ": ") && message.contains(what), message);
  }

  /** The first batch comes though a file of the second is broken, and the files are looked at anew in each pass. */
  @Test void filesAreReadWhenTheirTurnComes() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) file(name + ".png", bytes("rgb.png"));
    Dataset images = SMALL.of(folder).dataset();
    Path broken = file("c.png", new byte[0]);
    try (Elements elements = images.elements()) {
      assertEquals(Shape.of(2, 4, 3, 3), elements.next().x().array().shape());
      assertTrue(assertThrows(FormatException.class, elements::next).getMessage().startsWith(broken + ": "));
    }
    file("c.png", bytes("rgb.png"));
    try (Elements elements = images.elements()) {
      assertEquals(4, Stream.of(elements.next(), elements.next()).mapToInt(Element::count).sum());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      labels          | labels must be as many as its images, got 2 for 15; they belong to the files in the order of their paths
      class names     | classNames must be among its folders [cats, dogs, emus, owls], got [cat]
      classes twice   | ImageDatasetFromDirectory: classNames must differ, got [dogs, dogs]
      classes, labels | ImageDatasetFromDirectory: classNames is for classes that are folders, got it with labels; leave one out
      binary          | binary labels must be of 2 classes, got [cats, dogs, emus, owls]
      seed            | ImageDatasetFromDirectory: validationSplit with shuffle must have a seed, got none
      subset          | ImageDatasetFromDirectory: subset must come with validationSplit, got TRAINING alone
      which           | ImageDatasetFromDirectory: with validationSplit it must be said which part is asked for
      few             | each part must have an image, got 0.01 of 13 for validation; raise validationSplit
      crop and pad    | ImageDatasetFromDirectory: takes cropToAspectRatio or padToAspectRatio, got both; leave one out
      crop            | ImageDatasetFromDirectory: with cropToAspectRatio Keras has no interpolation area
      categorical     | ToCategorical: labels must be in 0 .. 1 for 2 classes, got 3
      """) void refusesSettings(String what, String message) {
    String told = assertThrows(KeravaException.class, () -> wrong(what).of(ImageGoldens.TREE)).getMessage();
    assertTrue(told.contains(message), told);
  }

  private static ImageDatasetFromDirectory wrong(String what) {
    ImageDatasetFromDirectory all = new ImageDatasetFromDirectory();
    return switch (what) {
      case "labels" -> all.withLabels(List.of(1, 2));
      case "class names" -> all.withClassNames(List.of("cat"));
      case "classes twice" -> all.withClassNames(List.of("dogs", "dogs"));
      case "classes, labels" -> all.withClassNames(List.of("cats")).withLabels(List.of(1));
      case "binary" -> all.withLabelMode(LabelMode.BINARY);
      case "seed" -> all.withValidationSplit(0.5).withSubset(Subset.TRAINING);
      case "subset" -> all.withSubset(Subset.TRAINING);
      case "which" -> all.withValidationSplit(0.5).withSeed(1);
      case "few" -> all.withValidationSplit(0.01).withSeed(1).withSubset(Subset.VALIDATION);
      case "crop and pad" -> all.withCropToAspectRatio(true).withPadToAspectRatio(true);
      case "crop" -> all.withCropToAspectRatio(true).withInterpolation(Interpolation.AREA);
      default -> all.withLabelMode(LabelMode.CATEGORICAL).withLabels(List.of(3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1));
    };
  }

  @Test void refusesWhatIsNoFolderOfImages() throws IOException {
    assertTrue(assertThrows(KeravaException.class, () -> SMALL.of(IMAGES.resolve("rgb.png"))).getMessage()
        .contains("must be a folder, and is a file"));
    assertTrue(assertThrows(KeravaException.class, () -> SMALL.of(folder.resolve("none"))).getMessage().contains("is not there"));
    Files.createDirectory(folder.resolve("empty"));
    assertTrue(assertThrows(KeravaException.class, () -> SMALL.of(folder)).getMessage().contains("there must be images"));
  }

  @Test void linksAreFollowedIfAskedTo() throws IOException {
    file("a.png", bytes("rgb.png"));
    Path other = Files.createDirectory(folder.resolve(".other"));
    Files.write(other.resolve("b.png"), bytes("rgb.png"));
    Files.createSymbolicLink(folder.resolve("of/link"), other);
    assertEquals(1, SMALL.of(folder).filePaths().size());
    assertEquals(List.of(folder.resolve("of/a.png"), folder.resolve("of/link/b.png")), SMALL.withFollowLinks(true).of(folder).filePaths());
    Files.createSymbolicLink(other.resolve("back"), folder.resolve("of"));
    assertTrue(
        assertThrows(KeravaException.class, () -> SMALL.withFollowLinks(true).of(folder)).getMessage().contains("a link leads back"));
  }

  @Test void decodesPredictions() {
    NDArray y = NDArray.of(new float[][] {{0.1f, 0.7f, 0.2f}, {0.5f, 0, 0.5f}});
    List<List<DecodePredictions.Prediction>> top = DecodePredictions.of(y, List.of("cat", "dog", "bird"), 2);
    assertEquals("[Prediction[number=1, label=dog, score=0.7], Prediction[number=2, label=bird, score=0.2]]", top.get(0).toString());
    assertEquals(List.of("bird", "cat"), top.get(1).stream().map(DecodePredictions.Prediction::label).toList());
    assertThrows(KeravaException.class, () -> DecodePredictions.of(y, List.of("cat"), 2));
    assertThrows(KeravaException.class, () -> DecodePredictions.of(y.reshape(6), null, 2));
    assertThrows(KeravaException.class, () -> DecodePredictions.of(y, null, 0));
  }

  @Test void preprocesses() {
    NDArray caffe = PreprocessInput.CAFFE.of(NDArray.of(Shape.of(1, 1, 3), 255, 0, 10));
    assertEquals(List.of(-93.939f, -116.779f, 131.32f), List.of(caffe.get(0, 0, 0), caffe.get(0, 0, 1), caffe.get(0, 0, 2)));
    assertEquals(NDArray.of(Shape.of(1, 2, 1), -1, 1), PreprocessInput.TF.of(NDArray.of(Shape.of(1, 2, 1), 0, 255)));
    assertThrows(KeravaException.class, () -> PreprocessInput.TORCH.of(NDArray.of(Shape.of(1, 2, 1), 0, 255)));
    assertThrows(KeravaException.class, () -> PreprocessInput.TF.of(NDArray.of(Shape.of(2, 1), 0, 255)));
  }

  @Test void arraysBecomeImages() {
    NDArray x = NDArray.of(Shape.of(1, 2, 1), 0.5f, 254.9f);
    assertEquals(NDArray.of(Shape.of(1, 2, 1), DType.UINT8, new byte[] {0, (byte) 254}), Images.arrayToImg(x, false, false));
    assertEquals(NDArray.of(Shape.of(1, 2, 1), DType.UINT8, new byte[] {0, (byte) 255}), Images.arrayToImg(x));
    assertThrows(KeravaException.class, () -> Images.arrayToImg(NDArray.of(Shape.of(1, 2, 1), 0, 256), false, false));
    assertThrows(KeravaException.class, () -> Images.arrayToImg(NDArray.of(Shape.of(1, 1, 1), Float.NaN)));
    assertThrows(KeravaException.class, () -> Images.arrayToImg(NDArray.of(Shape.of(1, 1, 2), 1, 2)));
    assertThrows(KeravaException.class, () -> Images.imgToArray(x));
    assertThrows(KeravaException.class, () -> Images.saveImg(folder.resolve("a.tiff"), x));
  }

  /** numpy.random.seed(42); numpy.random.randint(1000). */
  @Test void seedsAreNumPys() {
    try (Session session = Session.begin(42)) {
      assertEquals(102, RandomSeed.randint(1000));
    }
  }
}
