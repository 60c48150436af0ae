package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.initializers.TruncatedNormal;
import kerava.ops.Epsilon;
import kerava.ops.Normalization;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.random.Session;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * {@code layer}, whose kernel or embeddings are divided by their largest singular value, as {@code powerIterations} steps from
 * {@code vector_u} (1, last size of the kernel) find it, before each step of training. y is what {@code layer} makes of x, in the type of
 * x. Source: Miyato et al., "Spectral normalization for generative adversarial networks", 2018; Keras
 * {@code layers/normalization/spectral_normalization.py}.
 */
public record SpectralNormalization(Layer layer, int powerIterations,
    LayerOptions options) implements UnaryLayer, Configured<SpectralNormalization> {
  private static final String VECTOR = "vector_u";
  private static final List<String> KERNELS = List.of("kernel", "embeddings");
  private static final double STDDEV = 0.02;

  /** What the vector of each layer begins with that was made with the same options: Keras draws the seed when the layer is used first. */
  private record Begun(Map<SpectralNormalization, Initializer> vectors) {}

  public SpectralNormalization {
    require(layer != null, inJava("take new Dense(3), for example"), "SpectralNormalization: the layer must not be null");
    require(powerIterations > 0, "SpectralNormalization: power_iterations must be greater than zero, got %d", powerIterations);
    options = options == null ? LayerOptions.of("SpectralNormalization") : options;
    if (!(options.memory() instanceof Begun)) options = options.remembering(new Begun(new IdentityHashMap<>()));
  }

  public SpectralNormalization(Layer layer) { this(layer, 1, LayerOptions.of("SpectralNormalization")); }

  public SpectralNormalization withPowerIterations(int powerIterations) { return Settings.with(this, "powerIterations", powerIterations); }

  @Override public Map<String, Layer> parts() { return Map.of("layer", layer); }

  @Override public List<List<Shape>> partInputs(List<Shape> inputs) { return List.of(inputs); }

  @Override public DType outputType(List<DType> inputs) {
    layer.outputType(inputs);
    return inputs.get(0);
  }

  @Override public Shape outputShape(Shape x) {
    List<Shape> outputs = layer.outputShapes(List.of(x));
    require(outputs.size() == 1, "SpectralNormalization: the layer must have one output, got %d of %s", outputs.size(), layer.className());
    kernel(x);
    return outputs.get(0);
  }

  private Weight kernel(Shape x) {
    List<Weight> kernels = layer.weights(List.of(x)).stream().filter(weight -> KERNELS.contains(weight.name())).toList();
    require(!kernels.isEmpty(),
        "SpectralNormalization: the layer must have a kernel or embeddings, got %s; take a Dense, a Conv2D or an Embedding, for example",
        layer.className());
    return kernels.get(0);
  }

  @Override public List<KerasTensor> applyAll(List<KerasTensor> inputs) {
    List<KerasTensor> outputs = UnaryLayer.super.applyAll(inputs);
    vector();
    return outputs;
  }

  @Override public void build() { vector(); }

  private Initializer vector() {
    return ((Begun) options.memory()).vectors.computeIfAbsent(this, unseen -> {
      Seed seed = Seed.drawn();
      seed.want(Session.current());
      return new TruncatedNormal(0, STDDEV, seed);
    });
  }

  /** The kernel is the layer's, though Keras counts it, and keeps it in files, with this one too. */
  @Override public List<Weight> weights(Shape x) {
    Weight kernel = kernel(x);
    return List.of(kernel, new Weight(VECTOR, Shape.of(1, kernel.shape().last()), vector(), false));
  }

  @Override public Layer ownerOf(String weight) { return KERNELS.contains(weight) ? layer : null; }

  @Override public Tensor call(Call c, Tensor x) {
    if (c.training()) normalize(c, kernel(Shape.ofSizes(x.sizes())).name());
    return c.part(layer, List.of(x)).get(0).as(x.dtype());
  }

  private void normalize(Call c, String name) {
    Tensor kernel = c.weight(name), u = c.weight(VECTOR), matrix = kernel.reshape(-1, kernel.size(-1)), right = u, left = null;
    for (int i = 0; i < powerIterations; i++) {
      left = unit(right.matmul(matrix.transpose(1, 0)));
      right = unit(left.matmul(matrix));
    }
    Tensor norm = left.matmul(matrix).matmul(right.transpose(1, 0)), divided = kernel.dividedBy(norm).reshape(kernel.sizes());
    Tensor zero = kernel.equalTo(0).all(false, IntStream.range(0, kernel.rank()).toArray());
    c.update(VECTOR, zero.where(u, right));
    c.update(name, zero.where(kernel, divided));
  }

  private static Tensor unit(Tensor x) { return Normalization.l2Normalize(x, Epsilon.VALUE, 0, 1); }
}
