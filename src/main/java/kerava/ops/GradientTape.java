package kerava.ops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kerava.KeravaException;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;

/**
 * What is written into one graph, and how gradients flow back through it: each op has the backward pass that Python's gradient registry has
 * for it, written under Python's names and in Python's order. Source: TensorFlow {@code c/eager/tape.h}, {@code python/eager/backprop.py}.
 */
public final class GradientTape {
  /** The gradients of an op's inputs, null for those that have none, from those of its outputs. */
  interface Backward {
    List<? extends Gradient> of(Flow flow);

    /** The gradient of the only input from that of rows of the only output; null: it goes on from the whole. */
    default Gradient ofRows(Rows dy) { return null; }
  }

  private static final Backward SAME = new Backward() {
    @Override public List<Tensor> of(Flow flow) { return flow.gradients(); }

    @Override public Gradient ofRows(Rows dy) { return dy; }
  };

  /** The gradients of an op's outputs, and which of its inputs somebody wants the gradient of. */
  record Flow(List<Tensor> gradients, List<Boolean> wanted) {
    /** That of the only output. */
    Tensor dy() { return gradients.get(0); }

    boolean wants(int input) { return wanted.get(input); }
  }

  /** An op that has been written: identity tells one from another. */
  static final class Entry {
    final String scope;
    final List<Tensor> inputs;
    final List<Tensor> outputs;
    final Backward backward;

    Entry(String scope, List<Tensor> inputs, List<Tensor> outputs, Backward backward) {
      this.scope = scope;
      this.inputs = inputs;
      this.outputs = outputs;
      this.backward = backward;
    }
  }

  /** Ops that need no gradient of their second output; others get zeros for an output that nothing uses. */
  private static final Set<String> CROSSENTROPIES = Set.of("SoftmaxCrossEntropyWithLogits", "SparseSoftmaxCrossEntropyWithLogits");
  private static final String TAPE = "gradient_tape";

  private final Graph graph;
  private final GraphNames names;
  /** The scope of all that is written here; empty: none. */
  private final String root;
  private boolean recording = true, looping;

  /** Alone in its graph but for ops in scopes of their own: what is written outside all scopes has Python's names. */
  public GradientTape(Graph graph) {
    this.graph = graph;
    root = "";
    names = new GraphNames(graph, root);
  }

  /** In a graph where others write too: all that is written here is in a new scope {@code name}. */
  public GradientTape(Ops tf, String name) {
    graph = (Graph) tf.scope().env();
    root = tf.scope().makeUnique(name);
    names = new GraphNames(graph, root);
  }

  Graph graph() { return graph; }

  GraphNames names() { return names; }

  OpCall op(String type) { return new OpCall(this, type); }

  /** A value that others have written into the graph; no gradient leads to it. */
  public Tensor of(Operand<?> written) { return new Tensor(this, written); }

  /** A value that gradients can be asked of. */
  public Tensor watched(Operand<?> written) {
    Tensor source = new Tensor(this, written);
    source.watch();
    return source;
  }

  /** {@code x}, which no gradient leads to, as a value that gradients can be asked of; null: one leads to it. */
  public @Nullable Tensor watched(Tensor x) { return x.isWatched() ? null : watched(x.operand()).like(x); }

  /** {@code gradient}, through which no gradient flows back: who asks for one is refused. */
  public Gradient first(Gradient gradient) {
    return gradient instanceof Rows rows ? new Rows(first(rows.values()), rows.indices(), rows.shape()) : first((Tensor) gradient);
  }

  private Tensor first(Tensor gradient) {
    Tensor first = new Tensor(this, gradient.operand()).like(gradient);
    made("", List.of(first), List.of(), flow -> {
      throw new KeravaException("gradients: of what is made of gradients (second order) are not supported",
          KeravaException.inJava("if that gradient counts as a constant, call stopGradient() on it"));
    });
    return first;
  }

  /** {@code source} as it is read once more: where it is read twice its gradient is a sum. */
  public Tensor read(Tensor source) {
    Tensor read = new Tensor(this, source.operand()).like(source);
    record(List.of(read), List.of(source), SAME);
    return read;
  }

  /** A constant: of a number, boolean or array of numbers. */
  public Tensor constant(Object value) { return constant("Const", value); }

  Tensor constant(String name, Object value) { return OpCall.constant(this, name, value); }

