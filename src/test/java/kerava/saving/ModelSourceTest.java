package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.Warned;
import kerava.config.Limits;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A model is the same, or refused in the same words, in a file, in an array and in a stream; and what is written is the same to all three.
 */
class ModelSourceTest {
  private static final Path MODELS = Path.of("models"), NOT_MODELS = Path.of("src/test/resources/kerava/not_models"),
      RED = Path.of("src/test/resources/kerava/red");
  private static final List<String> DAMAGED = List.of("keras3/adam.keras", "keras3/adam.h5", "keras2/adam.h5", "keras2/adam.keras",
      "keras3/adam.json", "keras3/adam.weights.h5", "keras2/adam-weights.h5");
  private static final Snapshot ADAM = ModelFile.read(MODELS.resolve("keras3/adam.keras"), Limits.DEFAULT);

  @TempDir Path folder;

  @TestFactory Stream<DynamicTest> genuineFiles() throws IOException { return same(MODELS); }

  /** What a name alone tells is not known of bytes, and where Python goes by a name there is none. */
  @TestFactory Stream<DynamicTest> whatIsNoModel() throws IOException {
    return same(NOT_MODELS, "graph.onnx", "ckpt-1.data-00000-of-00001", "saved_model.pb");
  }

  @TestFactory Stream<DynamicTest> hostileFiles() throws IOException { return same(RED); }

