package kerava.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kerava.KeravaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong while a file is written, the old one stays whole and nothing is left beside it. */
class SafeFileTest {
  private static final byte[] OLD = bytes(300_000, 1), NEW = bytes(500_000, 2);
  /** In pieces, as files are made. */
  private static final Content CONTENT = out -> {
    for (int at = 0; at < NEW.length; at += 1000) out.write(NEW, at, 1000);
  };

  @TempDir Path folder;

  @Test void replacesTheOldFile() throws IOException {
    Path file = old();
    SafeFile.write(file, CONTENT);
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertEquals(List.of(file), all());
  }

  @Test void theKthWriteFails() throws IOException {
    Path file = old();
    int writes = 0;
    while (true) {
      int failing = writes;
      try {
        SafeFile.write(file, CONTENT, out -> new Failing(out, failing));
        break;
      } catch (KeravaException e) {
        assertTrue(e.getMessage().contains("no space"), e.getMessage());
        assertArrayEquals(OLD, Files.readAllBytes(file), "write " + failing);
        assertEquals(List.of(file), all());
        writes++;
      }
    }
    assertEquals(500_000 / (1 << 16) + 1 + 1, writes, "every write has failed once, and so has the flush");
    assertArrayEquals(NEW, Files.readAllBytes(file));
  }

  /** A full disk may be told of only when it must take what was written. */
  @Test void forcingFails() throws IOException {
    Path file = old();
    KeravaException e = assertThrows(KeravaException.class, () -> SafeFile.write(file, CONTENT, new SafeFile.Medium() {
      @Override public OutputStream over(OutputStream out) { return out; }

      @Override public void force(FileChannel channel) throws IOException { throw new IOException("no space"); }
    }));
    assertTrue(e.getMessage().contains("forcing it to the disk failed"), e.getMessage());
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertEquals(List.of(file), all());
  }

  /** A disk that keeps something else than it was given. */
  @Test void whatIsReadBackIsCompared() throws IOException {
    Path file = old();
    KeravaException e = assertThrows(KeravaException.class, () -> SafeFile.write(file, CONTENT, Flipping::new));
    assertTrue(e.getMessage().contains("reads back otherwise"), e.getMessage());
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertEquals(List.of(file), all());
  }

  @Test void aLinkStaysALink() throws IOException {
    Path file = old(), link = Files.createSymbolicLink(folder.resolve("link"), file);
    SafeFile.write(link, CONTENT);
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(NEW, Files.readAllBytes(file));
  }

  @Test void theRightsOfTheOldFileStay() throws IOException {
    Path file = old();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    SafeFile.write(file, CONTENT);
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test void refusesWhatIsNoPlaceForAFile() throws IOException {
    String inFolder = assertThrows(KeravaException.class, () -> SafeFile.write(folder, CONTENT)).getMessage();
    assertTrue(inFolder.contains("it is a folder"), inFolder);
    Path device = Path.of("/dev/null");
    if (Files.exists(device))
      assertTrue(assertThrows(KeravaException.class, () -> SafeFile.write(device, CONTENT)).getMessage().contains("a device"));
    String nowhere = assertThrows(KeravaException.class, () -> SafeFile.write(folder.resolve("no/where.keras"), CONTENT)).getMessage();
    assertTrue(nowhere.contains("there is no folder"), nowhere);
    Path closed =
        Files.createDirectory(folder.resolve("closed"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
    if (Files.isWritable(closed)) return; // root may write everywhere
    String forbidden = assertThrows(KeravaException.class, () -> SafeFile.write(closed.resolve("m.keras"), CONTENT)).getMessage();
    assertTrue(forbidden.contains("AccessDenied"), forbidden);
  }

  private Path old() throws IOException { return Files.write(folder.resolve("m.keras"), OLD); }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Fails at one of its writes, or at the flush behind them. */
  private static final class Failing extends FilterOutputStream {
    private int left;

    Failing(OutputStream out, int failing) {
      super(out);
      left = failing;
    }

    @Override public void write(byte[] bytes, int at, int length) throws IOException {
      count();
      out.write(bytes, at, length);
    }

    @Override public void flush() throws IOException { count(); }

    private void count() throws IOException {
      if (left-- == 0) throw new IOException("no space left on device");
    }

    @Override public void close() throws IOException { out.close(); }
  }

  private static final class Flipping extends FilterOutputStream {
    Flipping(OutputStream out) { super(out); }

    @Override public void write(byte[] bytes, int at, int length) throws IOException {
      byte[] changed = bytes.clone();
      changed[at + length / 2] ^= 1;
      out.write(changed, at, length);
    }
  }
}
