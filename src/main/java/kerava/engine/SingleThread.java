package kerava.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kerava.network.Built;
import kerava.optimizers.OptimizerState;
import kerava.random.Rules;
import kerava.tensor.NDArray;

/**
 * Which loops over batches have one thread for each op. Those of a small model can spend more time on handing work over than on the
 * work, as oneDNN's softmax does with a few rows. A loop that has run for a while is tried with one thread on some batches more: that stays
 * where all bits are the same and it takes less time. Only where sessions may differ in their threads ({@link Threads#maySingle}).
 */
final class SingleThread {
  /** When a loop is tried, and when one thread stays. */
  interface Trials {
    /** {@code nanos}: that the loop has run so far; {@code before}: trials of it so far. */
    boolean isDue(long nanos, int before);

    /** The same batches, with the same bits, took so many nanoseconds with one thread and with all. */
    boolean pays(long single, long all);
  }

  /** The time of one trial tells little on a busy machine, so that there is a second, after twice as long. */
  private static final int MOST_TRIALS = 2;
  /** Fewer batches at a time spend most of it elsewhere. */
  private static final int FEW_STEPS = 5;
  /** Nanoseconds of batches that would be too many for a trial, where somebody has chosen how many run at a time. */
  private static final long LONG = 1_000_000_000;
  /** Copying the weights of larger models for a trial costs more than is to be gained. */
  private static final long MOST_PARAMETERS = 1 << 20;

  static Trials trials = new Trials() {
    private static final long BEGIN = 500_000_000;
    private static final double GAIN = 0.95;

    @Override public boolean isDue(long nanos, int before) { return nanos >= BEGIN << before; }

    @Override public boolean pays(long single, long all) { return single < GAIN * all; }
  };

  /** What has come of some batches. */
  private record Outcome(Totals totals, List<NDArray> weights, OptimizerState optimizer, long nanos) {
    static Outcome of(Graphs graphs, Progress progress, Totals totals, long nanos) {
      return new Outcome(totals, graphs.weights(), graphs.optimizer(progress), nanos);
    }

    void begin(Graphs graphs) {
      graphs.setWeights(weights);
      graphs.setOptimizer(optimizer);
    }

    boolean hasBitsOf(Outcome other) {
      return Arrays.equals(totals.sums(), other.totals.sums()) && same(totals.states(), other.totals.states())
          && totals.own().equals(other.totals.own()) && weights.equals(other.weights) && optimizer.slots().equals(other.optimizer.slots())
          && optimizer.own().equals(other.optimizer.own());
    }

    private static boolean same(Map<String, float[]> a, Map<String, float[]> b) {
      return a.keySet().equals(b.keySet()) && a.keySet().stream().allMatch(name -> Arrays.equals(a.get(name), b.get(name)));
    }
  }

  /** How long a loop has run so far, and how many batches. */
  private record Ran(long nanos, long steps) {
    Ran plus(Ran more) { return new Ran(nanos + more.nanos, steps + more.steps); }

    /** How long so many batches will take. */
    long nanosOf(int batches) { return steps == 0 ? 0 : nanos / steps * batches; }
  }

  private final Map<BatchLoop.Kind, Ran> ran = new HashMap<>();
  private final Map<BatchLoop.Kind, Integer> tried = new HashMap<>();
  /** Several threads that predict look into it. */
  private final Set<BatchLoop.Kind> kept = ConcurrentHashMap.newKeySet();
  private final boolean possible;

  SingleThread(Built model, CompiledSettings compiled) {
    possible = compiled != null && compiled.rules() == Rules.KERAS_3 && model.parameters() < MOST_PARAMETERS && Threads.maySingle();
  }

  /** Whether {@code kind} runs with one thread. */
  boolean serves(Record kind) { return possible && kind instanceof BatchLoop.Kind loop && kept.contains(loop); }

  /** Goes through {@code part} by {@code loop} of {@code graphs}, and perhaps tries it. */
  Totals run(LiveGraphs live, Graphs graphs, BatchLoop.Kind kind, BatchLoop loop, Chunk.Part part, Totals before, Progress progress) {
    if (!possible || part.steps() < FEW_STEPS) return loop.run(graphs.session(), part, before, progress, true);
    Outcome single = isDue(kind, part) ? tried(graphs, live.single(kind.batchSize()), kind, part, before, progress) : null;
    long began = System.nanoTime();
    Totals after = loop.run(graphs.session(), part, before, progress, true);
    long nanos = System.nanoTime() - began;
    ran.merge(kind, new Ran(nanos, part.steps()), Ran::plus);
    if (single != null) decide(kind, single, Outcome.of(graphs, progress, after, nanos));
    return after;
  }

  /** A trial of batches that are not all alike needs the last one, which is another. */
  private boolean isDue(BatchLoop.Kind kind, Chunk.Part part) {
    int before = tried.getOrDefault(kind, 0);
    Ran until = ran.getOrDefault(kind, new Ran(0, 0));
    return !kind.byXla() && !kept.contains(kind) && before < MOST_TRIALS && (kind.even() || part.rows() % kind.batchSize() != 0)
        && until.nanosOf(part.steps()) < LONG && trials.isDue(until.nanos, before);
  }

  /** Twice, for at first TensorFlow makes its kernels; null: there is no room for the loop. */
  private static Outcome tried(Graphs graphs, Graphs others, BatchLoop.Kind kind, Chunk.Part part, Totals before, Progress progress) {
    if (!others.take(kind)) return null;
    Outcome start = Outcome.of(graphs, progress, before, 0);
    Totals after = before;
    long began = 0;
    for (int i = 0; i < 2; i++) {
      start.begin(others);
      began = System.nanoTime();
      after = others.loop(kind).run(others.session(), part, before, progress, false);
    }
    return Outcome.of(others, progress, after, System.nanoTime() - began);
  }

  private void decide(BatchLoop.Kind kind, Outcome single, Outcome all) {
    boolean same = single.hasBitsOf(all);
    tried.merge(kind, same ? 1 : MOST_TRIALS, Integer::sum);
    if (same && trials.pays(single.nanos, all.nanos)) kept.add(kind);
  }
}
