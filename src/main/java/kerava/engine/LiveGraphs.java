package kerava.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.network.WeightHolder;
import kerava.optimizers.OptimizerState;
import kerava.tensor.NDArray;

/**
 * The {@link Graphs} that a program runs at a time, with the weights and the optimizer's state in them, which go along where others take
 * their place: once they hold parts for as many kinds of batches as they take, and where {@link SingleThread} has chosen the number of
 * threads. Owns their native memory. Several threads may use them at once.
 */
final class LiveGraphs implements WeightHolder, AutoCloseable {
  private final Built model;
  private final CompiledSettings compiled;
  private final Progress progress;
  /** Of the weights as they lie here. */
  private final long[] versions;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final SingleThread single;
  private Graphs graphs;
  /** With one thread for each op where {@link #graphs} has all, or the other way round; null: not needed yet. */
  private Graphs others;

  /** {@code compiled} null: for prediction only; {@code optimizer} null: there is none. */
  LiveGraphs(Built model, CompiledSettings compiled, Progress progress, OptimizerState optimizer) {
    this.model = model;
    this.compiled = compiled;
    this.progress = progress;
    versions = new long[model.variables().size()];
    single = new SingleThread(model, compiled);
    begin(new Graphs(model, compiled, Threads.config(model.products()), false), optimizer);
  }

  private void begin(Graphs fresh, OptimizerState optimizer) {
    Arrays.fill(versions, -1);
    graphs = fresh;
    try {
      refresh();
      if (optimizer != null) graphs.setOptimizer(optimizer);
    } catch (RuntimeException e) {
      graphs.close();
      throw e;
    }
  }

  /** Those that run now. */
  Graphs now() { return graphs; }

  SingleThread threads() { return single; }

  /** What {@code use} gives of graphs with the weights of now, which have a part for {@code kind}, or room for it. */
  <T> T with(Record kind, Function<Graphs, T> use) {
    lock.readLock().lock();
    if (!serve(kind)) {
      lock.readLock().unlock();
      lock.writeLock().lock();
      try {
        if (!serve(kind)) change(single.serves(kind));
        lock.readLock().lock();
      } finally {
        lock.writeLock().unlock();
      }
    }
    try {
      refresh();
      return use.apply(graphs);
    } finally {
      lock.readLock().unlock();
    }
  }

  private boolean serve(Record kind) { return graphs.isSingle() == single.serves(kind) && graphs.take(kind); }

  private synchronized void change(boolean toSingle) {
    OptimizerState optimizer = compiled == null ? null : graphs.optimizer(progress);
    release();
    Graphs next = others;
    if (graphs.isSingle() == toSingle) {
      graphs.close();
      next = graphs.anew();
    } else {
      others = graphs;
    }
    begin(next, optimizer);
  }

  /** Those with one thread for each op, for a trial with batches of {@code batchSize}; {@link #now} has all threads. */
  synchronized Graphs single(int batchSize) {
    if (others == null) others = new Graphs(model, compiled, Threads.single(model.products() * batchSize), true);
    return others;
  }

  /** Takes the weights that another model, or the user, has changed since they came here. */
  synchronized void refresh() {
    List<Variable> variables = model.variables();
    boolean current = true;
    for (int i = 0; i < versions.length; i++) current &= versions[i] == variables.get(i).cell().version();
    if (current) return;
    InitialWeights.give(model);
    graphs.setWeights(variables.stream().map(variable -> variable.cell().values()).toList());
    for (int i = 0; i < versions.length; i++) {
      versions[i] = variables.get(i).cell().version();
      variables.get(i).cell().lendTo(this);
    }
  }

  @Override public synchronized void release() {
    List<Variable> variables = model.variables();
    if (variables.stream().noneMatch(variable -> variable.cell().isHeldBy(this))) return;
    List<NDArray> values = graphs.weights();
    for (int i = 0; i < values.size(); i++) if (variables.get(i).cell().isHeldBy(this)) variables.get(i).cell().release(values.get(i));
  }

  void changed(Set<Variable> changed) {
    List<Variable> variables = model.variables();
    for (int i = 0; i < versions.length; i++) {
      if (!changed.contains(variables.get(i))) continue;
      variables.get(i).cell().changedBy(this);
      versions[i] = variables.get(i).cell().version();
    }
  }

  @Override public void close() {
    try (Graphs first = graphs; Graphs second = others) {
      release();
    }
  }
}
