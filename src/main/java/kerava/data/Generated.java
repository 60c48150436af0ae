package kerava.data;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.KeravaException;

/** A pass over what Java gives. It asks for its iterator with the first element. */
final class Generated implements DatasetPass {
  private final String who;
  private final Supplier<? extends Iterator<Element>> iterators;
  private final Runnable closing;
  private Iterator<Element> iterator;
  private long index;

  /** A stream as iterators, of which there is one. */
  static final class Once implements Supplier<Iterator<Element>> {
    private final Stream<Element> stream;
    private boolean begun;

    Once(Stream<Element> stream) { this.stream = stream; }

    @Override public synchronized Iterator<Element> get() {
      require(!begun, inJava("call cache() on the dataset, or give Dataset.generated(() -> an iterator)"),
          "Dataset.once: a stream can be read once, and this is another pass over it");
      begun = true;
      return stream.iterator();
    }

    synchronized void close() { if (begun) stream.close(); }
  }

  Generated(String who, Supplier<? extends Iterator<Element>> iterators) { this(who, iterators, () -> {}); }

  Generated(String who, Supplier<? extends Iterator<Element>> iterators, Runnable closing) {
    this.who = who;
    this.iterators = iterators;
    this.closing = closing;
  }

  @Override public Element next() {
    if (iterator == null) {
      iterator = iterators.get();
      require(iterator != null, "%s: the supplier must give an iterator, got null", who);
    }
    Element next;
    try {
      if (!iterator.hasNext()) return null;
      next = iterator.next();
    } catch (RuntimeException e) {
      throw new KeravaException(who + ": element " + index + " cannot be read (" + e + "); see what the iterator reads", e);
    }
    require(next != null, "%s: each element must be there, got null for element %d; leave it out", who, index);
    index++;
    return next;
  }

  @Override public void close() { if (iterator != null) closing.run(); }
}
