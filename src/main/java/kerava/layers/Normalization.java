package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.KeravaException;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.ops.Epsilon;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code y = (x - mean) / sqrt(variance)}, or {@code mean + x sqrt(variance)} to {@code invert} it; no square root is less than 1e-7. Mean
 * and variance are given, or learned from samples ({@link #adapted}), one for each place along {@code axis}, of none one for all. Shapes: y
 * as x (batch, ...), mean and variance of x's sizes along {@code axis}, or of what broadcasts to them.
 * {@code new Normalization().withMoments(Values.of(3.0), Values.of(4.0))} makes 1, 3 and 7 to -1, 0 and 2. Source: Keras
 * {@code layers/preprocessing/normalization.py}.
 */
public record Normalization(Dims axis, @Nullable Values mean, @Nullable Values variance, boolean invert,
    LayerOptions options) implements UnaryLayer, Configured<Normalization> {
  /** What is learned has no first values. */
  private record NotAdapted() implements Initializer {

    @Override public Operand<TFloat32> values(Ops tf, Shape shape, long seed) {
      throw new KeravaException("Normalization: has no mean and variance; adapt it to samples, give them, or load its weights",
          inJava("new Normalization().adapted(samples)"));
    }
  }

  public Normalization {
    axis = axis == null ? new Dims() : axis;
    require((mean == null) == (variance == null),
        "Normalization: mean and variance must be given both or neither, got mean %s and variance %s",
        mean, variance);
    require(mean == null || mean.shape().equals(variance.shape()), "Normalization: mean and variance must have one shape, got %s and %s",
        mean == null ? null : mean.shape(), variance == null ? null : variance.shape());
    require(mean == null || mean.shape().rank() <= axis.numbers().size(),
        "Normalization: mean must have an axis for each of axis %s at most, got %s", axis, mean == null ? null : mean.shape());
  }

  public Normalization() { this(new Dims(-1), null, null, false, LayerOptions.of("Normalization")); }

  /**
   * The axes along which each place has a mean and a variance of its own, counted with the batch axis, 0, and from the end if negative;
   * none: one for all.
   */
  public Normalization withAxis(int... axis) { return Settings.with(this, "axis", new Dims(axis)); }

  public Normalization withMoments(Values mean, Values variance) {
    return Settings.with(this, Map.of("mean", mean, "variance", variance));
  }

  /** Back to what it was. */
  public Normalization withInvert(boolean invert) { return Settings.with(this, "invert", invert); }

  /** This with mean and variance of {@code x}: Keras's {@code adapt} to an array of NumPy. float64 counts as float32. */
  public Normalization adapted(Samples x) {
    Moments moments = new Moments("Normalization", x, learned(x.sampleShape().prepend(x.count())));
    return withMoments(moments.mean(), moments.variance());
  }

  /**
   * The axes of samples of shape {@code x}, (batch, ...), along which each place has a mean of its own; refuses a layer to which it was
   * given.
   */
  public int[] learned(Shape x) {
    require(mean == null, "Normalization: cannot be adapted, for its mean was given; leave it out");
    return axes(x);
  }

  @Override public boolean supportsMasking() { return true; }

  @Override public DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override public Shape outputShape(Shape x) {
    int[] axes = axes(x);
    Sizes.known(this, x, axes);
    if (mean != null) aligned(x);
    return x;
  }

  /** Those of {@code axis} from the front, in order. */
  private int[] axes(Shape x) {
    int[] axes = axis.numbers().stream().mapToInt(each -> each < 0 ? each + x.rank() : each).sorted().distinct().toArray();
    require(axes.length == axis.numbers().size() && Arrays.stream(axes).allMatch(each -> each > 0 && each < x.rank()),
        "Normalization: axis %s must be of the sample's axes, each once, in an input %s", axis, x);
    return axes;
  }

  /** The sizes of mean and variance along all axes of x. */
  private int[] aligned(Shape x) {
    int[] axes = axes(x), sizes = new int[x.rank()];
    Arrays.fill(sizes, 1);
    int rank = mean.shape().rank();
    for (int i = 1; i <= rank; i++) {
      int place = axes[axes.length - i], size = mean.shape().size(rank - i);
      require(size == 1 || size == x.size(place), "Normalization: mean and variance of %s do not fit axis %s of an input %s", mean.shape(),
          axis, x);
      sizes[place] = size;
    }
    return sizes;
  }

  @Override public List<Weight> weights(Shape x) {
    if (mean != null) return List.of();
    Shape shape = Shape.of(Arrays.stream(axes(x)).map(x::size).toArray());
    return List.of(new Weight("mean", shape, new NotAdapted(), false), new Weight("variance", shape, new NotAdapted(), false),
        new Weight("count", Shape.of(), new NotAdapted(), false));
  }

  /**
   * TensorFlow's graph optimizer computes with what is given here, not in Python: it leaves x as it is apart, and the division without NaN.
   */
  @Override public Tensor call(Call c, Tensor given) {
    Tensor cast = given.as(dtypePolicy().computeDtype()), x = mean == null ? cast : cast.apart();
    int[] all = new int[x.rank()];
    Arrays.fill(all, 1);
    for (int each : axes(sample(x))) all[each] = Math.toIntExact(x.size(each));
    Shape shape = Shape.of(all);
    Tensor mean = moment(c, "mean", x, shape), root = moment(c, "variance", x, shape).sqrt().maximum(Epsilon.VALUE);
    if (invert) return mean.add(x.multiply(root));
    Tensor off = x.subtract(mean);
    return this.mean == null ? off.dividedBy(root) : off.divideNoNan(root);
  }

  private static Shape sample(Tensor x) {
    return Shape.of(Arrays.stream(x.sizes()).mapToInt(size -> size < 0 ? Shape.NONE : Math.toIntExact(size)).toArray());
  }

  private Tensor moment(Call c, String name, Tensor x, Shape shape) {
    if (mean == null) return c.weight(name).reshape(IntStream.of(shape.toArray()).asLongStream().toArray());
    return x.constant((name.equals("mean") ? mean : variance).broadcast(aligned(sample(x)), shape)).as(x.dtype());
  }
}
