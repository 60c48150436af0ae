package kerava.network;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.layers.Layer;
import kerava.layers.ShapeRule;
import kerava.layers.Weight;
import kerava.tensor.Shape;

/**
 * A layer whose shapes are known, those of its first use in the model, with the batch axis; its own weights, and the layers that it is made
 * of. A model is one too.
 */
public record BuiltLayer(String name, Layer layer, List<Shape> inputs, List<Shape> outputs, List<Variable> own,
    boolean trainable, List<BuiltLayer> parts) {
  private static final long OPEN = 100;

  /** {@code path}: its name after those of what it is in, empty for a whole model; {@code trains}: whether all that is trainable. */
  public static BuiltLayer of(Layer layer, List<Shape> inputs, String path, boolean trains) {
    LayerState state = LayerState.of(layer);
    String name = LayerState.name(layer);
    boolean trainable = LayerState.trainable(layer);
    List<Shape> outputs = ShapeRule.of(layer, inputs);
    List<BuiltLayer> parts = new ArrayList<>();
    List<List<Shape>> shapes = layer.partInputs(inputs);
    for (Layer part : layer.parts().values()) {
      String inside = path.isEmpty() ? LayerState.name(part) : path + "/" + LayerState.name(part);
      parts.add(of(part, shapes.get(parts.size()), inside, trains && trainable));
    }
    List<Variable> own = new ArrayList<>();
    for (Weight weight : layer.weights(inputs)) {
      require(isSmall(weight.shape()),
          "%s: weight '%s' of shape %s is too large, for a weight has 2147483647 numbers at most; make the layer smaller",
          layer.className(), weight.name(), weight.shape());
      Layer owner = layer.ownerOf(weight.name());
      own.add(owner != null
          ? parts.stream().filter(part -> part.layer() == owner).findFirst().orElseThrow().named(weight.name())
          : new Variable(path, weight.name(), weight.shape(), layer.dtypePolicy().variableDtype(), weight.initializer(), state,
              trains && trainable && weight.trainable(),
              weight.product(), weight.rows(), weight.regularizer(), weight.constraint(), state.cell(weight)));
    }
    return new BuiltLayer(name, layer, inputs, outputs, List.copyOf(own), trainable, List.copyOf(parts));
  }

  private static boolean isSmall(Shape shape) {
    try {
      return shape.elements() <= Integer.MAX_VALUE;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private Variable named(String weight) { return own.stream().filter(v -> v.name().equals(weight)).findFirst().orElseThrow(); }

  /** The only input. */
  public Shape input() { return inputs.get(0); }

  /** The only output. */
  public Shape output() { return outputs.get(0); }

  /** Its weights and those of its parts, in Keras's order, each once. */
  public List<Variable> variables() { return distinct(all().flatMap(each -> each.own.stream()).toList()); }

  /** It, and all that it is made of. */
  public Stream<BuiltLayer> all() { return Stream.concat(Stream.of(this), parts.stream().flatMap(BuiltLayer::all)); }

  /** Those of {@link #all} that keep states from batch to batch. */
  public Stream<BuiltLayer> stateful() { return all().filter(each -> !each.statesKept().isEmpty()); }

  /** What it keeps from batch to batch, as {@link Layer#statesKept} says. */
  public List<Shape> statesKept() { return layer.statesKept(inputs); }

  public long parameters() { return variables().stream().mapToLong(Variable::size).sum(); }

  /**
   * Roughly how many products a sample takes: each weight once at each of the places, such as steps or pixels, that its layer goes over.
   */
  public long products() { return products(1); }

  private long products(long outside) {
    long places = layer instanceof Network ? outside : Math.max(outside, inputs.stream().mapToLong(BuiltLayer::places).max().orElse(1));
    long ofOwn = own.stream().filter(weight -> parts.stream().noneMatch(part -> part.own.contains(weight))).mapToLong(Variable::size).sum();
    return ofOwn * places + parts.stream().mapToLong(part -> part.products(places)).sum();
  }

  /** Between the batch and the last axis; an open one counts as {@link #OPEN}. */
  private static long places(Shape input) {
    return input.sizes().stream().limit(Math.max(0, input.rank() - 1)).skip(1).mapToLong(size -> size == Shape.NONE ? OPEN : size)
        .reduce(1, (first, second) -> first * second);
  }

  /** A weight that several ways lead to is trainable if one of them is, as in Keras. */
  private static List<Variable> distinct(List<Variable> all) {
    Map<WeightCell, Integer> places = new IdentityHashMap<>();
    List<Variable> distinct = new ArrayList<>();
    for (Variable variable : all) {
      Integer place = places.putIfAbsent(variable.cell(), distinct.size());
      if (place == null) distinct.add(variable);
      else if (variable.trainable()) distinct.set(place, distinct.get(place).withTrainable(true));
    }
    return distinct;
  }
}
