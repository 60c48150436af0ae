package kerava.network;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.initializers.Initializer;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.Nested;
import kerava.layers.Nested.Part;
import kerava.layers.Weight;
import kerava.tensor.Shape;

/**
 * What a model is: named layers in order, with the seeds of their first values. Immutable; nothing in it runs. Shapes and weights follow from
 * the shape of a sample, {@link #build}, which an {@link Input} as first layer gives at once.
 */
public record Network(String name, List<Member> members) {
  public Network {
    Member.requireName("a model", name);
    members = List.copyOf(members);
  }

  /** A chain without layers; {@code name} null: sequential, sequential_1, ... */
  public static Network sequential(String name) {
    return new Network(name != null ? name : LayerNames.next("Sequential"), List.of());
  }

  /** A chain of {@code parts}, which are named before it, one after the other, as Keras constructs them before it. */
  public static Network sequential(String name, List<Part> parts) {
    List<Part> constructed = parts.stream().map(part -> part.layer() == null ? part : Member.named(part)).toList();
    return sequential(name).with(constructed);
  }

  /** This network with {@code layer} at its end. */
  public Network plus(Layer layer) { return with(List.of(Part.of(layer))); }

  private Network with(List<Part> parts) {
    Map<Initializer, Integer> known = new IdentityHashMap<>();
    Map<Layer, String> places = new IdentityHashMap<>();
    Set<String> names = new HashSet<>();
    for (Member member : members) {
      known.putAll(member.seeds());
      names.add(member.name());
      check(member.layer(), member.name(), places);
    }
    for (Part part : parts) require(part.layer() != null, "Sequential '%s': a layer must not be null", name);
    SeedDraws draws = new SeedDraws(parts.stream().map(Part::layer).toList(), known);
    List<Member> more = new ArrayList<>(members);
    for (Part part : parts) {
      Layer layer = part.layer();
      require(!(layer instanceof Input) || more.isEmpty(), "Sequential '%s': Input must be the first layer, got it as layer %d", name,
          more.size() + 1);
      Member joined = Member.join(part, draws);
      check(joined.layer(), joined.name(), places);
      require(names.add(joined.name()), "Sequential '%s': two layers are named '%s'; every layer needs a name of its own", name,
          joined.name());
      more.add(joined);
    }
    Network longer = new Network(name, more);
    if (longer.inputShape() != null) longer.build(longer.inputShape());
    return longer;
  }

  /** That no layer object has two places, in the chain or inside its layers. */
  private void check(Layer layer, String place, Map<Layer, String> places) {
    String before = places.put(layer, place);
    require(before == null, "Sequential '%s': the layer object of '%s' cannot stand in it twice; construct a new one for each place", name,
        before);
    if (layer instanceof Nested nested) nested.parts().forEach(part -> check(part.layer(), place + "/" + part.name(), places));
  }

  /** This network with the layer called {@code layer} trainable or not; {@code outer/inner} for one inside another. */
  public Network withTrainable(String layer, boolean trainable) {
    List<String> paths = members.stream().map(Member::part).flatMap(Member::paths).toList();
    require(paths.contains(layer), "'%s' has no layer '%s'; there are %s", name, layer, paths);
    return new Network(name, members.stream().map(m -> m.with(Member.withTrainable(m.part(), layer, trainable))).toList());
  }

  /** The shape of one sample if an Input says it, else null. */
  public Shape inputShape() { return members.isEmpty() ? null : Nested.inputShape(members.get(0).layer()); }

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
    Built built = new Built(name, List.copyOf(nodes));
    Set<String> paths = new HashSet<>();
    for (Variable variable : built.variables())
      require(paths.add(variable.path()), "Sequential '%s': two weights are called %s; name the layers otherwise", name, variable.path());
    return built;
  }

  private static Node node(Member member, Shape input) {
    Shape output = member.layer().outputShape(input);
    List<Variable> variables = new ArrayList<>();
    for (Weight weight : member.layer().weights(input)) {
      long seed = member.seeds().getOrDefault(weight.initializer(), 0);
      boolean trainable = member.trainable() && weight.trainable();
      variables.add(new Variable(member.name(), weight.name(), weight.shape(), weight.initializer(), seed, trainable, weight.product()));
    }
    return new Node(member.name(), member.layer(), input, output, List.copyOf(variables), member.generatorSeeds(), member.trainable());
  }
}
