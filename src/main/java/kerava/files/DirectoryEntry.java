package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import kerava.FormatException;

/**
 * What the directory of an archive says of one member.
 *
 * @param index its number in the directory
 * @param at where its own header begins
 * @param end where the next entry begins
 */
record DirectoryEntry(String file, int index, byte[] rawName, String name, int flags, int method, long crc, long stored, long size, long at,
    long end) {
  static final int DESCRIBED = 1 << 3, UTF_8 = 1 << 11;
  /** How hard the packer tried, which changes nothing for who unpacks. */
  private static final int EFFORT = 3 << 1;
  private static final int FIXED = 46, LINK = 0xA, TYPE_SHIFT = 28;

  /** {@code end}: of the directory. */
  static DirectoryEntry read(Source source, String file, long at, long end, int index) {
    refuseUnless(end - at >= FIXED, "%s: the directory of the archive must hold all members that it declares, got %d; the file is damaged",
        file, index);
    ByteBuffer fixed = Bytes.at(source, at, FIXED);
    int name = Bytes.u16(fixed, 28), extra = Bytes.u16(fixed, 30), comment = Bytes.u16(fixed, 32);
    refuseUnless(fixed.getInt(0) == ZipDirectory.ENTRY && end - at >= FIXED + name + extra + comment,
        "%s: member %d of the archive's directory is damaged; fetch or save the file again", file, index);
    byte[] raw = new byte[name];
    source.read(at + FIXED, ByteBuffer.wrap(raw));
    int flags = Bytes.u16(fixed, 8);
    String decoded = name(raw, flags, file), where = file + ": " + decoded;
    refuseUnless(comment == 0, "%s: a member must have no comment; save the file again", where);
    refuseUnless(fixed.getInt(38) >>> TYPE_SHIFT != LINK, "%s: must be a file, got a symbolic link; save the file again", where);
    Map<Integer, ByteBuffer> extras = ZipExtra.read(Bytes.at(source, at + FIXED + name, extra), decoded, where);
    long[] values = ZipExtra.wide(extras, where, Bytes.u32(fixed, 24), Bytes.u32(fixed, 20), Bytes.u32(fixed, 42));
    refuseUnless(Bytes.u16(fixed, 34) == 0, "%s: an archive must be one file, got one of several; put it together", where);
    DirectoryEntry entry =
        new DirectoryEntry(file, index, raw, decoded, flags, Bytes.u16(fixed, 10), Bytes.u32(fixed, 16), values[1], values[0], values[2],
            at + FIXED + name + extra);
    entry.check();
    return entry;
  }

  private static String name(byte[] raw, int flags, String file) {
    boolean ascii = true;
    for (byte b : raw) ascii &= b >= 0;
    refuseUnless(ascii || (flags & UTF_8) != 0, "%s: names in the archive must be ASCII, or marked as UTF-8, got '%s'; save the file again",
        file,
        FormatException.printable(new String(raw, StandardCharsets.ISO_8859_1)));
    return Utf8.decode(raw, file + ": a name in the archive");
  }

  private void check() {
    refuseUnless((flags & ~(DESCRIBED | UTF_8 | EFFORT)) == 0, "%s: must not be encrypted or patched, got the flags %04x; save it again",
        where(), flags);
    refuseUnless(method == ZipMember.STORED || method == ZipMember.DEFLATED,
        "%s: must be stored or deflated, got compression method %d; save it again",
        where(), method);
    refuseUnless(method == ZipMember.DEFLATED || stored == size,
        "%s: is stored as it is, so it must have as many bytes as it is stored in, got %d and %d; save it again",
        where(), size, stored);
  }

  boolean described() { return (flags & DESCRIBED) != 0; }

  String where() { return file + ": " + FormatException.printable(name); }
}
