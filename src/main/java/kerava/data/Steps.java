package kerava.data;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import kerava.KeravaException;
import kerava.random.BufferShuffle;

/**
 * The steps of a {@link Dataset}. Where each opens the passes below it is TensorFlow's, for a shuffle draws a seed for each:
 * {@code core/kernels/data}.
 */
final class Steps {
  private Steps() {}

  /** A step on one pass. */
  private abstract static class OfOne implements DatasetPass {
    final DatasetPass below;
    /** Of the element at hand, from 0. */
    long index = -1;

    OfOne(DatasetPass below) { this.below = below; }

    final Element read() {
      Element next = below.next();
      if (next != null) index++;
      return next;
    }

    @Override public void close() { below.close(); }
  }

  static DatasetPass mapped(DatasetPass below, UnaryOperator<Element> function) {
    return new OfOne(below) {
      @Override public Element next() {
        Element next = read();
        if (next == null) return null;
        Element changed;
        try {
          changed = function.apply(next);
        } catch (RuntimeException e) {
          throw failed("map", index, e);
        }
        require(changed != null, "Dataset.map: the function must give an element, got null for element %d; filter leaves elements out",
            index);
        return changed;
      }
    };
  }

  private static KeravaException failed(String step, long index, RuntimeException e) {
    return new KeravaException("Dataset." + step + ": the function failed at element " + index + " (" + e + "); filter such elements out, "
        + "or let the function take them", e);
  }

  static DatasetPass filtered(DatasetPass below, Predicate<Element> rule) {
    return new OfOne(below) {
      @Override public Element next() {
        Element next = read();
        while (next != null && !holds(next)) next = read();
        return next;
      }

      private boolean holds(Element element) {
        try {
          return rule.test(element);
        } catch (RuntimeException e) {
          throw failed("filter", index, e);
        }
      }
    };
  }

  static DatasetPass batched(DatasetPass below, int size, boolean dropRemainder) {
    return new OfOne(below) {
      private Element first;

      @Override public Element next() {
        List<Element> batch = new ArrayList<>();
        while (batch.size() < size) {
          Element next = read();
          if (next == null) break;
          if (first == null) first = next;
          first.expectLike("Dataset.batch", index, next, false);
          batch.add(next);
        }
        return batch.isEmpty() || dropRemainder && batch.size() < size ? null : Element.stacked(batch);
      }
    };
  }

  /** Source: {@code shuffle_dataset_op.cc} GetNextInternal. */
  static DatasetPass shuffled(DatasetPass below, int buffer, BufferShuffle.Picks picks) {
    return new OfOne(below) {
      /** What waits; the first of them is at {@code start} of a ring as long as the buffer. */
      private final List<Element> ring = new ArrayList<>();
      private long start, end;
      private boolean ended;

      @Override public Element next() {
        while (!ended && end - start < buffer) add(read());
        if (start == end) return null;
        int first = (int) (start % buffer), drawn = (int) ((start + picks.below((int) (end - start))) % buffer);
        Element next = ring.get(drawn);
        ring.set(drawn, ring.get(first));
        ring.set(first, null);
        start++;
        return next;
      }

      private void add(Element element) {
        ended = element == null;
        if (ended) return;
        if (ring.size() < buffer && end == ring.size()) ring.add(element);
        else ring.set((int) (end % buffer), element);
        end++;
      }
    };
  }

  static DatasetPass taken(DatasetPass below, long count) {
    return new OfOne(below) {
      @Override public Element next() { return index + 1 >= count ? null : read(); }

      @Override public void close() { if (below != null) super.close(); }
    };
  }

  static DatasetPass skipped(DatasetPass below, long count) {
    return new OfOne(below) {
      @Override public Element next() {
        while (index + 1 < count) if (read() == null) return null;
        return read();
      }
    };
  }

  static DatasetPass zipped(List<DatasetPass> parts) {
    return new DatasetPass() {
      @Override public Element next() {
        List<Values> values = new ArrayList<>();
        for (DatasetPass part : parts) {
          Element next = part.next();
          if (next == null) return null;
          require(next.y() == null, "Dataset.zip: each dataset must have x alone, got %s; leave y out there", next.layout(false));
          values.add(next.x());
        }
        return new Element(values.get(0), values.get(1), values.size() > 2 ? values.get(2) : null);
      }

      @Override public void close() { parts.forEach(DatasetPass::close); }
    };
  }

  /** One pass after another. */
  private abstract static class OfMany implements DatasetPass {
    DatasetPass now;

    final void open(Dataset next) {
      close();
      now = next == null ? null : next.pass();
    }

    @Override public void close() {
      if (now != null) now.close();
      now = null;
    }
  }

  /** {@code opensOneMore}: after the last pass it opens another, of which it reads nothing. */
  static DatasetPass repeated(Dataset below, int times, boolean opensOneMore) {
    return new OfMany() {
      private int done;

      {
        if (times > 0) open(below);
      }

      @Override public Element next() {
        while (done < times) {
          Element next = now.next();
          if (next != null) return next;
          done++;
          if (done < times || opensOneMore) open(below);
        }
        close();
        return null;
      }
    };
  }

  static DatasetPass repeatedForever(Dataset below) {
    return new OfMany() {
      /** Whether the pass at hand has given nothing yet. */
      private boolean untouched = true;

      {
        open(below);
      }

      @Override public Element next() {
        while (now != null) {
          Element next = now.next();
          if (next == null) open(untouched ? null : below);
          untouched = next == null;
          if (next != null) return next;
        }
        return null;
      }
    };
  }

  static DatasetPass joined(Dataset first, Dataset second) {
    return new OfMany() {
      private boolean inSecond;

      {
        open(first);
      }

      @Override public Element next() {
        Element next = now.next();
        if (next != null || inSecond) return next;
        inSecond = true;
        open(second);
        return now.next();
      }
    };
  }

  /** What {@link Dataset#cache} keeps. */
  static final class Cache {
    private final Dataset below;
    private List<Element> kept;

    Cache(Dataset below) { this.below = below; }

    synchronized DatasetPass pass() {
      if (kept == null) return writing();
      Iterator<Element> elements = kept.iterator();
      return () -> elements.hasNext() ? elements.next() : null;
    }

    private synchronized void keep(List<Element> all) { if (kept == null) kept = all; }

    private DatasetPass writing() {
      return new OfOne(below.pass()) {
        private final List<Element> all = new ArrayList<>();

        @Override public Element next() {
          Element next = read();
          if (next == null) keep(all);
          else all.add(next);
          return next;
        }
      };
    }
  }

  /** The shorter of two lengths, each {@link Dataset#INFINITE} or {@link Dataset#UNKNOWN} where it is none, as tf.data counts it. */
  static long shorter(long one, long other) {
    if (one == Dataset.INFINITE) return other;
    if (other == Dataset.INFINITE) return one;
    return Math.min(one, other);
  }
}