  /** Counts names in the current scope as given to ops that Python writes and this graph does without. */
  public void reserve(String... opNames) {
    for (String name : opNames) names.unique(name);
  }

  /** What the layer {@code name} writes, in the second scope that Python opens. Source: Keras {@code layers/layer.py}. */
  public <T> T layerScope(String name, Supplier<T> writing) {
    scope(name, () -> null);
    return scope(name, writing);
  }

  /** What {@code writing} writes, under a new scope {@code name}; what a name of an op cannot hold becomes an underscore. */
  public <T> T scope(String name, Supplier<T> writing) {
    String word = name.replaceAll("[^A-Za-z0-9_.-]", "_");
    return names.within(names.scope().isEmpty() && !Character.isLetterOrDigit(word.charAt(0)) ? "a" + word : word, writing);
  }

  /** Remembers an op that made {@code outputs} of {@code inputs}, if a gradient can flow through it. */
  void record(List<Tensor> outputs, List<Tensor> inputs, Backward backward) {
    if (flowsThrough(inputs)) made(looping ? gradientName(outputs.get(0)) : gradientScope(), outputs, inputs, backward);
  }

  /** The same of one op whose way back Python writes outside all scopes, as that of a function. */
  void recordAtRoot(Tensor output, List<Tensor> inputs, Backward backward) {
    if (flowsThrough(inputs)) made(root, List.of(output), inputs, backward);
  }

  /** Whether the gradient of what is made of {@code inputs} can be asked. */
  boolean flowsThrough(List<Tensor> inputs) { return recording && inputs.stream().anyMatch(x -> x.isWatched() && x.isFloating()); }

  /** Where the backward pass of an op of the current scope is written. */
  private String gradientScope() {
    String inside = names.scope().substring(root.length());
    if (root.isEmpty()) return inside.isEmpty() ? TAPE : TAPE + "/" + inside;
    return root + "/" + TAPE + inside;
  }

  /** As Python names what goes back through an op in a loop. Source: TensorFlow {@code python/ops/gradients_util.py}. */
  private String gradientName(Tensor output) {
    String name = output.operand().op().name().substring(root.length());
    return (root.isEmpty() ? TAPE + "/" : root + "/" + TAPE) + name + "_grad";
  }

  /** What {@code writing} writes, a step of a loop in Python, named in a scope {@code name}. */
  <T> T loopScope(String name, Supplier<T> writing) {
    boolean outside = looping;
    looping = true;
    try {
      return scope(name, writing);
    } finally {
      looping = outside;
    }
  }

  private static void made(String scope, List<Tensor> outputs, List<Tensor> inputs, Backward backward) {
    Entry entry = new Entry(scope, inputs, outputs, backward);
    outputs.forEach(output -> output.made(entry));
  }

  /** {@code y} with a backward pass of its own to {@code inputs}. Source: {@code python/ops/custom_gradient.py}. */
  Tensor custom(Tensor y, List<Tensor> inputs, Function<Tensor, List<Tensor>> backward) {
    List<Tensor> through = new ArrayList<>(List.of(y));
    through.addAll(inputs);
    List<Tensor> copies = op("IdentityN").all(through.size(), through);
    for (int i = 0; i < copies.size(); i++) copies.get(i).like(through.get(i));
    if (flowsThrough(through)) made(root, copies, through, flow -> {
      List<Tensor> gradients = new ArrayList<>(Collections.singletonList(null));
      gradients.addAll(backward.apply(flow.dy()));
      return gradients;
    });
    return copies.get(0);
  }

  /** The gradients of {@code target}, a scalar, by {@code sources}, watched values; null for one that it does not depend on. */
  public List<Tensor> gradient(Tensor target, List<Tensor> sources) {
    return gradients(target, sources).stream().map(GradientTape::dense).collect(Collectors.toCollection(ArrayList::new));
  }

  /** The same of any target, from the gradient {@code dy} of it. */
  List<Tensor> gradient(Tensor target, Tensor dy, List<Tensor> sources) {
    return gradient(List.of(target), List.of(dy), sources);
  }

  /** The same of the sum of several targets, each from its own gradient. */
  List<Tensor> gradient(List<Tensor> targets, List<Tensor> dy, List<Tensor> sources) {
    return backpropagated(targets, dy, sources).stream().map(GradientTape::dense).collect(Collectors.toCollection(ArrayList::new));
  }

