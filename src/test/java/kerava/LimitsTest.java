package kerava;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import kerava.config.Limits;
import kerava.config.Names;
import kerava.config.Settings;
import kerava.data.Csv;
import kerava.data.Idx;
import kerava.data.Npy;
import kerava.data.Npz;
import kerava.files.Source;
import kerava.hdf5.Hdf5File;
import kerava.saving.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every limit holds at its edge, in every kind of file: what a file needs is enough, and one less is refused with both numbers. */
class LimitsTest {
  private static final Path MODELS = Path.of("models"), NPY = Path.of("src/test/resources/kerava/npy"),
      HDF5 = Path.of("src/test/resources/kerava/hdf5");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      fileBytes | keras3/adam.keras | 49095 | bytes of the file
      fileBytes | keras3/adam.h5 | 50136 | bytes of the file
      fileBytes | keras2/adam.h5 | 57360 | bytes of the file
      fileBytes | keras3/adam.weights.h5 | 42680 | bytes of the file
      fileBytes | keras3/adam.json | 6476 | bytes of the file
      fileBytes | c.npy | 224 | bytes of the file
      fileBytes | stored.npz | 863 | bytes of the file
      fileBytes | x.idx | 18 | bytes of the file
      fileBytes | x.csv | 22 | bytes of the file
      inflatedBytes | keras3/adam.keras | 48765 | inflated bytes of all members
      inflatedBytes | numbers.h5 | 1107 | inflated bytes of the file
      inflatedBytes | deflated.npz | 1200128 | inflated bytes
      inflatedBytes | x.idx.gz | 12 | inflated bytes
      elements | keras3/adam.keras | 314 | parameters
      elements | keras2/adam.h5 | 314 | parameters
      elements | keras3/adam.json | 314 | parameters
      elements | keras3/adam.weights.h5 | 128 | elements of a dataset
      elements | c.npy | 24 | elements of shape (2, 3, 4)
      elements | x.idx | 6 | elements up to axis 1
      elements | x.csv | 4 | numbers in the file
      datasets | keras3/adam.keras | 55 | groups and datasets
      datasets | keras3/adam.h5 | 56 | groups and datasets
      datasets | keras3/adam.weights.h5 | 55 | groups and datasets
      datasets | stored.npz | 3 | arrays in one file
      attributes | keras3/adam.keras | 11 | attributes and their elements
      attributes | keras3/adam.h5 | 53 | attributes and their elements
      attributes | keras2/adam.h5 | 52 | attributes and their elements
      attributes | keras3/adam.weights.h5 | 11 | attributes and their elements
      jsonBytes | keras3/adam.keras | 6809 | bytes of JSON
      attributeBytes | keras3/adam.h5 | 4970 | bytes of an attribute
      attributeBytes | keras2/adam.h5 | 3727 | bytes of an attribute
      attributeBytes | keras3/adam.weights.h5 | 35 | bytes of an attribute
      jsonBytes | keras3/adam.json | 6476 | bytes of JSON
      nameLength | keras3/adam.keras | 27 | name length of JSON
      nameLength | keras3/adam.h5 | 48 | length of a name
      nameLength | keras3/adam.weights.h5 | 19 | length of a name
      nameLength | keras3/adam.json | 27 | name length of JSON
      nameLength | stored.npz | 11 | length of a name
      layers | keras3/adam.keras | 10 | layers
      layers | keras3/adam.h5 | 10 | layers
      layers | keras2/adam.h5 | 10 | layers
      layers | keras3/adam.json | 10 | layers
      jsonBytes | keras3/adam.h5 | 4954 | characters of JSON
      jsonBytes | keras2/adam.h5 | 3711 | characters of JSON
      jsonDepth | keras3/adam.keras | 7 | document nesting depth of JSON
      jsonDepth | keras2/adam.h5 | 7 | document nesting depth of JSON
      jsonDepth | keras3/adam.json | 7 | document nesting depth of JSON
      stringLength | keras3/adam.keras | 31 | string value length of JSON
      stringLength | keras2/adam.h5 | 31 | string value length of JSON
      stringLength | keras3/adam.json | 31 | string value length of JSON
      stringLength | x.csv | 22 | characters of one row (is a quote never closed?)
      numberLength | keras3/adam.keras | 18 | number value length of JSON
      numberLength | keras2/adam.h5 | 18 | number value length of JSON
      numberLength | keras3/adam.json | 18 | number value length of JSON
      numberLength | x.csv | 4 | length of a number
      """) void holdsAtItsEdge(String limit, String name, long edge, String what) throws IOException {
    Path file = file(name);
    read(file, limits(limit, edge));
    String message = assertThrows(FormatException.class, () -> read(file, limits(limit, edge - 1))).getMessage();
    assertTrue(message.startsWith(file.toString()) && !message.substring(1).contains(file.toString()), message);
    assertTrue(message.contains(what + ", got " + edge + ", limit " + (edge - 1) + "; if the file is genuine, raise the limit"), message);
  }

  /** 8 MB of zeros in 8 KB, in a part of the archive that is checked but not kept. */
  @Test void archivesAreInflatedTheLeast() {
    Path bomb = Path.of("src/test/resources/kerava/red/bomb_assets.keras");
    String message = assertThrows(FormatException.class, () -> read(bomb, Limits.DEFAULT)).getMessage();
    assertTrue(message.matches(
        bomb + ": assets/vocabulary.txt: too much for the limits: bytes inflated from \\d+, got 8388608, limit 1048576; .*"), message);
    read(bomb, Limits.DEFAULT.with("archiveInflation", 1100L));
  }

  private static Limits limits(String name, long value) {
    boolean small = Settings.of(Limits.DEFAULT).get(Names.snakeCase(name)) instanceof Integer;
    return Limits.DEFAULT.with(name, small ? (Object) (int) value : (Object) value);
  }

  private Path file(String name) throws IOException {
    Path made = folder.resolve(name);
    return switch (name) {
      case "x.csv" -> Files.writeString(made, "wide,\"x\"\n1.25,-10\n3,4\n");
      case "x.idx" -> Files.write(made, new byte[] {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6});
      case "x.idx.gz" -> Files.write(made, gzipped(new byte[] {0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 3, 4}));
      default -> Stream.of(MODELS, NPY, HDF5).map(each -> each.resolve(name)).filter(Files::exists).findFirst().orElseThrow();
    };
  }

  private static byte[] gzipped(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  private static void read(Path file, Limits limits) {
    String name = file.toString();
    if (name.contains(".idx")) Idx.read(file, limits);
    else if (name.endsWith(".csv")) Csv.read(file, limits);
    else if (name.endsWith(".npy")) Npy.read(file, limits);
    else if (name.endsWith(".npz")) Npz.keys(file, limits).forEach(key -> Npz.read(file, key, limits));
    else if (file.startsWith(HDF5)) try (Source source = Source.open(file, limits)) {
      Hdf5File.read(source, name, limits);
    }
    else
      if (name.contains("weights"))
        ModelFile.readWeights(file, ModelFile.read(MODELS.resolve("keras3/adam.keras"), Limits.DEFAULT), limits);
      else
        ModelFile.read(file, limits);
  }
}
