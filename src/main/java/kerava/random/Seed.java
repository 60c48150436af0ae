package kerava.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The seed of an initializer or a noise layer: a number, or one that {@link RandomSeed} draws once the layer has joined a model. A model's
 * seeds are drawn in the order of their birth, which is the order in which Keras's constructors draw them. Seeds are equal if they have the
 * same number or none.
 */
public final class Seed {
  private static final AtomicLong BIRTHS = new AtomicLong();

  private final Integer value;
  private final boolean byDefault;
  private final long birth;
  private Session by;
  private volatile Integer drawn;
  private final List<Seed> companions = new ArrayList<>();

  private Seed(Integer value, boolean byDefault) { this(value, byDefault, BIRTHS.incrementAndGet()); }

  private Seed(Integer value, boolean byDefault, long birth) {
    this.value = value;
    this.byDefault = byDefault;
    this.birth = birth;
  }

  /** {@code value} null: to be drawn. */
  public static Seed of(@Nullable Integer value) { return new Seed(value, false); }

  public static Seed drawn() { return of(null); }

  /** Drawn for what a layer's own constructor makes, and so after what the layer is given. */
  public static Seed byDefault() {
    return new Seed(null, true);
  }

  /** One that a layer draws beside this one, by its {@code number} from 0 on; nothing begins at it. */
  public synchronized Seed companion(int number) {
    while (companions.size() <= number) companions.add(new Seed(null, byDefault, birth));
    return companions.get(number);
  }

  /** The number, or null: it is to be drawn. */
  public @Nullable Integer value() { return value; }

  /** The number, or the one that has been drawn for it; null: none has been drawn yet. */
  public @Nullable Integer drawnValue() {
    if (value != null) return value;
    if (drawn == null && by != null) by.settle();
    return drawn;
  }

  /** Has a number drawn for it by {@code session}, once in its life, if it has none. */
  public void want(Session session) { want(session, birth); }

  /** The same, as if it had been made at {@code birthday}. */
  public synchronized void want(Session session, long birthday) {
    if (value != null || by != null) return;
    by = session;
    session.want(birthday, number -> drawn = number);
  }

  /** The birth of a seed that would be made now. */
  public static long now() { return BIRTHS.incrementAndGet(); }

  public boolean isDefault() { return byDefault; }

  /** Counts from one seed made to the next. */
  public long birth() { return birth; }

  @Override public boolean equals(Object other) { return other instanceof Seed seed && Objects.equals(value, seed.value); }

  @Override public int hashCode() { return Objects.hashCode(value); }

  @Override public String toString() { return String.valueOf(value); }
}
