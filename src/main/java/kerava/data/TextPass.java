package kerava.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * The elements of another pass, whose x are numbers of files, with the texts of those in their place.
 *
 * @param maxLength how many bytes of a file are read; null: all
 */
record TextPass(DatasetPass below, List<Path> files, Integer maxLength, Limits limits) implements DatasetPass {
  @Override public Element next() {
    Element next = below.next();
    return next == null ? null : next.withX(NDArray.of(Shape.of(), DType.STRING, new String[] {text(files.get(number(next)))}));
  }

  private static int number(Element element) { return element.x().array().ints()[0]; }

  private String text(Path file) { return FileInput.read(file, limits, (in, size) -> decoded(file, in)); }

  private String decoded(Path file, InputStream in) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(maxLength == null ? in.readAllBytes() : in.readNBytes(maxLength));
    CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    boolean cut = maxLength != null && in.read() >= 0;
    CoderResult result = decoder.decode(bytes, text, !cut);
    if (result.isError())
      throw new FormatException(file + ": must be UTF-8, got other bytes from byte " + bytes.position() + " on; save it as UTF-8");
    if (bytes.hasRemaining()) text.put(decoder.replacement().charAt(0));
    return text.flip().toString();
  }

  @Override public void close() { below.close(); }
}
