package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * A chain of layers that stands in a model as one of its layers: what a Sequential inside a Sequential is in Keras, and in its files. It may begin with
 * an {@link Input}, and hold others of its kind. y of each layer is x of the next. Source: Keras {@code models/sequential.py}.
 */
public record Nested(List<Part> parts, String name) implements Layer {

  /** A layer with the name it has in the chain, null before the chain has joined a model, and whether training may change it. */
  public record Part(String name, Layer layer, boolean trainable) {
    /** Of a layer as the user gives it. */
    public static Part of(Layer layer) { return new Part(layer == null ? null : layer.name(), layer, true); }

    private String label() { return Objects.requireNonNullElse(name, layer.className() + "@" + System.identityHashCode(layer)); }
  }

  public Nested {
    require(!parts.isEmpty(), "Nested: a chain needs at least one layer");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      require(part.layer() != null, "Nested: a layer must not be null");
      require(!(part.layer() instanceof Input) || i == 0, "Nested: Input must be the first layer, got it as layer %d", i + 1);
      require(part.name() == null || !part.name().contains("/"), "Nested: a layer's name must not hold /, got '%s'", part.name());
      require(part.name() == null || names.add(part.name()), "Nested: two layers are named '%s'; every layer needs a name of its own",
          part.name());
    }
    parts = List.copyOf(parts);
  }

  public Nested(Layer... layers) { this(null, Arrays.asList(layers)); }

  /** {@code name} null: the model numbers it (sequential, sequential_1, ...). */
  public Nested(String name, List<? extends Layer> layers) {
    this(layers.stream().map(Part::of).toList(), name);
  }

  @Override public Nested named(String name) { return Settings.with(this, "name", name); }

  /** This with each of its parts changed. */
  public Nested with(UnaryOperator<Part> change) { return new Nested(parts.stream().map(change).toList(), name); }

  /** Always {@code Sequential}, as which it stands in files. */
  @Override public String className() {
    return "Sequential";
  }

  /** The shape of one sample if an Input says it, else null. */
  public static Shape inputShape(Layer first) {
    return first instanceof Input input ? input.shape() : first instanceof Nested nested ? inputShape(nested.parts.get(0).layer()) : null;
  }

  @Override public Shape outputShape(Shape x) {
    Shape own = inputShape(this), sample = x.dropFirst();
    require(own == null || own.equals(sample), "Nested: its Input takes samples of shape %s, got %s from the layer before it", own, sample);
    Shape shape = x;
    for (Part part : parts) shape = part.layer().outputShape(shape);
    return shape;
  }

  /** Those of its layers, as {@code layer/weight}. */
  @Override public List<Weight> weights(Shape x) {
    List<Weight> weights = new ArrayList<>();
    Shape shape = x;
    for (Part part : parts) {
      for (Weight weight : part.layer().weights(shape))
        weights.add(new Weight(part.label() + "/" + weight.name(), weight.shape(), weight.initializer(),
            part.trainable() && weight.trainable(), weight.product()));
      shape = part.layer().outputShape(shape);
    }
    return weights;
  }

  @Override public List<Seed> generators() {
    return parts.stream().flatMap(part -> part.layer().generators().stream()).toList();
  }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor y = x;
    for (Part part : parts) {
      PartCall call = new PartCall(c, part);
      Tensor before = y;
      y = y.layerScope(part.name(), () -> part.layer().call(call, before));
      call.leaveSeeds();
    }
    return y;
  }
}
