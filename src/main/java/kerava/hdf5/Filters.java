package kerava.hdf5;

import static kerava.FormatException.refuseUnless;

import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import kerava.FormatException;

/** What was done to chunks before they were stored, undone: deflate (h5py's gzip), shuffle and fletcher32. */
final class Filters {
  private static final int DEFLATE = 1, SHUFFLE = 2, FLETCHER32 = 3;
  private static final Map<Integer, String> OTHERS =
      Map.of(4, "szip", 5, "nbit", 6, "scaleoffset", 32000, "lzf", 32001, "blosc", 32004, "lz4",
          32008, "bitshuffle", 32015, "zstd");

  private final String where;
  private final List<FilterInfo> filters;

  /** @param pipeline may be null */
  Filters(String where, FilterPipelineMessage pipeline) {
    this.where = where;
    filters = pipeline == null ? List.of() : pipeline.getFilters();
  }

  boolean isEmpty() { return filters.isEmpty(); }

  /**
   * @param skipped which filters were not applied to this chunk
   * @param most bytes that the chunk may come to
   */
  byte[] undo(byte[] chunk, BitSet skipped, int most, int element) {
    byte[] bytes = chunk;
    for (int i = filters.size() - 1; i >= 0; i--) {
      if (skipped.get(i)) continue;
      bytes = switch (filters.get(i).getId()) {
        case DEFLATE -> inflated(bytes, most + 4);
        case SHUFFLE -> unshuffled(bytes, filters.get(i).getData().length == 0 ? element : filters.get(i).getData()[0]);
        case FLETCHER32 -> checked(bytes);
        default -> throw new FormatException(String.format("%s: filter %s is not supported, only gzip, shuffle and fletcher32; "
            + "save it without that compression", where, OTHERS.getOrDefault(filters.get(i).getId(), "number " + filters.get(i).getId())));
      };
    }
    return bytes;
  }

  private byte[] inflated(byte[] deflated, int most) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] bytes = new byte[most];
      int length = 0;
      for (int got = 1; got > 0; length += got) got = inflater.inflate(bytes, length, most - length);
      refuseUnless(inflater.finished(),
          "%s: a compressed chunk must come to at most %d bytes and be whole, got more, or less than all of it; "
              + "the file is damaged",
          where, most);
      return Arrays.copyOf(bytes, length);
    } catch (DataFormatException e) {
      throw new FormatException(where + ": a compressed chunk is damaged (" + e.getMessage() + "); save the model again", e);
    } finally {
      inflater.end();
    }
  }

  /** Shuffled are first all first bytes of the elements, then all second ones; what is over at the end stays. */
  private static byte[] unshuffled(byte[] bytes, int element) {
    if (element <= 1) return bytes;
    byte[] elements = bytes.clone();
    int count = bytes.length / element;
    for (int part = 0, from = 0; part < element && count > 0; part++)
      for (int i = 0; i < count; i++) elements[i * element + part] = bytes[from++];
    return elements;
  }

  private byte[] checked(byte[] bytes) {
    refuseUnless(bytes.length >= 4, "%s: a chunk must end with its checksum; the file is damaged", where);
    byte[] data = Arrays.copyOf(bytes, bytes.length - 4);
    int stored = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(data.length), sum = fletcher32(data);
    refuseUnless(stored == sum, "%s: a chunk must have the checksum %08x that is stored with it, got %08x; the file is damaged", where,
        stored, sum);
    return data;
  }

  /** HDF5's: over big-endian words of 16 bits, an odd byte at the end counting as a high one; each sum is folded into 1 to 65535. */
  private static int fletcher32(byte[] data) {
    long first = 0, second = 0;
    for (int i = 0; i < data.length; i += 2) {
      int word = (data[i] & 0xFF) << 8 | (i + 1 < data.length ? data[i + 1] & 0xFF : 0);
      first = (first + word) % 0xFFFF;
      second = (second + first) % 0xFFFF;
    }
    return (int) (folded(second, data) << 16 | folded(first, data));
  }

  private static long folded(long sum, byte[] data) {
    if (sum != 0) return sum;
    for (byte b : data) if (b != 0) return 0xFFFF;
    return 0;
  }
}
