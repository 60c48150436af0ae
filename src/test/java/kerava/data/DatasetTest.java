package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.KeravaException;
import kerava.tensor.Columns;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Where the elements of a Dataset come from, and what its steps refuse; their orders are in {@link DatasetOrdersTest}. */
class DatasetTest {
  private static final NDArray X = NDArray.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}), Y = NDArray.of(7, 8, 9);

  @TempDir Path folder;

  static List<Element> all(Dataset dataset) {
    List<Element> all = new ArrayList<>();
    try (Elements elements = dataset.elements()) {
      elements.forEachRemaining(all::add);
    }
    return all;
  }

  static void refused(Executable work, String... parts) {
    String message = assertThrows(KeravaException.class, work).getMessage();
    for (String part : parts) assertTrue(message.contains(part), "no '" + part + "' in: " + message);
  }

  @Test void arraysKeepTheirTypes() {
    for (DType type : DType.ofArrays()) {
      if (type.isText()) continue;
      NDArray array = NDArray.of(Shape.of(3, 2), type, type.array(6));
      List<Element> batches = all(Dataset.of(array, Y).batch(2));
      assertEquals(List.of(array.slice(0, 2), array.slice(2, 3)), batches.stream().map(batch -> batch.x().array()).toList());
      assertEquals(Y.slice(2, 3), batches.get(1).y().array());
    }
    NDArray strings = NDArray.of(new String[] {"a", "ü"});
    assertEquals(strings, all(Dataset.of(strings).batch(5)).get(0).x().array());
  }

  @Test void columnsKeepTheirNames() {
    Element first = all(Dataset.of(Columns.named(Map.of("a", X)), Columns.of(Y, X), Y)).get(0);
    assertEquals(List.of("a"), first.x().names());
    assertEquals(NDArray.of(new float[] {1, 2}), first.x().get("a"));
    assertEquals(List.of(NDArray.of(Shape.of(), DType.INT32, new int[] {7}), NDArray.of(new float[] {1, 2})), first.y().arrays());
    refused(() -> first.x().get("b"), "no array is called 'b'", "[a]");
    refused(() -> first.y().array(), "2 arrays");
  }

  @Test void refusesColumnsThatDiffer() {
    refused(() -> Dataset.of(null), "Dataset.of: x must not be null");
    refused(() -> Dataset.of(X, Y.slice(0, 2)), "as many samples, got 3 in x and 2 in y");
    refused(() -> Dataset.of(X, null, Y), "weights must come with y");
  }

  @Test void readsSamplesOfAFile() {
    Path file = folder.resolve("x.npy");
    for (NDArray array : List.of(X, NDArray.of(new byte[][] {{1, (byte) 200}, {3, 4}}), NDArray.of(new long[] {1, 1L << 60}),
        NDArray.of(new String[] {"q"}),
        NDArray.of(new boolean[] {true, false}), NDArray.of(-5, 6))) {
      Npy.write(file, array);
      try (NpySamples samples = Npy.open(file)) {
        assertEquals(array, all(Dataset.of(samples).batch(9)).get(0).x().array());
      }
    }
  }

  @Test void readsRowsOfAText() throws IOException {
    Path file = folder.resolve("table.csv");
    StringBuilder text = new StringBuilder("a,label,b\n");
    for (int i = 0; i < 3000; i++) text.append(i).append(',').append(i % 3).append(',').append(i / 2.0).append('\n');
    Files.writeString(file, text);
    Dataset rows = Dataset.csv(file, "label");
    assertEquals(Dataset.UNKNOWN, rows.cardinality());
    for (int pass = 0; pass < 2; pass++) {
      Element whole = all(rows.batch(5000)).get(0);
      assertEquals(Csv.read(file, List.of("a", "b"), CsvFormat.DEFAULT), whole.x().array());
      assertEquals(Csv.read(file, "label"), whole.y().array());
    }
    Element chosen = all(Dataset.csv(file, List.of("b"), null, CsvFormat.DEFAULT.withDtype(DType.FLOAT64)).take(2)).get(1);
    assertEquals(NDArray.of(Shape.of(), DType.FLOAT64, new double[] {0.5}), chosen.x().array());
    assertEquals(all(rows.take(5)), all(Dataset.csv(file, List.of("a", "b"), List.of("label"), CsvFormat.DEFAULT).take(5)));
  }

  @Test void refusesATextThatIsWrong() throws IOException {
    Path file = folder.resolve("table.csv");
    refused(() -> Dataset.csv(file, "b"), "no such file");
    Files.writeString(file, "a,b\n" + "1,2\n".repeat(50) + "1,x\n");
    refused(() -> all(Dataset.csv(file, "b")), file.toString(), "row 52, column 2", "must be a number, got 'x'");
    Files.writeString(file, "a,b\n" + "1,2\n".repeat(50) + "1\n");
    refused(() -> all(Dataset.csv(file, "b")), "row 52 has 1");
    Files.writeString(file, "a,b\n1,2\n");
    refused(() -> all(Dataset.csv(file, "c")), "no column is called 'c'");
    Files.writeString(file, "a,b\n");
    refused(() -> all(Dataset.csv(file, "b")), "at least one row");
    Files.writeString(file, "");
    refused(() -> all(Dataset.csv(file, "b")), "an empty file");
    Files.write(file, new byte[] {'1', ',', (byte) 0xff, '\n'});
    refused(() -> all(Dataset.csv(file, "1")), "must be UTF-8");
    refused(() -> Dataset.csv(file, List.of(), null, CsvFormat.DEFAULT), "x must have a column");
  }

  @Test void zipsTheParts() {
    List<Element> zipped = all(Dataset.zip(Dataset.of(X), Dataset.of(Y).take(2), Dataset.of(Y)));
    assertEquals(all(Dataset.of(X, Y, Y).take(2)), zipped);
    assertEquals(2, Dataset.zip(Dataset.of(X), Dataset.of(Y).take(2)).cardinality());
    refused(() -> all(Dataset.zip(Dataset.of(X, Y), Dataset.of(Y))), "Dataset.zip: each dataset must have x alone");
    refused(() -> Dataset.zip(Dataset.of(X), Dataset.of(Y).batch(2)), "Dataset.zip: all must have samples, or all batches");
  }

  @Test void stepsRefuseWhatCannotBe() {
    Dataset samples = Dataset.of(X, Y);
    refused(() -> samples.batch(0), "Dataset.batch: size must be at least 1, got 0");
    refused(() -> samples.batch(2).batch(2), "its elements are batches already");
    refused(() -> samples.shuffle(0), "Dataset.shuffle: buffer must be at least 1, got 0");
    refused(() -> samples.repeat(-1), "Dataset.repeat: times must be at least 0, got -1");
    refused(() -> samples.take(-1), "Dataset.take: count must be at least 0, got -1");
    refused(() -> samples.skip(-1), "Dataset.skip: count must be at least 0, got -1");
    refused(() -> samples.prefetch(0), "Dataset.prefetch: buffer must be at least 1, got 0");
    refused(() -> samples.concatenate(samples.batch(2)), "Dataset.concatenate: both must have samples, or both batches");
    refused(() -> all(samples.map(element -> null)), "must give an element, got null for element 0");
    refused(() -> all(samples.filter(element -> element.x().array().get(9) > 0)), "Dataset.filter: the function failed at element 0");
  }

  @Test void samplesOfABatchMustBeAlike() {
    List<Element> mixed = List.of(Element.of(NDArray.of(1, 2)), Element.of(NDArray.of(1, 2, 3)));
    refused(() -> all(Dataset.generated(mixed::iterator).batch(2)),
        "Dataset.batch: element 1 must be like the first, x int32 (2,), got x int32 (3,)");
    List<Element> types = List.of(Element.of(NDArray.of(1)), Element.of(NDArray.of(new long[] {1})));
    refused(() -> all(Dataset.generated(types::iterator).batch(1)), "element 1", "int64");
    List<Element> labels = List.of(Element.of(X, Y), Element.of(X));
    refused(() -> all(Dataset.generated(labels::iterator).batch(1)), "element 1", "y int32 (3,)");
  }

  /** What the thread of prefetch meets arrives where it is read; a pass that is left early ends the thread. */
  @Test void prefetchPassesFailuresOn() {
    Dataset failing = Dataset.of(X).map(element -> {
      if (element.x().array().get(0) == 5) throw new IllegalStateException("no more");
      return element;
    }).prefetch(1);
    refused(() -> all(failing), "Dataset.map: the function failed at element 2", "no more");
    try (Elements early = Dataset.of(X).repeat().prefetch(2).elements()) {
      assertEquals(NDArray.of(new float[] {1, 2}), early.next().x().array());
    }
    assertTrue(IntStream.range(0, 100).allMatch(i -> all(Dataset.of(X).prefetch(1)).size() == 3));
  }

  @Test void examplesAreReadFromRecords() throws IOException {
    Path file = TfRecords.written(folder.resolve("a.tfrecord"), 5);
    Map<String, FixedLenFeature> features = new LinkedHashMap<>();
    features.put("image", new FixedLenFeature(Shape.of(2), DType.FLOAT32));
    features.put("label", new FixedLenFeature(Shape.of(), DType.INT64));
    features.put("name", new FixedLenFeature(Shape.of(), DType.STRING));
    features.put("raw", new FixedLenFeature(Shape.of(3), DType.UINT8));
    features.put("none", new FixedLenFeature(Shape.of(), DType.INT64, NDArray.of(Shape.of(), DType.INT64, new long[] {-1})));
    List<Element> all = all(Dataset.tfRecord(List.of(file, file), features));
    assertEquals(10, all.size());
    Values third = all.get(8).x();
    assertEquals(NDArray.of(new float[] {3, 3.5f}), third.get("image"));
    assertEquals(NDArray.of(Shape.of(), DType.INT64, new long[] {3}), third.get("label"));
    assertEquals(NDArray.of(Shape.of(), DType.STRING, new String[] {"nämé 3"}), third.get("name"));
    assertEquals(NDArray.of(Shape.of(3), DType.UINT8, new byte[] {3, (byte) 255, 0}), third.get("raw"));
    assertEquals(NDArray.of(Shape.of(), DType.INT64, new long[] {-1}), third.get("none"));
  }

  @Test void recordsThatAreDamagedSayWhere() throws IOException {
    Path file = TfRecords.written(folder.resolve("a.tfrecord"), 5);
    byte[] whole = Files.readAllBytes(file);
    int at = whole.length / 5 * 2;
    Map<String, FixedLenFeature> label = Map.of("label", new FixedLenFeature(Shape.of(), DType.INT64));
    for (int byteOfRecord : new int[] {3, 9, 20}) {
      byte[] damaged = whole.clone();
      damaged[at + byteOfRecord] ^= 1;
      Files.write(file, damaged);
      refused(() -> all(Dataset.tfRecord(List.of(file), label)), file + ", record 2 at byte " + at, "the checksum (CRC32C) of its ");
    }
    for (int length : new int[] {5, 14, whole.length / 5 - 1}) {
      Files.write(file, Arrays.copyOf(whole, at + length));
      refused(() -> all(Dataset.tfRecord(List.of(file), label)), "record 2 at byte " + at, "truncated");
    }
    Files.write(file, new byte[] {31, (byte) 139, 8, 0});
    refused(() -> all(Dataset.tfRecord(List.of(file), label)), "compressed by gzip");
    Files.writeString(file, "no records at all, but a text");
    refused(() -> all(Dataset.tfRecord(List.of(file), label)), "is it a TFRecord file?");
  }

  @Test void examplesMustHaveWhatIsDeclared() throws IOException {
    Path file = TfRecords.written(folder.resolve("a.tfrecord"), 2);
    refused(() -> read(file, "size", Shape.of(), DType.INT64), file + ", record 0: has no feature 'size'", "image, label, name, raw");
    refused(() -> read(file, "image", Shape.of(3), DType.FLOAT32), "feature 'image': shape (3,) takes 3 values, got 2");
    refused(() -> read(file, "image", Shape.of(2), DType.INT64), "feature 'image': int64 is read of a int64_list, got a float_list");
    refused(() -> read(file, "raw", Shape.of(), DType.STRING), "feature 'raw'", "must be UTF-8");
    refused(() -> read(file, "raw", Shape.of(), DType.FLOAT64), "dtype must be one of [float32, int64, string, uint8], got float64");
    refused(() -> Dataset.tfRecord(List.of(), Map.of()), "there must be a file");
  }

  private static void read(Path file, String name, Shape shape, DType type) {
    all(Dataset.tfRecord(List.of(file), Map.of(name, new FixedLenFeature(shape, type))));
  }
}
