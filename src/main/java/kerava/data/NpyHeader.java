package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.inJava;
import static kerava.data.Quoted.quoted;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.config.Limits;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * What the head of a .npy file says. Source: NumPy {@code lib/_format_impl.py}: the magic string, two bytes of version, the length of the
 * header (two bytes in version 1, four in 2 and 3), and a Python dict of descr, fortran_order and shape.
 *
 * @param width bytes of one element
 * @param start where the elements begin, in bytes
 * @param spread the product of the axes that are not empty: the least that an array of this shape, emptied of zeros, would hold
 */
record NpyHeader(NpyType type, int width, ByteOrder order, boolean fortran, Shape shape, int start, long spread) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  /** As NumPy's max_header_size and its most axes. */
  private static final int LONGEST = 10_000, AXES = 64;
  private static final int ALIGNED = 64, ROOM_TO_GROW = 21;

  static NpyHeader read(InputStream in, String where) throws IOException {
    byte[] magic = in.readNBytes(8);
    refuseUnless(Arrays.equals(MAGIC, Arrays.copyOf(magic, 6)) && magic.length >= 6,
        "%s: a .npy file begins with the bytes 93 4e 55 4d 50 59, got another beginning; is it another format?", where);
    if (magic.length < 8) throw new EOFException();
    int version = magic[6];
    refuseUnless(version >= 1 && version <= 3 && magic[7] == 0, "%s: the .npy format must be of version 1.0, 2.0 or 3.0, got %d.%d; "
        + "save the array with numpy.save", where, version & 0xFF, magic[7] & 0xFF);
    int prefix = version == 1 ? 2 : 4;
    ByteBuffer size = ByteBuffer.wrap(Arrays.copyOf(whole(in, prefix), 4)).order(ByteOrder.LITTLE_ENDIAN);
    long length = Integer.toUnsignedLong(size.getInt(0));
    refuseUnless(length <= LONGEST, "%s: the .npy header must have at most %d bytes, got %d; the file is damaged", where, LONGEST, length);
    String text = new String(whole(in, (int) length), version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return of(NpyDict.parse(text, where), text, 8 + prefix + (int) length, where);
  }

  private static byte[] whole(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) throw new EOFException();
    return bytes;
  }

  private static NpyHeader of(Map<String, Object> dict, String text, int start, String where) {
    refuseUnless(dict.keySet().equals(Set.of("descr", "fortran_order", "shape")) && dict.get("descr") instanceof String
        && dict.get("fortran_order") instanceof Boolean && dict.get("shape") instanceof List,
        "%s: the .npy header must hold descr (a string), fortran_order (True or False) and shape (a tuple), got %s; the file is damaged",
        where,
        quoted(text));
    String descr = (String) dict.get("descr");
    List<?> sizes = (List<?>) dict.get("shape");
    refuseUnless(sizes.size() <= AXES, "%s: an array has at most %d axes, got %d; the file is damaged", where, AXES, sizes.size());
    int[] shape = new int[sizes.size()];
    long spread = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      long size = (Long) sizes.get(axis);
      refuseUnless(size >= 0 && size <= Integer.MAX_VALUE, "%s: axis %d must have 0 to 2^31-1 elements, got %d", where, axis, size);
      refuseUnless(size <= Long.MAX_VALUE / 16 / spread, "%s: the shape %s is too large for any file; the file is damaged", where, sizes);
      spread *= Math.max(1, size);
      shape[axis] = (int) size;
    }
    boolean fortran = (Boolean) dict.get("fortran_order") && shape.length > 1;
    NpyType type = NpyType.of(descr, where);
    int width = type.size(descr);
    refuseUnless(width <= Long.MAX_VALUE / 16 / spread, "%s: the shape %s is too large for any file; the file is damaged", where, sizes);
    return new NpyHeader(type, width, NpyType.order(descr), fortran, Shape.of(shape), start, spread);
  }

  /**
   * That of one sample, of which arrays are read one after another. Refuses an array without samples, or whose samples do not lie together.
   */
  NpyHeader sample(String where, Limits limits) {
    refuseUnless(shape.rank() > 0, inJava("read it with Npy.read"), "%s: a scalar has no samples", where);
    refuseUnless(!fortran, inJava("or read it whole with Npy.read"), "%s: samples do not lie together in Fortran order; "
        + "save the array with numpy.save(file, numpy.ascontiguousarray(x))", where);
    long each = spread / Math.max(1, shape.size(0));
    Limits.check(where, "elements of one sample " + shape.dropFirst(), each, limits.elements());
    Limits.check(where, "bytes of one sample " + shape.dropFirst(), each * width, Limits.LONGEST_ARRAY);
    return new NpyHeader(type, width, order, false, shape.dropFirst(), start, each);
  }

  /** That of {@code count} samples like this one. */
  NpyHeader of(int count) { return new NpyHeader(type, width, order, false, shape.prepend(count), start, spread * count); }

  /** Refuses a file whose size is not what this header asks for. */
  void checkSize(String where, long got) {
    long needed = start + shape.elements() * width;
    refuseUnless(got >= needed, "%s: truncated: shape %s of %s needs %d bytes, got %d; fetch the file again", where, shape, name(), needed,
        got);
    refuseUnless(got == needed, "%s: shape %s of %s needs %d bytes, got %d; trailing bytes are refused, fetch or save the file again",
        where,
        shape, name(), needed, got);
  }

  private String name() { return type.name().toLowerCase(java.util.Locale.ROOT); }

  /** Reads all elements into row-major order; the limits must have been checked. */
  NDArray array(InputStream in, String where) throws IOException {
    int elements = (int) shape.elements();
    Object values = type.dtype().array(elements);
    NpyOrder position = new NpyOrder(shape, fortran);
    int size = width;
    byte[] bytes = new byte[(int) Math.min(Math.max(1 << 16, size), (long) elements * size)];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(order);
    for (int done = 0; done < elements;) {
      int count = Math.min(bytes.length / size, elements - done);
      if (in.readNBytes(bytes, 0, count * size) < count * size) throw new EOFException();
      for (int i = 0; i < count; i++)
        if (values instanceof String[] strings) strings[position.next()] = text(chunk, i * size, where + ", element " + (done + i));
        else type.store(chunk, i * size, values, position.next());
      done += count;
    }
    return NDArray.of(shape, type.dtype(), values);
  }

  /** The element of text that begins at byte {@code from}. */
  String text(ByteBuffer bytes, int from, String where) { return NpyText.at(type, bytes, from, width, where); }

  /**
   * Version 1.0's head of little-endian elements in row-major order, byte for byte as NumPy writes it, with its room for a growing first
   * axis.
   */
  static byte[] write(Shape shape, String descr) {
    String dict = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
    int room = shape.rank() == 0 ? 0 : ROOM_TO_GROW - Integer.toString(shape.size(0)).length();
    int length = 10 + dict.length() + room + 1, padded = length + ALIGNED - length % ALIGNED;
    String text = dict + String.join("", Collections.nCopies(padded - length + room, " ")) + "\n";
    ByteBuffer head = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length()).put(text.getBytes(StandardCharsets.ISO_8859_1));
    return head.array();
  }

  /** Refuses more than the limits allow, before anything is allocated. */
  NpyHeader within(String where, Limits limits) {
    Limits.check(where, "elements of shape " + shape, spread, Math.min(limits.elements(), Limits.LONGEST_ARRAY));
    return this;
  }
}
