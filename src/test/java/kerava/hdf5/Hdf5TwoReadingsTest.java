package kerava.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import kerava.FormatException;
import kerava.config.Limits;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Structures in which another reader of HDF5 would find something else, or nothing. red_files.py has those that h5py can be brought to
 * write.
 */
class Hdf5TwoReadingsTest {
  private static final int DATASPACE = 0x01, LINK_INFO = 0x02, FILL_OLD = 0x04, FILL = 0x05, LINK = 0x06, ATTRIBUTE = 0x0C,
      CONTINUATION = 0x10,
      SYMBOL_TABLE = 0x11, ATTRIBUTE_INFO = 0x15;
  private static final long NOWHERE = -1;

  private final LittleEndian messages = new LittleEndian();

  @Test void aGroupWithLinksInTwoPlaces() {
    links(NOWHERE).message(SYMBOL_TABLE, new LittleEndian().u64(0).u64(0));
    assertRefused("/: a group must have its links in one place, got a symbol table and others");
  }

  @Test void aGroupWithLinksInItsHeaderAndInAHeap() {
    links(48).message(LINK, new LittleEndian().u8(1, 0, 1, 'x').u64(48));
    assertRefused("/: a group must have its links in one place, got some in its header and some in a heap");
  }

  @Test void attributesInTheHeaderAndInAHeap() {
    links(NOWHERE).message(ATTRIBUTE_INFO, new LittleEndian().u8(0, 0).u64(48).u64(48)).message(ATTRIBUTE, attribute());
    assertRefused("/: must have its attributes in one place, got some in its header and some in a heap");
  }

  @Test void anObjectThatIsAGroupAndADataset() {
    links(NOWHERE).message(DATASPACE, new LittleEndian().u8(2, 0, 0, 0));
    assertRefused("/: must be a group or a dataset, got both");
  }

  @Test void aHeaderThatSaysAThingTwice() {
    links(NOWHERE).links(NOWHERE);
    assertRefused("/: its header must say each thing once, got two of LinkInfo");
  }

  @Test void anEmptyGroupIsRead() {
    links(NOWHERE);
    assertTrue(Hdf5File.read(file(), "f", Limits.DEFAULT).names().isEmpty());
  }

