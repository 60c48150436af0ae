package kerava.network;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.initializers.Initializer;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.Weight;
import kerava.tensor.Shape;

/**
 * What a model is: named layers in order, with the seeds of their first values. Immutable; nothing in it runs. Shapes and weights follow from
 * the shape of a sample, {@link #build}, which an {@link Input} as first layer gives at once.
 */
public record Network(String name, List<Member> members) {
  public Network { members = List.copyOf(members); }

  /** A chain without layers; {@code name} null: sequential, sequential_1, ... */
  public static Network sequential(String name) {
    return new Network(name != null ? name : LayerNames.next("Sequential"), List.of());
  }

  /** This network with {@code layer} at its end. */
  public Network plus(Layer layer) { return plus(Collections.singletonList(layer)); }

  /** This network with {@code layers} at its end. */
  public Network plus(List<Layer> layers) {
    Map<Initializer, Integer> known = new IdentityHashMap<>();
    Map<Layer, String> places = new IdentityHashMap<>();
    members.forEach(member -> {
      known.putAll(member.seeds());
      places.put(member.layer(), member.name());
    });
    Set<String> names = new HashSet<>(places.values());
    List<Member> more = new ArrayList<>(members);
    for (Layer layer : layers) {
      check(layer, more.size(), places);
      Member joined = Member.join(layer, known);
      require(names.add(joined.name()), "Sequential '%s': two layers are named '%s'; every layer needs a name of its own", name,
          joined.name());
      places.put(layer, joined.name());
      more.add(joined);
    }
    Network longer = new Network(name, more);
    if (longer.inputShape() != null) longer.build(longer.inputShape());
    return longer;
  }

  private void check(Layer layer, int place, Map<Layer, String> places) {
    require(layer != null, "Sequential '%s': a layer must not be null", name);
    require(!(layer instanceof Input) || place == 0, "Sequential '%s': Input must be the first layer, got it as layer %d", name, place + 1);
    require(!places.containsKey(layer),
        "Sequential '%s': the layer object of '%s' cannot stand in it twice; construct a new one for each place",
        name, places.get(layer));
  }

  /** This network with the layer called {@code layer} trainable or not. */
  public Network withTrainable(String layer, boolean trainable) {
    require(members.stream().anyMatch(m -> m.name().equals(layer)), "'%s' has no layer '%s'; there are %s", name, layer,
        members.stream().map(Member::name).toList());
    return new Network(name, members.stream().map(m -> m.name().equals(layer) ? m.withTrainable(trainable) : m).toList());
  }

  /** The shape of one sample if an Input says it, else null. */
  public Shape inputShape() {
    return !members.isEmpty() && members.get(0).layer() instanceof Input input ? input.shape() : null;
  }

  /** The network with its shapes and weights for samples of shape {@code sample} (without the batch axis). */
  public Built build(Shape sample) {
    require(!members.isEmpty(), "Sequential '%s' has no layers; add at least one", name);
    List<Node> nodes = new ArrayList<>();
    Shape shape = sample.prepend(Shape.NONE);
    for (Member member : members) {
      Node node = node(member, shape);
      nodes.add(node);
      shape = node.output();
    }
    return new Built(name, List.copyOf(nodes));
  }

  private static Node node(Member member, Shape input) {
    Shape output = member.layer().outputShape(input);
    List<Variable> variables = new ArrayList<>();
    for (Weight weight : member.layer().weights(input)) {
      long seed = member.seeds().getOrDefault(weight.initializer(), 0);
      boolean trainable = member.trainable() && weight.trainable();
      variables.add(new Variable(member.name(), weight.name(), weight.shape(), weight.initializer(), seed, trainable));
    }
    return new Node(member.name(), member.layer(), input, output, List.copyOf(variables), member.generatorSeeds(), member.trainable());
  }
}
