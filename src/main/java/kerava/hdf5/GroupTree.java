package kerava.hdf5;

import static kerava.FormatException.refuseUnless;

import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.SymbolTableEntry;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The links of a group as h5py makes it by default: names in a local heap, sorted in a version 1 B-tree. Other programs search it, so what
 * is out of order is not there for them, and is refused. Source: HDF5 File Format Specification 3.0, III.A.1.
 */
final class GroupTree {
  private static final int HEADER = 24, PAIR = 16;
  private static final byte[] NONE = {};

  private final MeteredBytes bytes;
  private final String where;
  private final ByteBuffer names;
  private final BiConsumer<String, SymbolTableEntry> each;
  private byte[] last;

  private GroupTree(MeteredBytes bytes, String where, ByteBuffer names, BiConsumer<String, SymbolTableEntry> each) {
    this.bytes = bytes;
    this.where = where;
    this.names = names;
    this.each = each;
  }

  /** Gives every link, in order. */
  static void read(MeteredBytes bytes, SymbolTableMessage table, String where, BiConsumer<String, SymbolTableEntry> each) {
    ByteBuffer names = new LocalHeap(bytes, table.getLocalHeapAddress()).getDataBuffer();
    new GroupTree(bytes, where, names, each).node(table.getBTreeAddress(), -1, NONE, null);
  }

  /**
   * {@code level}: which it must have; -1: any. Its names are above {@code low}, and up to {@code high} if that is not null: the bounds
   * that a search goes by.
   */
  private void node(long address, int level, byte[] low, byte[] high) {
    ByteBuffer header = bytes.map(address, HEADER);
    boolean isNode = header.getInt(0) == 'T' + ('R' << 8) + ('E' << 16) + ('E' << 24) && header.get(4) == 0;
    int found = Byte.toUnsignedInt(header.get(5)), count = Short.toUnsignedInt(header.getShort(6));
    refuseUnless(isNode && (level < 0 || found == level), "%s: its names must be in a tree, got something else; the file is damaged",
        where);
    if (count == 0) return;
    ByteBuffer pairs = bytes.map(address + HEADER, count * PAIR + 8L);
    byte[] above = text(pairs.getLong(0));
    for (int i = 0; i < count; i++) {
      byte[] upTo = text(pairs.getLong(PAIR * (i + 1)));
      byte[] least = Arrays.compareUnsigned(above, low) < 0 ? low : above,
          most = high != null && Arrays.compareUnsigned(upTo, high) > 0 ? high : upTo;
      long child = pairs.getLong(PAIR * i + 8);
      if (found > 0) node(child, found - 1, least, most);
      else leaf(child, least, most);
      above = upTo;
    }
  }

  private void leaf(long address, byte[] above, byte[] upTo) {
    for (SymbolTableEntry entry : new GroupSymbolTableNode(bytes, address).getSymbolTableEntries()) {
      byte[] name = text(entry.getLinkNameOffset());
      boolean inOrder = (last == null || Arrays.compareUnsigned(last, name) < 0) && Arrays.compareUnsigned(above, name) < 0
          && Arrays.compareUnsigned(name, upTo) <= 0;
      refuseUnless(inOrder,
          "%s: its names must be in order and each there once, for other programs search them so, got %s; the file is damaged or hostile",
          where, Hdf5Names.abridged(new String(name, StandardCharsets.UTF_8)));
      last = name;
      each.accept(new String(name, StandardCharsets.UTF_8), entry);
    }
  }

  /** From {@code at} to the next NUL. */
  private byte[] text(long at) {
    refuseUnless(at >= 0 && at < names.limit(), "%s: its names must lie in its heap, got one at %d; the file is damaged", where, at);
    int end = (int) at;
    while (end < names.limit() && names.get(end) != 0) end++;
    bytes.pay(end - at);
    refuseUnless(end < names.limit(), "%s: a name must end within its heap; the file is damaged", where);
    byte[] text = new byte[end - (int) at];
    names.get((int) at, text);
    return text;
  }
}
