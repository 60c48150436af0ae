package kerava.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kerava.FormatException;
import kerava.config.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes lie in, any part of them, in any order, is the same. */
class SourceTest {
  private static final int SIZE = 300_001;
  private static final byte[] BYTES = bytes();

  @TempDir Path folder;

  @Test void anArray() { assertSame(Source.of(BYTES)); }

  @Test void aFile() throws IOException {
    try (Source source = Source.open(Files.write(folder.resolve("f"), BYTES), Limits.DEFAULT)) {
      assertSame(source);
    }
  }

  @Test void aStoredMember() throws IOException {
    Path file = folder.resolve("stored.zip");
    SafeFile.write(file, new StoredZip(Map.of("m", out -> out.write(BYTES))));
    member(file, SourceTest::assertSame);
  }

  @Test void aDeflatedMember() throws IOException {
    Path file = folder.resolve("deflated.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("m"));
      zip.write(BYTES);
    }
    member(file, SourceTest::assertSame);
  }

  @Test void aMemberIsRefusedForItsChecksum() throws IOException {
    Path file = folder.resolve("flipped.zip");
    SafeFile.write(file, new StoredZip(Map.of("m", out -> out.write(BYTES))));
    byte[] flipped = Files.readAllBytes(file);
    flipped[SIZE / 2] ^= 1;
    Files.write(file, flipped);
    String message = assertThrows(FormatException.class, () -> member(file, source -> {})).getMessage();
    assertTrue(message.startsWith("z: m: damaged: the checksum must be "), message);
  }

  /** In the archive's directory it stands beside the size that it has inflated. */
  @Test void aMemberMustNotBeLargerThanItsFile() throws IOException {
    Path file = folder.resolve("larger.zip");
    SafeFile.write(file, new StoredZip(Map.of("m", out -> out.write(BYTES))));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(bytes.capacity() - 6);
    assertEquals(0x02014b50, bytes.getInt(directory));
    Files.write(file, bytes.putInt(directory + 20, 2_000_000_000).putInt(directory + 24, 2_000_000_000).array());
    String message = assertThrows(FormatException.class, () -> member(file, source -> {})).getMessage();
    assertTrue(
        message.contains("larger.zip: m: must end at byte " + directory + ", where the next part begins, got 2000000000 bytes from "),
        message);
  }

  @Test void aFileThatShrinksWhileItIsRead() throws IOException {
    Path file = Files.write(folder.resolve("f"), BYTES);
    try (Source source = Source.open(file, Limits.DEFAULT); FileChannel shrinking = FileChannel.open(file, StandardOpenOption.WRITE)) {
      shrinking.truncate(1000);
      String message = assertThrows(FormatException.class, () -> source.part(900, 200)).getMessage();
      assertEquals(file + ": must not change while it is read, got 1000 bytes instead of " + SIZE + "; try again", message);
    }
  }

  private interface Check {
    void of(Source source) throws IOException;
  }

  private static void member(Path file, Check check) throws IOException {
    try (ZipArchive zip = ZipArchive.open(file, 1, "members", Limits.DEFAULT)) {
      check.of(zip.members().get(0).source("z: m", Limits.DEFAULT));
    }
  }

  private static void assertSame(Source source) {
    assertEquals(SIZE, source.size());
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      int length = i % 10 == 0 ? random.nextInt(SIZE) : random.nextInt(3000), at = random.nextInt(SIZE - length + 1);
      ByteBuffer read = ByteBuffer.allocate(length + 7).position(7);
      source.read(at, read);
      ByteBuffer expected = ByteBuffer.wrap(BYTES, at, length);
      assertEquals(expected, source.part(at, length));
      assertEquals(expected, read.flip().position(7));
    }
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