  private static Tensor dense(Gradient gradient) { return gradient == null ? null : gradient.dense(); }

  /** The same, of rows where only some rows of a source were used. */
  public List<Gradient> gradients(Tensor target, List<Tensor> sources) {
    return backpropagated(List.of(target), List.of(target.rank() == 0 ? target.constant("ones", 1) : Shaping.onesLike(target)), sources);
  }

  private List<Gradient> backpropagated(List<Tensor> targets, List<Tensor> dy, List<Tensor> sources) {
    recording = false;
    try {
      return new Backpropagation(targets, sources).run(dy);
    } finally {
      recording = true;
    }
  }

  /** One way back from targets to sources: every op once all gradients of its outputs are known, first come, first served. */
  private final class Backpropagation {
    private final List<Tensor> targets;
    private final List<Tensor> sources;
    private final Map<Tensor, List<Gradient>> gradients = new IdentityHashMap<>();
    private final Map<Tensor, Integer> uses = new IdentityHashMap<>();
    private final Map<Entry, Integer> missing = new HashMap<>();
    private final Deque<Entry> ready = new ArrayDeque<>();

    Backpropagation(List<Tensor> targets, List<Tensor> sources) {
      this.targets = targets;
      this.sources = sources;
    }

    List<Gradient> run(List<Tensor> dy) {
      count();
      for (int i = 0; i < dy.size(); i++) gradients.computeIfAbsent(targets.get(i), unseen -> new ArrayList<>()).add(dy.get(i));
      targets.stream().map(Tensor::entry).filter(entry -> entry != null && !missing.containsKey(entry)).distinct().forEach(ready::add);
      while (!ready.isEmpty()) goBack(ready.poll());
      return sources.stream().map(source -> gradients.containsKey(source) ? sum(gradients.get(source)) : null)
          .collect(Collectors.toCollection(ArrayList::new));
    }

    /** How often each value is used on the ways from the sources to the target, and how many used outputs each op has. */
    private void count() {
      Set<Entry> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      Deque<Tensor> open = new ArrayDeque<>(targets);
      while (!open.isEmpty()) {
        Entry entry = open.pop().entry();
        if (entry == null || !seen.add(entry)) continue;
        for (Tensor input : entry.inputs) if (uses.merge(input, 1, Integer::sum) == 1 && input.isWatched()) open.push(input);
      }
      uses.keySet().stream().filter(used -> used.entry() != null).forEach(used -> missing.merge(used.entry(), 1, Integer::sum));
    }

    private void goBack(Entry entry) {
      List<Gradient> dy = new ArrayList<>();
      for (Tensor output : entry.outputs) dy.add(gradients.containsKey(output) ? sum(gradients.remove(output)) : null);
      if (dy.stream().anyMatch(each -> each != null) && !CROSSENTROPIES.contains(entry.outputs.get(0).madeBy()))
        for (int i = 0; i < dy.size(); i++) if (dy.get(i) == null) dy.set(i, Shaping.zeros(entry.outputs.get(i)));
      List<? extends Gradient> dx =
          dy.stream().allMatch(each -> each == null) ? Collections.nCopies(entry.inputs.size(), null) : written(entry, dy);
      for (int i = 0; i < entry.inputs.size(); i++) {
        Tensor input = entry.inputs.get(i);
        if (dx.get(i) != null) gradients.computeIfAbsent(input, unseen -> new ArrayList<>()).add(dx.get(i));
        if (uses.merge(input, -1, Integer::sum) > 0 || input.entry() == null) continue;
        if (missing.merge(input.entry(), -1, Integer::sum) == 0) ready.add(input.entry());
      }
    }

    private List<? extends Gradient> written(Entry entry, List<Gradient> dy) {
      List<Boolean> wanted = entry.inputs.stream().map(Tensor::isWatched).toList();
      return names.in(entry.scope, () -> {
        Gradient ofRows = dy.get(0) instanceof Rows rows ? entry.backward.ofRows(rows) : null;
        return ofRows != null ? List.of(ofRows) : entry.backward.of(new Flow(dy.stream().map(GradientTape::dense).toList(), wanted));
      });
    }

    private Gradient sum(List<Gradient> terms) {
      if (terms.size() == 1) return terms.get(0);
      if (terms.stream().anyMatch(Rows.class::isInstance)) return Rows.sum(terms);
      return op("AddN").on(terms).like((Tensor) terms.get(0));
    }
  }
}
