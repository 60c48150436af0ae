package kerava.files;

import java.io.IOException;
import java.io.OutputStream;

/** What a file is to hold. It is asked more than once, to write and to compare, and must give the same bytes each time; so nothing need be kept. */
public interface Content {
  /** @param out is neither flushed nor closed */
  void writeTo(OutputStream out) throws IOException;
}
