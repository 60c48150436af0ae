package kerava.hdf5;

import static kerava.KeravaException.require;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.config.Limits;

/**
 * Lays out and writes a file: superblock, then the header of each object with the heaps of its long texts, parents first, then the numbers
 * of the datasets, each at a multiple of 8. jHDF writes too, but what it writes is damaged as soon as a group follows a dataset.
 */
final class TreeWriter {
  private static final int SUPERBLOCK = 48, BUFFER = 1 << 16;

  private record Item(Object node, String where, Hdf5Attributes attributes) {}

  private final List<Item> items = new ArrayList<>();
  private final Map<Object, Long> headers = new IdentityHashMap<>(), numbers = new IdentityHashMap<>();
  private final Map<Object, Map<String, Long>> heaps = new IdentityHashMap<>();
  private final long end;
  private long at = SUPERBLOCK;

  TreeWriter(Hdf5Group root) {
    collect(root);
    for (Item item : items) placeHeader(item);
    for (Item item : items)
      if (item.node() instanceof Hdf5Dataset dataset) place(numbers, dataset, (long) dataset.elements() * dataset.type().size());
    end = at;
    long most = Limits.DEFAULT.fileBytes();
    require(end <= most, "%s: a file of %d bytes could not be read again, %d are the most; make the model smaller", root.where(), end,
        most);
  }

  private void collect(Hdf5Group group) {
    items.add(new Item(group, group.where(), group.attributes()));
    group.children().forEach((name, child) -> {
      if (child instanceof Hdf5Group inner) collect(inner);
      else items.add(new Item(child, group.where() + ": " + name, ((Hdf5Dataset) child).attributes()));
    });
  }

  private void placeHeader(Item item) {
    Map<String, Long> texts = new HashMap<>();
    item.attributes().values().forEach((name, value) -> {
      if (value instanceof String text && Datatypes.utf8(text).length > ObjectHeaderBytes.LONG_TEXT) {
        texts.put(name, at);
        at += Datatypes.heap(text).length;
      }
    });
    require(heaps.put(item.node(), texts) == null, "%s: must be in one place, got it in two; make a second one", item.where());
    place(headers, item.node(), header(item).length);
  }

  private void place(Map<Object, Long> addresses, Object node, long size) {
    addresses.put(node, at);
    at = at + size + 7 & ~7;
  }

  /** Of the same length before its addresses are known and after. */
  private byte[] header(Item item) {
    ObjectHeaderBytes header = new ObjectHeaderBytes();
    if (item.node() instanceof Hdf5Group group) {
      Map<String, Long> links = new LinkedHashMap<>();
      group.children().forEach((name, child) -> links.put(name, headers.getOrDefault(child, 0L)));
      header.links(item.where(), links);
    } else {
      Hdf5Dataset dataset = (Hdf5Dataset) item.node();
      header.dataset(item.where(), dataset.shape(), dataset.type(), numbers.getOrDefault(dataset, 0L));
    }
    return header.attributes(item.where(), item.attributes(), heaps.get(item.node())).toArray();
  }

  void write(OutputStream out) throws IOException {
    out.write(
        new LittleEndian().u8(0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n', 2, 8, 8, 0).u64(0).u64(ObjectHeaderBytes.UNDEFINED).u64(end)
            .u64(headers.get(items.get(0).node())).checksum().toArray());
    for (Item item : items) {
      for (String name : item.attributes().names())
        if (heaps.get(item.node()).containsKey(name)) out.write(Datatypes.heap(item.attributes().string(name)));
      byte[] header = header(item);
      out.write(header);
      out.write(new byte[-header.length & 7]);
    }
    for (Item item : items) if (item.node() instanceof Hdf5Dataset dataset) writeNumbers(dataset, out);
    out.flush();
  }

  private static void writeNumbers(Hdf5Dataset dataset, OutputStream out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    int size = dataset.type().size(), elements = dataset.elements(), step = BUFFER / size;
    float[] floats = dataset.type() == ElementType.FLOAT32 || dataset.type() == ElementType.FLOAT16 ? dataset.floats() : null;
    double[] doubles = dataset.type() == ElementType.FLOAT64 ? dataset.doubles() : null;
    long[] longs = dataset.type() == ElementType.INT64 ? dataset.longs() : null;
    for (int from = 0; from < elements; from += step) {
      int count = Math.min(step, elements - from);
      if (size == 2) for (int i = 0; i < count; i++) buffer.putShort(2 * i, ElementType.halfBits(floats[from + i]));
      else if (floats != null) buffer.asFloatBuffer().put(floats, from, count);
      else if (doubles != null) buffer.asDoubleBuffer().put(doubles, from, count);
      else buffer.asLongBuffer().put(longs, from, count);
      out.write(buffer.array(), 0, count * size);
    }
    out.write(new byte[-elements * size & 7]);
  }
}
