package kerava.network;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Values of objects, told apart by identity, kept as long as the objects live; a value must not hold its object. For all threads. */
final class WeakIdentityMap<K, V> {
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

  /** The value of {@code object}, made by {@code first} if it has none. */
  synchronized V of(K object, Supplier<V> first) {
    for (Reference<?> old = gone.poll(); old != null; old = gone.poll()) values.remove(old);
    return values.computeIfAbsent(new Key(object, gone), unseen -> first.get());
  }

  synchronized int size() { return values.size(); }
}
