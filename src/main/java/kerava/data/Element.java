package kerava.data;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import kerava.tensor.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Dataset} has one of after another: before {@link Dataset#batch} a sample, after it a batch, with all that belongs to it.
 *
 * @param x for the inputs of a model
 * @param y for its outputs; null: there is nothing
 * @param weights by what the losses are multiplied; null: by 1
 */
public record Element(Values x, @Nullable Values y, @Nullable Values weights) {
  public Element {
    require(x != null, "Element: x must not be null; give at least one array");
    require(weights == null || y != null, "Element: weights must come with y, got them with x alone");
  }

  public static Element of(NDArray x) { return new Element(Values.of(x), null, null); }

  public static Element of(NDArray x, NDArray y) { return new Element(Values.of(x), Values.of(y), null); }

  public static Element of(NDArray x, NDArray y, NDArray weights) {
    return new Element(Values.of(x), Values.of(y), Values.of(weights));
  }

  /** The same with another x. */
  public Element withX(NDArray x) { return new Element(Values.of(x), y, weights); }

  /** The same with another y. */
  public Element withY(NDArray y) { return new Element(x, Values.of(y), weights); }

  /** The same with other weights. */
  public Element withWeights(NDArray weights) { return new Element(x, y, Values.of(weights)); }

  /** Of batches: how many samples there are. */
  public int count() { return x.arrays().get(0).count(); }

  /** Of many like the first. */
  static Element stacked(List<Element> all) {
    return new Element(part(all, Element::x), part(all, Element::y), part(all, Element::weights));
  }

  private static Values part(List<Element> all, Function<Element, Values> part) {
    return part.apply(all.get(0)) == null ? null : Values.stacked(all.stream().map(part).toList());
  }

  /** Types and shapes of a sample. */
  String layout(boolean batched) {
    return "x " + x.layout(batched) + (y == null ? "" : ", y " + y.layout(batched))
        + (weights == null ? "" : ", weights " + weights.layout(batched));
  }

  /** Whether {@code other} has the same names, types and shapes of samples. */
  public boolean isLike(Element other, boolean batched) {
    return like(x, other.x, batched) && like(y, other.y, batched) && like(weights, other.weights, batched);
  }

  private static boolean like(Values one, Values other, boolean batched) {
    return one == null || other == null ? Objects.equals(one, other) : one.isLike(other, batched);
  }

  /** That {@code other}, element {@code index} of a pass, is like this one; {@code who}: for messages. */
  public void expectLike(String who, long index, Element other, boolean batched) {
    require(isLike(other, batched), "%s: element %d must be like the first, %s, got %s; let all have one shape and type, or filter", who,
        index, layout(batched), other.layout(batched));
  }
}
