package kerava.layers;

import static kerava.KeravaException.require;
import static kerava.layers.Form.BINARY;
import static kerava.layers.Form.CHOSEN;
import static kerava.layers.Form.COMPARED;
import static kerava.layers.Form.DIVIDED;
import static kerava.layers.Form.FLOATING;
import static kerava.layers.Form.LOGICAL;
import static kerava.layers.Form.PRODUCT;
import static kerava.layers.Form.REAL;
import static kerava.layers.Form.REDUCED;
import static kerava.layers.Form.REDUCED_REAL;
import static kerava.layers.Form.REDUCED_TRUTH;
import static kerava.layers.Form.SAME;
import static kerava.layers.Form.SUMMED;
import static kerava.layers.Form.TRUTH;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import kerava.FormatException;
import kerava.activations.Activations;
import kerava.ops.NumPy;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of {@code keras.ops} that a model may hold, one a line: the room of Keras in which it is, its settings with their defaults
 * (one that ends in {@code !} has no other value here), what goes in and out, and what it writes. Source: Keras {@code ops/},
 * {@code backend/tensorflow/}.
 */
public enum Operator {
  ADD("numpy", "", BINARY, in -> NumPy.add(in.at(0), in.at(1))),
  SUBTRACT("numpy", "", BINARY, in -> NumPy.subtract(in.at(0), in.at(1))),
  MULTIPLY("numpy", "", BINARY, in -> NumPy.multiply(in.at(0), in.at(1))),
  DIVIDE("numpy", "", DIVIDED, in -> NumPy.divide(in.at(0), in.at(1))),
  TRUE_DIVIDE("numpy", "", DIVIDED, in -> NumPy.divide(in.at(0), in.at(1))),
  MAXIMUM("numpy", "", BINARY, in -> NumPy.maximum(in.at(0), in.at(1))),
  MINIMUM("numpy", "", BINARY, in -> NumPy.minimum(in.at(0), in.at(1))),
  /** To the power of a number. */
  POWER("numpy", "", Form.POWER, in -> NumPy.power(in.at(0), in.at(1))),
  MATMUL("numpy", "", PRODUCT, in -> NumPy.matmul(in.at(0), in.at(1))),
  NEGATIVE("numpy", "", Form.SIGNED, in -> in.x().negative()),
  ABSOLUTE("numpy", "", Form.SIGNED, in -> in.x().abs()),
  SQUARE("numpy", "", Form.SIGNED, in -> in.x().square()),
  EXP("numpy", "", REAL, in -> NumPy.real(in.x(), Tensor::exp)),
  EXPM1("numpy", "", REAL, in -> NumPy.real(in.x(), Tensor::expm1)),
  LOG("numpy", "", REAL, in -> NumPy.real(in.x(), Tensor::log)),
  LOG1P("numpy", "", REAL, in -> NumPy.real(in.x(), Tensor::log1p)),
  SQRT("numpy", "", REAL, in -> NumPy.real(in.x(), Tensor::sqrt)),
  COS("numpy", "", REAL, in -> NumPy.real(in.x(), Tensor::cos)),
  TANH("numpy", "", REAL, in -> NumPy.real(in.x(), Tensor::tanh)),
  FLOOR("numpy", "", REAL, in -> NumPy.real(in.x(), Tensor::floor)),
  CEIL("numpy", "", REAL, in -> NumPy.real(in.x(), Tensor::ceil)),
  RSQRT("math", "", FLOATING, in -> in.x().rsqrt()),
  ERF("math", "", FLOATING, in -> in.x().erf()),

  EQUAL("numpy", "", COMPARED, in -> NumPy.compare("Equal", in.at(0), in.at(1))),
  NOT_EQUAL("numpy", "", COMPARED, in -> NumPy.compare("NotEqual", in.at(0), in.at(1))),
  GREATER("numpy", "", COMPARED, in -> NumPy.compare("Greater", in.at(0), in.at(1))),
  GREATER_EQUAL("numpy", "", COMPARED, in -> NumPy.compare("GreaterEqual", in.at(0), in.at(1))),
  LESS("numpy", "", COMPARED, in -> NumPy.compare("Less", in.at(0), in.at(1))),
  LESS_EQUAL("numpy", "", COMPARED, in -> NumPy.compare("LessEqual", in.at(0), in.at(1))),
  LOGICAL_AND("numpy", "", LOGICAL, in -> NumPy.logical("LogicalAnd", in.x(), (Tensor) in.at(1))),
  LOGICAL_OR("numpy", "", LOGICAL, in -> NumPy.logical("LogicalOr", in.x(), (Tensor) in.at(1))),
  LOGICAL_NOT("numpy", "", TRUTH, in -> NumPy.logical("LogicalNot", in.x())),
  WHERE("numpy", "", CHOSEN, in -> NumPy.where(in.x(), in.at(1), in.at(2))),

