package kerava.layers;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What is known of layers, told apart by identity, kept as long as the layers live; a value must not hold its layer. For all threads. */
public final class LayerMap<V> {
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object object, ReferenceQueue<Object> gone) {
      super(object, gone);
      hash = System.identityHashCode(object);
    }

    @Override public int hashCode() { return hash; }

    @Override public boolean equals(Object other) {
      return this == other || other instanceof Key key && get() != null && get() == key.get();
    }
  }

  private final Map<Key, V> values = new HashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  /** The value of {@code layer}, made by {@code first} if it has none. */
  public synchronized V of(Layer layer, Supplier<V> first) {
    for (Reference<?> old = gone.poll(); old != null; old = gone.poll()) values.remove(old);
    return values.computeIfAbsent(new Key(layer, gone), unseen -> first.get());
  }

  /** Of how many layers that live something is known, or was when it was asked last. */
  public synchronized int size() { return values.size(); }
}
