package kerava.data;

/**
 * What an image file says of itself before it is decoded.
 *
 * @param channels as stored: of a palette 1, of CMYK 4
 * @param depth bits of a channel, or of an index into the palette
 * @param palette whether numbers are indices of colors
 * @param transparent whether a color, or an entry of the palette, stands for no color
 * @param whole whether the image, of a GIF its first, covers all of its canvas
 * @param end behind the first image of a GIF; else, or where that is damaged, of the file
 */
record ImageHeader(ImageFormat format, int width, int height, int channels, int depth, boolean palette, boolean transparent, boolean whole,
    int end) {
  /** What {@code bytes} begin with; null: no image of these kinds, or one that ends within its header. */
  static ImageHeader of(byte[] bytes) {
    try {
      if (begins(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) return png(bytes);
      if (begins(bytes, 0xff, 0xd8, 0xff)) return jpeg(bytes);
      if (begins(bytes, 'G', 'I', 'F', '8')) return gif(bytes);
      return begins(bytes, 'B', 'M') ? bmp(bytes) : null;
    } catch (ArrayIndexOutOfBoundsException e) {
      return null;
    }
  }

  private static boolean begins(byte[] bytes, int... with) {
    for (int i = 0; i < with.length; i++) if (i >= bytes.length || at(bytes, i) != with[i]) return false;
    return true;
  }

  private static int at(byte[] bytes, int i) { return bytes[i] & 0xff; }

  private static int big2(byte[] bytes, int i) { return at(bytes, i) << 8 | at(bytes, i + 1); }

  private static int big4(byte[] bytes, int i) { return big2(bytes, i) << 16 | big2(bytes, i + 2); }

  private static int little2(byte[] bytes, int i) { return at(bytes, i + 1) << 8 | at(bytes, i); }

  private static int little4(byte[] bytes, int i) { return little2(bytes, i + 2) << 16 | little2(bytes, i); }

  /** Source: PNG specification, 5.3 and 11.2.2. */
  private static ImageHeader png(byte[] bytes) {
    int color = at(bytes, 25);
    boolean transparent = false;
    for (int at = 8; at + 8 <= bytes.length && !chunk(bytes, at, "IDAT");) {
      transparent |= chunk(bytes, at, "tRNS");
      long next = at + 12L + Integer.toUnsignedLong(big4(bytes, at));
      if (next > bytes.length) break;
      at = (int) next;
    }
    int channels = (color & 2) != 0 && color != 3 ? 3 : 1;
    return new ImageHeader(ImageFormat.PNG, big4(bytes, 16), big4(bytes, 20), (color & 4) != 0 ? channels + 1 : channels, at(bytes, 24),
        color == 3, transparent, true, bytes.length);
  }

  private static boolean chunk(byte[] bytes, int at, String type) {
    for (int i = 0; i < 4; i++) if (bytes[at + 4 + i] != type.charAt(i)) return false;
    return true;
  }

  /**
   * Up to the frame's header, which is found where libjpeg finds it, or another would be decoded. Source: ITU T.81, annex B; libjpeg-turbo
   * {@code jdmarker.c}.
   */
  private static ImageHeader jpeg(byte[] bytes) {
    for (int at = 2;;) {
      while (at(bytes, at) != 0xff) at++;
      while (at(bytes, at) == 0xff) at++;
      int marker = at(bytes, at++);
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
        return new ImageHeader(ImageFormat.JPEG, big2(bytes, at + 5), big2(bytes, at + 3), at(bytes, at + 7), at(bytes, at + 2), false,
            false,
            true, bytes.length);
      boolean alone = marker <= 0x01 || marker >= 0xd0 && marker <= 0xd8;
      if (!alone) at += Math.max(2, big2(bytes, at));
    }
  }

  /** Up to the end of the first image. Source: GIF89a specification. */
  private static ImageHeader gif(byte[] bytes) {
    int width = little2(bytes, 6), height = little2(bytes, 8), flags = at(bytes, 10);
    int at = 13 + colors(flags), end = bytes.length;
    boolean transparent = false, whole = true;
    try {
      while (at(bytes, at) == '!') {
        if (at(bytes, at + 1) == 0xf9) transparent = (at(bytes, at + 3) & 1) != 0;
        at = behind(bytes, at + 2);
      }
      if (at(bytes, at) == ',') {
        int ownWidth = little2(bytes, at + 5), ownHeight = little2(bytes, at + 7);
        whole = little4(bytes, at + 1) == 0 && ownWidth == width && ownHeight == height;
        width = Math.max(width, ownWidth);
        height = Math.max(height, ownHeight);
        end = behind(bytes, at + 11 + colors(at(bytes, at + 9)));
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      end = bytes.length;
    }
    return new ImageHeader(ImageFormat.GIF, width, height, 1, 8, true, transparent, whole, end);
  }

  private static int colors(int flags) { return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1; }

  /** Behind the blocks of data that begin at {@code at}. */
  private static int behind(byte[] bytes, int at) {
    while (at(bytes, at) != 0) at += 1 + at(bytes, at);
    return at + 1;
  }

  /** Where TensorFlow reads it; a height below 0 stands for rows from top to bottom. */
  private static ImageHeader bmp(byte[] bytes) {
    int bits = little2(bytes, 28);
    return new ImageHeader(ImageFormat.BMP, little4(bytes, 18), Math.abs(little4(bytes, 22)), Math.max(1, bits / 8), Math.min(8, bits),
        bits <= 8, false, true, bytes.length);
  }
}