  SUM("numpy", "axis=null keepdims=false", SUMMED, in -> NumPy.sum(in.x(), in.flag("keepdims"), in.integers("axis"))),
  MEAN("numpy", "axis=null keepdims=false", REDUCED_REAL, in -> NumPy.mean(in.x(), in.flag("keepdims"), in.integers("axis"))),
  VAR("numpy", "axis=null keepdims=false", REDUCED_REAL, in -> NumPy.variance(in.x(), in.flag("keepdims"), in.integers("axis"))),
  STD("numpy", "axis=null keepdims=false", REDUCED_REAL, in -> NumPy.std(in.x(), in.flag("keepdims"), in.integers("axis"))),
  MAX("numpy", "axis=null keepdims=false initial=null!", REDUCED,
      in -> NumPy.extreme("Max", in.x(), in.flag("keepdims"), in.integers("axis"))),
  MIN("numpy", "axis=null keepdims=false initial=null!", REDUCED,
      in -> NumPy.extreme("Min", in.x(), in.flag("keepdims"), in.integers("axis"))),
  ANY("numpy", "axis=null keepdims=false", REDUCED_TRUTH, in -> NumPy.anyOrAll("Any", in.x(), in.flag("keepdims"), in.integers("axis"))),
  ALL("numpy", "axis=null keepdims=false", REDUCED_TRUTH, in -> NumPy.anyOrAll("All", in.x(), in.flag("keepdims"), in.integers("axis"))),

  RESHAPE("numpy", "newshape", SAME.with(OutputShapes::reshaped),
      in -> in.x().reshape(Arrays.stream(in.integers("newshape")).asLongStream().toArray())),
  TRANSPOSE("numpy", "axes=null", SAME.with(OutputShapes::transposed), in -> in.x().transpose(OutputShapes.order(in, in.x().rank()))),
  EXPAND_DIMS("numpy", "axis", SAME.with(OutputShapes::expanded), in -> NumPy.expandDims(in.x(), in.integers("axis"))),
  SQUEEZE("numpy", "axis=null", SAME.with(OutputShapes::squeezed), in -> NumPy.squeeze(in.x(), in.integers("axis"))),
  GET_ITEM("numpy", "", Form.ITEM, in -> in.x().slice(OutputShapes.slices(in))),
  CONCATENATE("numpy", "axis=0", Form.LIST.with(OutputShapes::joined), in -> NumPy.concatenate(in.list(), in.integer("axis"))),
  STACK("numpy", "axis=0", Form.LIST.with(OutputShapes::stacked), in -> NumPy.stack(in.list(), in.integer("axis"))),
  REPEAT("numpy", "repeats axis=null", SAME.with(OutputShapes::repeated), in -> in.x().repeat(OutputShapes.times(in), in.integer("axis"))),
  FLIP("numpy", "axis=null", SAME.with(OutputShapes::flipped), in -> NumPy.flip(in.x(), in.integers("axis"))),
  CLIP("numpy", "x_min x_max", Form.SIGNED, in -> NumPy.clip(in.x(), in.number("x_min"), in.number("x_max"))),
  CAST("core", "dtype", new Form("x", Given::shape, in -> in.dtype("dtype")), in -> in.x().cast(in.dtype("dtype"))),
  STOP_GRADIENT("core", "", SAME, in -> in.x().stopGradient()),

