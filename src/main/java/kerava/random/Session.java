package kerava.random;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * What Keras keeps for a whole program: the stream of seeds, the seed of shuffles, and how many layers of each kind have been named. A
 * program has one; a thread that begins its own is disturbed by no other, so that trials with different seeds can run side by side and
 * equal those that run alone:
 *
 * <pre>{@code
 * try (Session session = Session.begin(42)) {
 *   Sequential model = new Sequential(new Input(784), new Dense(10, "softmax")); // dense, as in a new program
 *   ...
 * }
 * }</pre>
 *
 * A model stays with the session in which it was made, whichever thread trains it. Source: Keras {@code backend/common/global_state.py},
 * {@code utils/rng_utils.py}, {@code utils/naming.py}.
 */
public final class Session implements AutoCloseable {
  private static final Session PROGRAM = new Session(null);
  private static final ThreadLocal<Session> OF_THREAD = new ThreadLocal<>();

  private record Wanted(long birth, long order, IntConsumer place) {}

  /** @param operations TensorFlow's, for operations without a seed of their own */
  private record Streams(MersenneTwister draws, RandomState numpy, MersenneTwister operations) {
    static Streams of(long seed) { return new Streams(MersenneTwister.python(seed), new RandomState(seed), MersenneTwister.python(seed)); }

    static Streams unseeded() {
      SecureRandom random = new SecureRandom();
      return new Streams(MersenneTwister.python(random.nextLong() >>> 1), new RandomState(random.nextInt(Integer.MAX_VALUE)),
          MersenneTwister.python(random.nextLong() >>> 1));
    }
  }

  private final Session before;
  private final PriorityQueue<Wanted> wanted =
      new PriorityQueue<>(Comparator.comparingLong(Wanted::birth).thenComparingLong(Wanted::order));
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Deque<Birth>> unnamed = new HashMap<>();
  /** null: not seeded, and nobody has drawn yet. */
  private Streams streams;
  private final Map<Class<?>, Object> attributes = new HashMap<>();
  private long wants;
  private OptionalLong seed = OptionalLong.empty();
  private Rules rules = Rules.KERAS_3;

  private Session(Session before) { this.before = before; }

  /**
   * A session for what the calling thread does until it is closed, seeded with {@code seed}, 0 .. 2^32 - 1; names are counted from the
   * beginning.
   */
  public static Session begin(long seed) { return begin(seed, Rules.KERAS_3); }

  /** The same by {@code rules}, for what is built in it. */
  public static Session begin(long seed, Rules rules) {
    Session session = new Session(OF_THREAD.get());
    session.seed(seed, rules);
    OF_THREAD.set(session);
    return session;
  }

  /** That of the calling thread, or else of the program. */
  public static Session current() {
    Session own = OF_THREAD.get();
    return own != null ? own : PROGRAM;
  }

  /** What {@code work} gives, done by the calling thread in this session. */
  public <T> T run(Supplier<T> work) {
    Session own = OF_THREAD.get();
    OF_THREAD.set(this);
    try {
      return work.get();
    } finally {
      set(own);
    }
  }

  private static void set(Session session) {
    if (session == null) OF_THREAD.remove();
    else OF_THREAD.set(session);
  }

  /** Something born at {@code birth} wants a seed; it gets one once somebody asks, but none before those that were born earlier. */
  public synchronized void want(long birth, IntConsumer place) { wanted.add(new Wanted(birth, wants++, place)); }

  /** Draws all seeds that are wanted. */
  public synchronized void settle() { while (!wanted.isEmpty()) wanted.poll().place().accept(streams().draws().randint()); }

  synchronized void seed(long value, Rules by) {
    settle();
    require(value >= 0 && value < RandomSeed.LIMIT, "RandomSeed: the seed must be in 0 .. %d, got %d", RandomSeed.LIMIT - 1, value);
    streams = Streams.of(value);
    seed = OptionalLong.of(value);
    rules = by;
  }

  /** Java's source of random numbers takes long to start, so that a program that draws nothing does not ask it. */
  private Streams streams() {
    if (streams == null) streams = Streams.unseeded();
    return streams;
  }

  synchronized OptionalLong seed() { return seed; }

  /** Those of what is built now. */
  public synchronized Rules rules() { return rules; }

  synchronized int draw() {
    settle();
    return streams().draws().randint();
  }

  /** As TensorFlow's {@code internal_operation_seed}: Python's {@code randint(0, 2**31 - 1)}. */
  synchronized long operationSeed() {
    MersenneTwister operations = streams().operations();
    int bits = operations.next();
    while (bits < 0) bits = operations.next();
    return bits;
  }

  synchronized int[] permutation(int n) { return streams().numpy().permutation(n); }

  synchronized int randint(int n) { return streams().numpy().randint(n); }

  /** What {@link #setAttribute} was last given for {@code kind}; else {@code otherwise}. */
  public synchronized <T> T attribute(Class<T> kind, T otherwise) { return kind.cast(attributes.getOrDefault(kind, otherwise)); }

  /** Sets what is one of its kind in the session. */
  public synchronized <T> void setAttribute(Class<T> kind, T value) { attributes.put(kind, value); }

  /** Something is constructed that is named by {@code word}, unless it gets a name of the user's. */
  public synchronized Birth born(String word) {
    Birth birth = new Birth(this, word);
    unnamed.computeIfAbsent(word, unseen -> new ArrayDeque<>()).add(birth);
    return birth;
  }

  synchronized void leaveOut(Birth birth) {
    unnamed.getOrDefault(birth.word(), new ArrayDeque<>()).remove(birth);
  }

  /** The name of {@code birth}; all that were born before it get theirs. */
  synchronized String name(Birth birth) {
    Deque<Birth> waiting = unnamed.getOrDefault(birth.word(), new ArrayDeque<>());
    while (birth.named() == null && !waiting.isEmpty()) count(waiting.poll());
    if (birth.named() == null) count(birth);
    return birth.named();
  }

  private void count(Birth birth) { birth.take(counts.merge(birth.word(), 1, Integer::sum)); }

  /** {@code word} with its number, which counts up, as one that is named at once. */
  public synchronized String numbered(String word) {
    int number = counts.merge(word, 1, Integer::sum) - 1;
    return number == 0 ? word : word + "_" + number;
  }

  /** Counting starts anew; what has been constructed keeps its number. */
  public synchronized void clearCounts() {
    unnamed.values().forEach(waiting -> waiting.forEach(this::count));
    unnamed.clear();
    counts.clear();
  }

  /** The thread goes on in the session before; models that were made in this one stay with it. */
  @Override public void close() {
    require(OF_THREAD.get() == this, inJava("use a try in the thread that began it"),
        "Session: it must be closed by the thread that began it, the last first");
    set(before);
  }
}
