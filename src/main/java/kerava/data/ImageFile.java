package kerava.data;

import static kerava.FormatException.refuseUnless;

import java.nio.file.Path;
import java.util.Arrays;
import kerava.config.Limits;
import kerava.engine.ImageKernels;
import kerava.files.FileKind;
import kerava.files.Source;
import kerava.tensor.NDArray;

/** The bytes of an image file, of which nothing is decoded before its size is known to be within the limits. */
record ImageFile(Path path, byte[] bytes, ImageHeader header) {
  private static final String NEEDED = "an image: PNG, JPEG, GIF or BMP", CURE = "take it out, or save it as PNG";

  static ImageFile read(Path path, Limits limits) {
    byte[] bytes = FileInput.read(path, limits, (in, size) -> in.readNBytes((int) size));
    ImageHeader header = ImageHeader.of(bytes);
    if (header == null) throw refusal(path, bytes);
    long pixels = (long) header.width() * header.height();
    refuseUnless(header.width() > 0 && header.height() > 0, "%s: an image must have pixels, got a width of %d and a height of %d; fetch "
        + "or save it again", path, header.width(), header.height());
    int channels = Math.max(3, header.channels());
    Limits.check(path.toString(), "numbers of an image of " + header.width() + " x " + header.height() + " pixels", pixels * channels,
        limits.elements());
    return new ImageFile(path, bytes, header);
  }

  private static RuntimeException refusal(Path path, byte[] bytes) {
    FileKind kind = FileKind.of(Source.of(bytes), path.getFileName().toString());
    refuseUnless(switch (kind) {
      case PNG, JPEG, GIF, BMP -> false;
      default -> true;
    }, "%s: the image ends within its header; fetch it again", path);
    return kind.refusal(path.toString(), NEEDED, kind == FileKind.EMPTY ? "fetch it again, or take it out" : CURE);
  }

  /** As Keras's datasets decode it; 0 channels: as many as the file has. */
  NDArray decoded(ImageKernels kernels, int channels) { return kernels.decode(path.toString(), still(), channels); }

  /** The file with its first image alone, for what comes behind it would be decoded too, though nobody sees it. */
  private byte[] still() {
    if (header.end() >= bytes.length) return bytes;
    byte[] still = Arrays.copyOf(bytes, header.end() + 1);
    still[header.end()] = ';';
    return still;
  }
}
