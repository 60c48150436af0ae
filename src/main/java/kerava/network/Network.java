package kerava.network;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
  public Network plus(Layer layer) {
    require(layer != null, "Sequential '%s': a layer must not be null", name);
    require(!(layer instanceof Input) || members.isEmpty(), "Sequential '%s': Input must be the first layer, got it as layer %d", name,
        members.size() + 1);
    for (Member member : members)
      require(member.layer() != layer,
          "Sequential '%s': the layer object of '%s' cannot stand in it twice; construct a new one for each place",
          name, member.name());
    Map<Initializer, Integer> known = new IdentityHashMap<>();
    members.forEach(member -> known.putAll(member.seeds()));
    List<Member> more = new ArrayList<>(members);
    more.add(Member.join(layer, known));
    String joined = more.get(members.size()).name();
    require(members.stream().noneMatch(m -> m.name().equals(joined)),
        "Sequential '%s': two layers are named '%s'; every layer needs a name of its own", name, joined);
    Network longer = new Network(name, more);
    if (longer.inputShape() != null) longer.build(longer.inputShape());
    return longer;
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
