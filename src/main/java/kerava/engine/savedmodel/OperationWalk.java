package kerava.engine.savedmodel;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** What runs when a node of a graph runs: the nodes that lead to it, and all of the functions they call. */
final class OperationWalk {
  /** A node's place. {@code function} empty: the graph itself. */
  record Place(String function, String node) {
    @Override public String toString() { return function.isEmpty() ? node : node + " in function " + function; }
  }

  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, FunctionDef> functions = new HashMap<>();

  OperationWalk(GraphDef graph) {
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    graph.getLibrary().getFunctionList().forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  /** {@code tensors}: names of tensors or nodes of the graph. */
  Set<Place> of(Collection<String> tensors) {
    Set<Place> seen = new HashSet<>();
    Set<String> called = new HashSet<>();
    Deque<NodeDef> left = new ArrayDeque<>();
    tensors.forEach(tensor -> reach(tensor, seen, left));
    while (!left.isEmpty()) {
      NodeDef node = left.remove();
      node.getInputList().forEach(input -> reach(input, seen, left));
      call(node, called, seen);
    }
    return seen;
  }

  private void reach(String tensor, Set<Place> seen, Deque<NodeDef> left) {
    String name = tensor.replaceFirst("^\\^", "").replaceFirst(":\\d+$", "");
    if (nodes.containsKey(name) && seen.add(new Place("", name))) left.add(nodes.get(name));
  }

  private void call(NodeDef first, Set<String> called, Set<Place> seen) {
    Deque<NodeDef> left = new ArrayDeque<>(List.of(first));
    while (!left.isEmpty()) {
      for (String name : callees(left.remove())) {
        if (!functions.containsKey(name) || !called.add(name)) continue;
        for (NodeDef node : functions.get(name).getNodeDefList()) {
          seen.add(new Place(name, node.getName()));
          left.add(node);
        }
      }
    }
  }

  private static Set<String> callees(NodeDef node) {
    Set<String> names = new HashSet<>(Set.of(node.getOp()));
    for (AttrValue value : node.getAttrMap().values()) {
      if (value.hasFunc()) names.add(value.getFunc().getName());
      if (value.hasList()) value.getList().getFuncList().forEach(function -> names.add(function.getName()));
    }
    return names;
  }
}
