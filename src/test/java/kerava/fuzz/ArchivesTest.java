package kerava.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.FormatException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever byte of an archive is another, Kerava sees in it what the JDK's readers see, or refuses it. */
class ArchivesTest {
  private static final int[] CHANGES = {1, 2, 8, 0x80, 0xFF};

  @TempDir Path folder;

  @TestFactory Stream<DynamicTest> everyByte() {
    List<byte[]> genuine = Sources.fixtures("zip", ".zip");
    return IntStream.range(0, genuine.size()).mapToObj(i -> DynamicTest.dynamicTest("archive " + i, () -> {
      byte[] archive = genuine.get(i);
      Path file = folder.resolve("archive.zip");
      Archives.sameForAll(Files.write(file, archive));
      int read = 0;
      for (int at = 0; at < archive.length; at++)
        for (int change : CHANGES) {
          byte[] changed = archive.clone();
          changed[at] ^= (byte) change;
          if (isRead(Files.write(file, changed))) read++;
        }
      assertTrue(read < CHANGES.length * archive.length / 3, read + " of the changes went unseen"); // times and versions may be any
    }));
  }

  private static boolean isRead(Path file) throws IOException {
    try {
      Archives.sameForAll(file);
      return true;
    } catch (FormatException refused) {
      assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
      return false;
    }
  }
}