  private static Stream<DynamicTest> same(Path folder, String... without) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> !List.of(without).contains(file.getFileName().toString())).sorted().toList()
          .stream().map(file -> DynamicTest.dynamicTest(folder.relativize(file).toString(), () -> Outcome.requireSame(file, ADAM)));
    }
  }

  @TestFactory Stream<DynamicTest> cutShort() {
    return DAMAGED.stream().map(name -> DynamicTest.dynamicTest(name, () -> {
      byte[] bytes = Files.readAllBytes(MODELS.resolve(name));
      for (int length = 0; length < bytes.length; length += 1 << 13) {
        byte[] cut = Arrays.copyOf(bytes, length);
        Outcome.requireSame(Files.write(folder.resolve("cut"), cut), ADAM);
        assertThrows(FormatException.class, () -> read(ModelSource.of(cut)), length + " bytes");
      }
    }));
  }

  @TestFactory Stream<DynamicTest> flipped() {
    return DAMAGED.stream().map(name -> DynamicTest.dynamicTest(name, () -> {
      byte[] bytes = Files.readAllBytes(MODELS.resolve(name));
      Random random = new Random(2);
      for (int i = 0; i < 30; i++) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Outcome.requireSame(Files.write(folder.resolve("flipped"), changed), ADAM);
      }
    }));
  }

  @ParameterizedTest
  @CsvSource({"m.keras, KERAS, KERAS_3", "m.h5, H5, KERAS_3", "m.h5, H5, KERAS_2"}) void writesTheSame(String name, ModelFormat format,
      Dialect dialect) throws IOException {
    Path file = folder.resolve(name);
    Closing out = new Closing();
    byte[][] bytes = new byte[1][];
    List<String> ofFile = Warned.during(() -> ModelFile.write(file, ADAM, dialect)),
        ofStream = Warned.during(() -> ModelFile.write(out, ADAM, format, dialect)),
        ofBytes = Warned.during(() -> bytes[0] = ModelFile.bytes(ADAM, format, dialect));
    assertFalse(out.closed);
    assertEquals(ofFile.size(), ofStream.size());
    assertEquals(ofFile.size(), ofBytes.size());
    Outcome.requireSame(Files.write(folder.resolve("copy"), bytes[0]), ADAM);
    assertEquals(Outcome.told(read(ModelSource.of(file))), Outcome.told(read(ModelSource.of(bytes[0]))));
    assertEquals(Outcome.told(read(ModelSource.of(file))), Outcome.told(read(ModelSource.of(out.toByteArray()))));
    assertEquals(Files.size(file), bytes[0].length);
    if (format == ModelFormat.KERAS) return; // it says when it was written
    assertArrayEquals(Files.readAllBytes(file), bytes[0]);
    assertArrayEquals(bytes[0], out.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({"m.weights.h5, KERAS_3", "m.h5, KERAS_2"}) void writesTheSameWeights(String name, Dialect dialect) throws IOException {
    Path file = folder.resolve(name);
    ModelFile.writeWeights(file, ADAM);
    Closing out = new Closing();
    ModelFile.writeWeights(out, ADAM, dialect);
    assertArrayEquals(Files.readAllBytes(file), out.toByteArray());
    assertArrayEquals(Files.readAllBytes(file), ModelFile.weightBytes(ADAM, dialect));
    assertFalse(out.closed);
    Snapshot read = ModelFile.readWeights(ModelSource.of(out.toByteArray()), ADAM.with(null, null), new LoadWeightsOptions());
    for (int i = 0; i < ADAM.weights().size(); i++) assertEquals(ADAM.weights().get(i), read.weights().get(i));
    assertEquals(dialect == Dialect.KERAS_3, read.optimizerState() != null);
  }

  /** A stream that never ends is left once it has given more than a file may have. */
  @Test void anEndlessStream() {
    long[] given = {0};
    InputStream endless = new InputStream() {
      @Override public int read() {
        given[0]++;
        return 'P';
      }
    };
    assertRefused("the given stream: too much for the limits: bytes of the file, got more than the limit 1000; if the file is genuine, "
        + "raise the limit", () -> ModelFile.read(ModelSource.of(endless), options(1000)));
    assertEquals(1001, given[0]);
  }

  @ParameterizedTest
  @CsvSource({"keras3/adam.keras, 49095", "keras3/adam.h5, 50136", "keras3/adam.json, 6476"}) void theLimitHoldsAtItsEdge(String name,
      int size)
      throws IOException {
    byte[] bytes = Files.readAllBytes(MODELS.resolve(name));
    ModelFile.read(ModelSource.of(bytes), options(size));
    ModelFile.read(ModelSource.of(new ByteArrayInputStream(bytes)), options(size));
    assertRefused("the given bytes: too much for the limits: bytes of the file, got " + size + ", limit " + (size - 1),
        () -> ModelFile.read(ModelSource.of(bytes), options(size - 1)));
    assertRefused("the given stream: too much for the limits: bytes of the file, got more than the limit " + (size - 1),
        () -> ModelFile.read(ModelSource.of(new ByteArrayInputStream(bytes)), options(size - 1)));
  }

  private static LoadOptions options(long fileBytes) { return new LoadOptions().withLimits(Limits.DEFAULT.with("fileBytes", fileBytes)); }

  /** As a network gives it: few bytes at a time; read to its end, and left open. */
  @Test void aSlowStream() throws IOException {
    byte[] bytes = Files.readAllBytes(MODELS.resolve("keras3/adam.keras"));
    boolean[] closed = {false};
    InputStream slow = new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override public int read(byte[] into, int at, int length) throws IOException { return super.read(into, at, Math.min(length, 7)); }

      @Override public byte[] readNBytes(int length) throws IOException {
        byte[] all = new byte[Math.min(length, bytes.length)];
        return Arrays.copyOf(all, readNBytes(all, 0, all.length));
      }

      @Override public void close() { closed[0] = true; }
    };
    assertEquals(Outcome.told(ADAM), Outcome.told(read(ModelSource.of(slow))));
    assertEquals(-1, slow.read());
    assertFalse(closed[0]);
  }

  @Test void brokenStreams() {
    InputStream in = new InputStream() {
      @Override public int read() throws IOException { throw new IOException("reset by peer"); }
    };
    OutputStream out = new OutputStream() {
      @Override public void write(int b) throws IOException { throw new IOException("no space"); }
    };
    KeravaException reading = assertThrows(KeravaException.class, () -> read(ModelSource.of(in))),
        writing = assertThrows(KeravaException.class, () -> ModelFile.write(out, ADAM, ModelFormat.KERAS, Dialect.KERAS_3));
    assertEquals("the given stream: cannot be read (java.io.IOException: reset by peer); check where it comes from", reading.getMessage());
    assertEquals("the given stream: cannot be written (java.io.IOException: no space); check where it leads", writing.getMessage());
  }

  @Test void aSavedModelIsAFolder() throws IOException {
    byte[] graph = Files.readAllBytes(NOT_MODELS.resolve("saved_model.pb"));
    assertRefused(
        "the given bytes: must be a model's file (.keras, .h5, .json), got a TensorFlow graph, which is one part of a SavedModel; "
            + "give the SavedModel's folder",
        () -> read(ModelSource.of(graph)));
    byte[] zipped = Files.readAllBytes(NOT_MODELS.resolve("exported.zip"));
    assertRefused("the given stream: must be a .keras archive, got a SavedModel in a zip archive; unpack it, and give the folder",
        () -> read(ModelSource.of(new ByteArrayInputStream(zipped))));
  }

  @Test void refusesNull() {
    assertTold("the given stream: must be a stream, got null, as Java gives for a resource that is not there",
        () -> ModelSource.of(ModelSourceTest.class.getResourceAsStream("none.keras")));
    assertTold("the given bytes: must be an array, got null", () -> ModelSource.of((byte[]) null));
    assertTold("the given file: must be a path, got null", () -> ModelSource.of((Path) null));
    assertTold("the given stream: must be a stream, got null",
        () -> ModelFile.write((OutputStream) null, ADAM, ModelFormat.H5, Dialect.KERAS_2));
    assertTold("toBytes: the format and the dialect must not be null", () -> ModelFile.bytes(ADAM, null, Dialect.KERAS_3));
    assertTold("weightsToBytes: the dialect must not be null", () -> ModelFile.weightBytes(ADAM, null));
  }

  /** Nothing is written of what is refused. */
  @Test void refusesBeforeTheFirstByte() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTold("the given stream: .keras is a format of Keras 3; save as .h5 for Keras 2",
        () -> ModelFile.write(out, ADAM, ModelFormat.KERAS, Dialect.KERAS_2));
    assertTold("the given stream: JSON holds the architecture alone",
        () -> ModelFile.write(out, ADAM, ModelFormat.JSON, Dialect.KERAS_3));
    assertTold("the given stream: 'reference' has no weights yet",
        () -> ModelFile.write(out, new Snapshot(ADAM.network(), null, null, null, null), ModelFormat.H5, Dialect.KERAS_3));
    assertEquals(0, out.size());
  }

  private static Snapshot read(ModelSource source) { return ModelFile.read(source, new LoadOptions()); }

  private static void assertRefused(String told, Executable reading) {
    String message = assertThrows(FormatException.class, reading).getMessage();
    assertTrue(message.startsWith(told), message);
  }

  private static void assertTold(String told, Executable work) {
    String message = assertThrows(KeravaException.class, work).getMessage();
    assertTrue(message.startsWith(told), message);
  }

  private static final class Closing extends ByteArrayOutputStream {
    private boolean closed;

    @Override public void close() { closed = true; }
  }
}