  /** A header that goes on where it goes on. */
  @Test void aHeaderWithoutEnd() {
    byte[] bytes = Fixtures.bytes("texts.h5");
    int at = find(bytes, CONTINUATION);
    little(bytes).putLong(at + 8, at).putLong(at + 16, 24);
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10),
        () -> assertThrows(FormatException.class, () -> Hdf5File.read(bytes, "f", Limits.DEFAULT)));
  }

  /** The tree says that all names come before the first. */
  @Test void namesOutsideTheBoundsOfTheirTree() {
    byte[] bytes = Fixtures.bytes("numbers.h5");
    int tree = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("TREE\0");
    little(bytes).putLong(tree + 24 + 16, 0);
    assertRefused(bytes, "/: its names must be in order");
  }

  @Test void aLinkThatIsNotFoundByItsName() { assertRefused(misfiled("numbers_v110.h5", 5, 0), "must be filed under its own hash"); }

  @Test void anAttributeThatIsNotFoundByItsName() { assertRefused(misfiled("texts_v110.h5", 8, 13), "must be filed under its own hash"); }

  /** The first record in a tree of {@code type} has another hash, {@code at} bytes from its beginning, and the checksum is right. */
  private static byte[] misfiled(String fixture, int type, int at) {
    byte[] bytes = Fixtures.bytes(fixture);
    int tree = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("BTHD\0" + (char) type);
    int record = little(bytes).getShort(tree + 10), leaf = (int) little(bytes).getLong(tree + 16),
        count = little(bytes).getShort(tree + 24);
    bytes[leaf + 6 + at] ^= 1;
    int length = 6 + record * count;
    little(bytes).putInt(leaf + length, Lookup3.of(Arrays.copyOfRange(bytes, leaf, leaf + length), length));
    return bytes;
  }

  /** Two chunks of one dataset are the same bytes. */
  @Test void chunksOverEachOther() {
    byte[] bytes = Fixtures.bytes("numbers.h5");
    int key = 8 + 8 * 3;
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int tree = text.indexOf("TREE\1\0"); tree >= 0; tree = text.indexOf("TREE\1\0", tree + 1))
      if (bytes[tree + 6] == 6) little(bytes).putLong(tree + 24 + key + key + 8, little(bytes).getLong(tree + 24 + key));
    String said =
        assertThrows(FormatException.class, () -> Hdf5File.read(bytes, "f", Limits.DEFAULT).dataset("chunked").floats()).getMessage();
    assertTrue(said.startsWith("f: /chunked: its numbers must be its own, got bytes ") && said.contains("f: /chunked, chunk [0, 0]'s too"),
        said);
  }

  /** What HDF5 1.4 wrote; h5py reads 2.5 of it too. */
  @Test void theFillValueOfOldFiles() {
    byte[] bytes = Fixtures.bytes("numbers.h5");
    for (int at = 96; at + 32 < bytes.length; at += 8)
      if (little(bytes).getInt(at) == (16 << 16 | FILL) && little(bytes).getInt(at + 24) == (8 << 16 | FILL_OLD)) bytes[at] = 0;
    Hdf5Group root = Hdf5File.read(bytes, "f", Limits.DEFAULT);
    assertArrayEquals(new float[] {2.5f, 2.5f, 2.5f, 2.5f, 2.5f, 2.5f}, root.dataset("never_written_filled").floats());
  }

  private Hdf5TwoReadingsTest links(long heap) { return message(LINK_INFO, new LittleEndian().u8(0, 0).u64(heap).u64(heap)); }

  private Hdf5TwoReadingsTest message(int type, LittleEndian data) {
    messages.u8(type).u16(data.size()).u8(0).put(data.toArray());
    return this;
  }

  private static LittleEndian attribute() {
    Hdf5Attributes one = new Hdf5Attributes("w").put("a", 1L);
    byte[] header = new ObjectHeaderBytes().attributes("w", one, Map.of()).toArray();
    return new LittleEndian().put(Arrays.copyOfRange(header, 10 + 4, header.length - 4));
  }

  private byte[] file() {
    byte[] all = messages.toArray(), header =
        new LittleEndian().put("OHDR".getBytes(StandardCharsets.US_ASCII)).u8(2, 2).u32(all.length).put(all).checksum().toArray();
    return new LittleEndian().u8(0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n', 2, 8, 8, 0).u64(0).u64(-1).u64(48 + header.length).u64(48)
        .checksum().put(header).toArray();
  }

  private void assertRefused(String message) { assertRefused(file(), message); }

  /** Each of many keys of a tree is a name as long as the whole heap. */
  @Test void namesThatAreReadOverAndOver() {
    byte[] bytes = Arrays.copyOf(Fixtures.bytes("numbers.h5"), 4_000_000);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int tree = text.indexOf("TREE\0"), heap = text.indexOf("HEAP"), moved = 30_000, names = 2_000_000;
    little(bytes).putLong(heap + 8, 1_900_000).putLong(heap + 24, names);
    Arrays.fill(bytes, names, names + 1_899_999, (byte) 'x');
    System.arraycopy(bytes, tree, bytes, moved, 24);
    little(bytes).putShort(moved + 6, (short) 60_000);
    System.arraycopy(new byte[] {'S', 'N', 'O', 'D', 1, 0, 0, 0}, 0, bytes, 29_000, 8);
    for (int i = 0; i < 60_000; i++) little(bytes).putLong(moved + 24 + 16 * i + 8, 29_000);
    for (int at = 0; at + 8 < bytes.length; at++) if (at < 27_144 && little(bytes).getLong(at) == tree) little(bytes).putLong(at, moved);
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
        () -> assertRefused(bytes, "got parts that refer to each other over and over"));
  }

  private static void assertRefused(byte[] bytes, String message) {
    String said = assertThrows(FormatException.class, () -> Hdf5File.read(bytes, "f", Limits.DEFAULT)).getMessage();
    assertTrue(said.startsWith("f: ") && said.contains(message), said);
  }

  private static int find(byte[] bytes, int type) {
    for (int at = 96;; at += 8) if (little(bytes).getInt(at) == (16 << 16 | type)) return at;
  }

  private static ByteBuffer little(byte[] bytes) { return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN); }
}