  RELU("nn", "", FLOATING, in -> in.x().relu()),
  RELU6("nn", "", FLOATING, in -> in.x().relu6()),
  SIGMOID("nn", "", FLOATING, in -> in.x().sigmoid()),
  SPARSE_SIGMOID("nn", "", FLOATING, of(Activations.SPARSE_SIGMOID)),
  SOFTPLUS("nn", "", FLOATING, in -> in.x().softplus()),
  SOFTSIGN("nn", "", FLOATING, in -> in.x().softsign()),
  SOFT_SHRINK("nn", "threshold=0.5!", FLOATING, of(Activations.SOFT_SHRINK)),
  SPARSE_PLUS("nn", "", FLOATING, of(Activations.SPARSE_PLUS)),
  SILU("nn", "", FLOATING, in -> in.x().silu()),
  SQUAREPLUS("nn", "b=4!", FLOATING, of(Activations.SQUAREPLUS)),
  LOG_SIGMOID("nn", "", FLOATING, in -> in.x().logSigmoid()),
  LEAKY_RELU("nn", "negative_slope=0.2", FLOATING, in -> in.x().leakyRelu(in.number("negative_slope").floatValue())),
  HARD_SIGMOID("nn", "", FLOATING, of(Activations.HARD_SIGMOID)),
  HARD_SILU("nn", "", FLOATING, of(Activations.HARD_SILU)),
  ELU("nn", "alpha=1.0!", FLOATING, in -> in.x().elu()),
  SELU("nn", "", FLOATING, in -> in.x().selu()),
  GELU("nn", "approximate=true", FLOATING, in -> in.flag("approximate") ? in.x().geluByTanh() : in.x().gelu()),
  CELU("nn", "alpha=1.0!", FLOATING, of(Activations.CELU)),
  GLU("nn", "axis=-1!", FLOATING.with(OutputShapes::halved), of(Activations.GLU)),
  TANH_SHRINK("nn", "", FLOATING, of(Activations.TANH_SHRINK)),
  HARD_TANH("nn", "", FLOATING, of(Activations.HARD_TANH)),
  HARD_SHRINK("nn", "threshold=0.5!", FLOATING, of(Activations.HARD_SHRINK)),
  SOFTMAX("nn", "axis=-1", FLOATING.with(OutputShapes::along), in -> in.x().softmax(in.integer("axis"))),
  LOG_SOFTMAX("nn", "axis=-1", FLOATING.with(OutputShapes::along), in -> in.x().logSoftmax(in.integer("axis"))),
  SPARSEMAX("nn", "axis=-1!", FLOATING, of(Activations.SPARSEMAX));

  /** Where Keras has its operations. */
  public static final String MODULES = "keras.src.ops.";

  private final String room;
  private final Form form;
  private final Function<Given, Tensor> formula;
  /** Of each setting its default, with a mark where it must be that, or nothing. */
  private final Map<String, String> defaults = new LinkedHashMap<>();

  Operator(String room, String settings, Form form, Function<Given, Tensor> formula) {
    this.room = room;
    this.form = form;
    this.formula = formula;
    for (String each : settings.isEmpty() ? new String[0] : settings.split(" "))
      defaults.put(each.split("=")[0], each.contains("=") ? each.split("=")[1] : "");
  }

  private static Function<Given, Tensor> of(Activations activation) { return in -> activation.call(in.x()); }

  /** As Keras calls its class: {@code NotEqual}. */
  public String className() {
    return Arrays.stream(name().split("_")).map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** Where Keras has it: {@code keras.src.ops.numpy}. */
  public String module() { return MODULES + room; }

  /** The operation that Keras calls {@code className}; null: there is none here. */
  public static @Nullable Operator byName(String className) {
    return Arrays.stream(values()).filter(each -> each.className().equals(className)).findFirst().orElse(null);
  }

  Form form() { return form; }

  Shape shape(Given in) { return form.shape().apply(in); }

  DType type(Given in) { return form.type().apply(in); }

  Tensor call(Given in) { return formula.apply(in); }

  /** All settings in Keras's order, of which {@code given} are some. */
  Map<String, Object> settings(Map<String, Object> given) {
    for (String key : given.keySet())
      require(defaults.containsKey(key), "%s: has no setting %s; there are %s", className(), FormatException.printable(key),
          defaults.keySet());
    Map<String, Object> all = new LinkedHashMap<>();
    defaults.forEach((key, value) -> {
      boolean fixed = value.endsWith("!");
      Object byDefault = plain(fixed ? value.substring(0, value.length() - 1) : value),
          chosen = given.containsKey(key) ? given.get(key) : byDefault;
      require(given.containsKey(key) || !value.isEmpty(), "%s: %s must be given", className(), key);
      boolean same = Objects.equals(chosen, byDefault)
          || chosen instanceof Number number && byDefault instanceof Number other && number.doubleValue() == other.doubleValue();
      require(!fixed || same, "%s: %s must be %s, got %s: not supported yet", className(), key, byDefault, chosen);
      all.put(key, chosen);
    });
    return all;
  }

  private static Object plain(String text) {
    if (text.equals("null") || text.isEmpty()) return null;
    if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
    return text.contains(".") ? (Object) Double.valueOf(text) : Integer.valueOf(text);
  }
}
