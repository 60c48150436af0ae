package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * The numbers of each sample in the shape {@code targetShape}, in which one size may be -1: what is left. Source: Keras
 * {@code layers/reshaping/reshape.py}.
 */
public record Reshape(Dims targetShape, LayerOptions options) implements UnaryLayer, Configured<Reshape> {
  public Reshape {
    require(targetShape != null, inJava("take new Dims(2, 3), for example"), "Reshape: the target shape must not be null");
    require(targetShape.numbers().stream().allMatch(size -> size >= -1)
        && targetShape.numbers().stream().filter(size -> size == -1).count() <= 1,
        "Reshape: the target shape must be of sizes of at least 0, and one -1 at most, got %s", targetShape);
  }

  public Reshape(Dims targetShape) { this(targetShape, LayerOptions.of("Reshape")); }

  public Reshape(int... targetShape) { this(new Dims(targetShape)); }

  @Override public boolean takesStrings() { return true; }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) { return new Shape(resolved(x.dropFirst())).prepend(x.size(0)); }

  private List<Integer> resolved(Shape sample) {
    boolean known = !sample.sizes().contains(Shape.NONE);
    if (!known) return targetShape.numbers();
    long all = sample.elements(), given = new Shape(targetShape.numbers().stream().filter(size -> size != -1).toList()).elements();
    boolean open = targetShape.numbers().contains(-1);
    require(open ? given > 0 && all % given == 0 : all == given, "Reshape: samples %s do not have as many numbers as the target shape %s",
        sample, targetShape);
    return targetShape.numbers().stream().map(size -> size == -1 ? Math.toIntExact(all / given) : size).toList();
  }

  @Override public Tensor call(Call c, Tensor x) {
    List<Object> sizes = new ArrayList<>(List.of(x.symbolicSizes().get(0)));
    resolved(Shape.ofSizes(x.sizes()).dropFirst()).forEach(sizes::add);
    return x.reshape(sizes);
  }
}
