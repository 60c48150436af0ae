package kerava.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import kerava.FormatException;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  private static final byte[] TWO_BY_THREE = hex("00000802 00000002 00000003 00017f80feff");

  @Test void readsPlainAndGzipped() throws IOException {
    for (byte[] file : new byte[][] {TWO_BY_THREE, gzip(TWO_BY_THREE)}) {
      Idx idx = read(file, "a-idx2-ubyte");
      assertArrayEquals(new int[] {2, 3}, idx.dims());
      assertArrayEquals(new byte[] {0, 1, 127, -128, -2, -1}, idx.values());
    }
  }

  @Test void readsFilesAndEmptySets(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("x.gz"), gzip(TWO_BY_THREE));
    assertEquals(6, Idx.read(file).values().length);
    assertEquals(0, read(hex("00000802 00000000 7fffffff"), "empty").values().length);
  }

  @Test void refusesWhatIsNotIdx() {
    assertEquals("a: an IDX file begins with two zero bytes, a type and a number of axes, got 504b0304; is it another format?",
        refusal(hex("504b0304 00"), "a"));
    assertEquals("a: an IDX file begins with two zero bytes, a type and a number of axes, got 00000800; is it another format?",
        refusal(hex("00000800"), "a"));
    assertEquals("a: elements must be unsigned bytes (type 08), got type 0d (float32); convert the file to unsigned bytes or to .npy",
        refusal(hex("00000d01 00000001 3f800000"), "a"));
    assertEquals("a.gz: a .gz file must begin with the bytes 1f 8b, got 00 00; if it is already unpacked, take .gz off its name",
        refusal(TWO_BY_THREE, "a.gz"));
  }

  @Test void refusesEveryTruncation() throws IOException {
    byte[] gz = gzip(TWO_BY_THREE);
    for (int n = 0; n < TWO_BY_THREE.length; n++) {
      String where = n < 12 ? "within the header" : "before the 6 elements that its header declares";
      assertEquals("a: truncated: the file ends " + where + "; fetch the file again", refusal(Arrays.copyOf(TWO_BY_THREE, n), "a"));
    }
    for (int n = 2; n < gz.length; n++) assertTrue(refusal(Arrays.copyOf(gz, n), "a.gz").startsWith("a.gz: truncated"), "gzip cut to " + n);
  }

  @Test void refusesTrailingAndDamagedBytes() throws IOException {
    String more = ": the file must end after the 6 elements that its header declares, got more bytes; fetch the file again";
    byte[] longer = Arrays.copyOf(TWO_BY_THREE, TWO_BY_THREE.length + 1);
    assertEquals("a" + more, refusal(longer, "a"));
    assertEquals("a.gz" + more, refusal(gzip(longer), "a.gz"));
    byte[] gz = gzip(TWO_BY_THREE);
    gz[gz.length - 6] ^= 1; // in the checksum
    assertEquals("a.gz: damaged gzip data (Corrupt GZIP trailer); fetch the file again", refusal(gz, "a.gz"));
  }

  @Test void allocatesNoMoreThanTheLimit() {
    Limits five = Limits.DEFAULT.with("elements", 5L);
    assertEquals("a: too much for the limits: elements up to axis 1, got 6, limit 5; if the file is genuine, raise the limit",
        assertThrows(FormatException.class, () -> Idx.read(new ByteArrayInputStream(TWO_BY_THREE), "a", five))
            .getMessage());
    assertTrue(refusal(hex("00000803 00010000 00010000 00010000"), "a").contains("elements up to axis 1, got 4294967296, limit 536870912"));
    assertEquals("a: axis 0 must be shorter than 2^31, got 4294967295; the header is damaged", refusal(hex("00000801 ffffffff"), "a"));
  }

  /** 30 MB of zeros in some 30 KB: refused by the ratio, by the sum, and by the header's own number. */
  @Test void refusesBombs() throws IOException {
    byte[] zeros = Arrays.copyOf(hex("00000801 01c9c380"), 8 + 30_000_000);
    byte[] bomb = gzip(zeros);
    Limits ratio = Limits.DEFAULT.with("inflation", 100L), sum = Limits.DEFAULT.with("inflatedBytes", 2_000_000L);
    String byRatio = assertThrows(FormatException.class, () -> Idx.read(new ByteArrayInputStream(bomb), "a.gz", ratio)).getMessage();
    assertTrue(byRatio.matches("a.gz: too much for the limits: bytes inflated from \\d+, got \\d+, limit \\d+; if the file is genuine, .*"),
        byRatio);
    String bySum = assertThrows(FormatException.class, () -> Idx.read(new ByteArrayInputStream(bomb), "a.gz", sum)).getMessage();
    assertTrue(bySum.matches("a.gz: too much for the limits: inflated bytes, got \\d+, limit 2000000; .*"), bySum);
    assertEquals(
        "a: one sample of an empty set must have less than 2^31 elements, its header declares more (axis 2 is 65536); "
            + "the header is damaged",
        refusal(hex("00000803 00000000 00010000 00010000"), "a"));
  }

  @Test void everyFlippedByteIsRefusedOrRead() throws IOException {
    for (byte[] file : new byte[][] {TWO_BY_THREE, gzip(TWO_BY_THREE)}) {
      for (int bit = 0; bit < 8 * file.length; bit++) {
        byte[] flipped = file.clone();
        flipped[bit / 8] ^= 1 << bit % 8;
        try {
          read(flipped, "a").array();
        } catch (FormatException e) {
          assertTrue(e.getMessage().startsWith("a: "));
        }
      }
    }
  }

  @Test void theArrayKeepsLevelsAsTheyAre() {
    NDArray array = read(TWO_BY_THREE, "a").array();
    assertEquals(NDArray.of(new byte[][] {{0, 1, 127}, {-128, -2, -1}}), array);
    assertArrayEquals(new float[] {0, 1, 127, 128, 254, 255}, array.values());
  }

  @Test void namesFilesThatAreNotThere(@TempDir Path folder) {
    Path missing = folder.resolve("none.gz");
    assertEquals(missing + ": no such file; check the path", assertThrows(KeravaException.class, () -> Idx.read(missing)).getMessage());
    assertTrue(assertThrows(KeravaException.class, () -> Idx.read(folder)).getMessage().startsWith(folder + ": cannot be read"));
  }

  private static String refusal(byte[] file, String name) {
    return assertThrows(FormatException.class, () -> read(file, name)).getMessage();
  }

  private static Idx read(byte[] file, String name) { return Idx.read(new ByteArrayInputStream(file), name, Limits.DEFAULT); }

  private static byte[] hex(String digits) { return HexFormat.of().parseHex(digits.replace(" ", "")); }

  private static byte[] gzip(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(data);
    }
    return out.toByteArray();
  }
}
