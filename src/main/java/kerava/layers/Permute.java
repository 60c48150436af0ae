package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Axis {@code dims[i]} of a sample becomes its axis i + 1; both count from 1, for 0 is the batch axis. Source: Keras
 * {@code layers/reshaping/permute.py}.
 */
public record Permute(Dims dims, LayerOptions options) implements UnaryLayer, Configured<Permute> {
  public Permute {
    require(dims != null, inJava("take new Dims(2, 1), for example"), "Permute: dims must not be null");
    List<Integer> sorted = dims.numbers().stream().sorted().toList();
    require(sorted.equals(IntStream.rangeClosed(1, sorted.size()).boxed().toList()),
        "Permute: dims must be the numbers 1 to the number of a sample's axes in some order, got %s", dims);
  }

  public Permute(Dims dims) { this(dims, LayerOptions.of("Permute")); }

  public Permute(int... dims) { this(new Dims(dims)); }

  @Override public boolean takesStrings() { return true; }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    require(x.rank() == dims.numbers().size() + 1, "Permute: dims %s are of samples of %d axes, got an input %s", dims,
        dims.numbers().size(), x);
    List<Integer> sizes = new ArrayList<>(List.of(x.size(0)));
    dims.numbers().forEach(dim -> sizes.add(x.size(dim)));
    return new Shape(sizes);
  }

  @Override public Tensor call(Call c, Tensor x) {
    return x.transpose(IntStream.concat(IntStream.of(0), dims.numbers().stream().mapToInt(Integer::intValue)).toArray());
  }
}
