package kerava.data;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The elements of one pass over a {@link Dataset}, read one after another. Close it when done, for it may hold files. For one thread at a
 * time.
 */
public final class Elements implements Iterator<Element>, AutoCloseable {
  private final DatasetPass pass;
  private Element ahead;
  private boolean ended;

  Elements(DatasetPass pass) { this.pass = pass; }

  @Override public boolean hasNext() {
    if (ahead == null && !ended) ahead = pass.next();
    ended |= ahead == null;
    return ahead != null;
  }

  @Override public Element next() {
    if (!hasNext()) throw new NoSuchElementException("the dataset has no more elements");
    Element next = ahead;
    ahead = null;
    return next;
  }

  @Override public void close() {
    ended = true;
    ahead = null;
    pass.close();
  }
}
