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
import kerava.KeravaException;
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
    String more = " bytes of elements are read, its header declares more (axis 1 is 3); raise the limit if the file is genuine";
    assertEquals("a: at most 5" + more, assertThrows(KeravaException.class, () -> Idx.read(new ByteArrayInputStream(TWO_BY_THREE), "a", 5))
        .getMessage());
    assertTrue(refusal(hex("00000803 00010000 00010000 00010000"), "a").startsWith("a: at most 1073741824 bytes of elements are read"));
    assertEquals("a: axis 0 must be shorter than 2^31, got 4294967295; the header is damaged", refusal(hex("00000801 ffffffff"), "a"));
  }

  @Test void namesFilesThatAreNotThere(@TempDir Path folder) {
    Path missing = folder.resolve("none.gz");
    assertEquals(missing + ": no such file; check the path", assertThrows(KeravaException.class, () -> Idx.read(missing)).getMessage());
    assertTrue(assertThrows(KeravaException.class, () -> Idx.read(folder)).getMessage().startsWith(folder + ": cannot be read"));
  }

  private static String refusal(byte[] file, String name) {
    return assertThrows(KeravaException.class, () -> read(file, name)).getMessage();
  }

  private static Idx read(byte[] file, String name) { return Idx.read(new ByteArrayInputStream(file), name, Idx.LIMIT); }

  private static byte[] hex(String digits) { return HexFormat.of().parseHex(digits.replace(" ", "")); }

  private static byte[] gzip(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(data);
    }
    return out.toByteArray();
  }
}
