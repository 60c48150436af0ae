package kerava.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import kerava.config.Limits;
import kerava.files.Source;
import kerava.hdf5.Hdf5File;
import kerava.hdf5.Hdf5Group;

/** The genuine files that fuzzing starts from. */
final class Sources {
  private static final Path MODELS = Path.of("models"), RESOURCES = Path.of("src/test/resources/kerava");

  /** As long as inputs are. */
  static final int LONGEST = 1 << 16;

  private Sources() {}

  /** The models whose names end in {@code ending}. */
  static List<byte[]> models(String ending) { return files(MODELS, ending); }

  /** The fixtures of {@code folder} whose names end in {@code ending}. */
  static List<byte[]> fixtures(String folder, String ending) { return files(RESOURCES.resolve(folder), ending); }

  private static List<byte[]> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().map(Sources::bytes).filter(bytes -> bytes.length <= LONGEST)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The members of a model in .keras. */
  static Map<String, byte[]> members(String model) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(MODELS.resolve(model).toFile())) {
      for (ZipEntry entry : zip.stream().toList()) members.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }

  static byte[] zip(Map<String, byte[]> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (var member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An attribute of the root of a model in .h5. */
  static String attribute(String model, String name) {
    try (Source source = Source.open(MODELS.resolve(model), Limits.DEFAULT)) {
      return Hdf5File.read(source, model, Limits.DEFAULT).attributes().string(name);
    }
  }

  /** An .h5 that holds JSON alone. */
  static byte[] h5(Map<String, String> attributes) {
    Hdf5Group root = Hdf5Group.root("fuzzed");
    attributes.forEach(root.attributes()::put);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Hdf5File.write(root, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] utf8(String text) { return text.getBytes(StandardCharsets.UTF_8); }
}
