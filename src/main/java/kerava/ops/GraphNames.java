package kerava.ops;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Operation;

/**
 * The names of the ops of one graph, scope by scope, as Python gives them: TensorFlow's graph optimizer orders what can be reordered by
 * name. Also what ops wait for. Source: TensorFlow {@code python/framework/ops.py}, Graph.unique_name, name_scope and control_dependencies.
 */
final class GraphNames {
  /** Ops that wait for {@code first}, and so those that depend on one of them. */
  private record Waiting(Operation first, Set<Operation> made) {}

  private final Graph graph;
  private final Map<String, Integer> inUse = new HashMap<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private String scope;

  /** {@code scope}: the one to begin with. */
  GraphNames(Graph graph, String scope) {
    this.graph = graph;
    this.scope = scope;
  }

  /** The scope in which ops are named now; empty: none. */
  String scope() { return scope; }

  /** {@code name} in the current scope, with a number where it is taken; it is taken from now on. */
  String unique(String name) {
    String path;
    do path = numbered(scope.isEmpty() ? name : scope + "/" + name);
    while (graph.operation(path) != null);
    return path;
  }

  private String numbered(String path) {
    String key = path.toLowerCase(Locale.ROOT);
    int number = inUse.merge(key, 1, Integer::sum) - 1;
    if (number == 0) return path;
    while (inUse.containsKey(key + "_" + number)) number++;
    inUse.put(key + "_" + number, 1);
    return path + "_" + number;
  }

  /** What {@code writing} writes, in a new scope {@code name} within the current one. */
  <T> T within(String name, Supplier<T> writing) { return in(unique(name), writing); }

  /** What {@code writing} writes, in the scope that is called {@code path} from the root on, new or not. */
  <T> T in(String path, Supplier<T> writing) {
    String outside = scope;
    scope = path;
    try {
      return writing.get();
    } finally {
      scope = outside;
    }
  }

  /** What {@code writing} writes, its ops computed after {@code first}. */
  <T> T after(Operation first, Supplier<T> writing) {
    waiting.push(new Waiting(first, new HashSet<>()));
    try {
      return writing.get();
    } finally {
      waiting.pop();
    }
  }

  /** What an op with these inputs must wait for. */
  List<Operation> waitsFor(Set<Operation> inputs) {
    return waiting.stream().filter(w -> inputs.stream().noneMatch(w.made()::contains)).map(Waiting::first)
        .filter(op -> !inputs.contains(op))
        .distinct().toList();
  }

  void made(Operation op) { waiting.forEach(w -> w.made().add(op)); }
}
