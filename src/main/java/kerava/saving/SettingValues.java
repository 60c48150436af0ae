package kerava.saving;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kerava.KeravaException;
import kerava.config.Axes;
import kerava.config.Limits;
import kerava.config.Numbers;
import kerava.layers.Between;
import kerava.layers.Bidirectional;
import kerava.layers.Bits;
import kerava.layers.Dims;
import kerava.layers.Ends;
import kerava.layers.Factor;
import kerava.layers.Length;
import kerava.layers.Margins;
import kerava.layers.Margins3D;
import kerava.layers.Ngrams;
import kerava.layers.Pair;
import kerava.layers.Salt;
import kerava.layers.TextVectorization;
import kerava.layers.Token;
import kerava.layers.Triple;
import kerava.layers.Values;
import kerava.layers.Wholes;
import kerava.layers.Words;
import kerava.losses.Reduction;
import kerava.metrics.ClassIds;
import kerava.metrics.FBetaScore;
import kerava.metrics.R2Score;
import kerava.metrics.Thresholds;
import kerava.optimizers.Patterns;
import kerava.optimizers.schedules.Rate;
import kerava.random.Seed;
import kerava.tensor.Shape;

/** Makes settings that are no objects of Keras: numbers, lists of them, words. What is none becomes a problem that names its place. */
record SettingValues(Problems problems, Limits limits) {
  /** How a small record is made of numbers. */
  private record OfNumbers(String wanted, Function<Object, Numbers> of) {}

  private static final Map<Class<?>, OfNumbers> NUMBERS = Map.ofEntries(
      entry(ClassIds.class, new OfNumbers("a list of whole numbers from 0 on", ClassIds::of)),
      entry(Thresholds.class, new OfNumbers("a number within 0 .. 1, or a list of them", Thresholds::of)),
      entry(Axes.class, new OfNumbers("an axis or a list of axes", Axes::of)),
      entry(Bits.class, new OfNumbers("a list of two whole numbers within 1 .. 8", Bits::of)),
      entry(Factor.class, new OfNumbers("a number, or a list of two", Factor::of)),
      entry(Between.class, new OfNumbers("a list of two numbers", Between::of)),
      entry(Dims.class, new OfNumbers("a list of whole numbers", Dims::of)),
      entry(Ends.class, new OfNumbers("a number, or a list of two", Ends::of)),
      entry(Length.class, new OfNumbers("a number of at least 1, or a list of one", Length::of)),
      entry(Margins.class, new OfNumbers("a number, or a list of two, each a number or a list of two", Margins::of)),
      entry(Margins3D.class, new OfNumbers("a number, or a list of three, each a number or a list of two", Margins3D::of)),
      entry(Pair.class, new OfNumbers("a number of at least 1, or a list of two", Pair::of)),
      entry(Ngrams.class, new OfNumbers("a number of at least 1, or a list of them", Ngrams::of)),
      entry(Patterns.class, new OfNumbers("a list of patterns, of which groups and braces are not supported", Patterns::of)),
      entry(Salt.class, new OfNumbers("a whole number, or a list of two", Salt::of)),
      entry(Triple.class, new OfNumbers("a number of at least 1, or a list of three", Triple::of)),
      entry(Token.class, new OfNumbers("a string or a whole number", Token::of)),
      entry(Values.class, new OfNumbers("a number, or lists of them of equal length", Values::of)),
      entry(Wholes.class, new OfNumbers("a list of whole numbers", Wholes::of)),
      entry(Words.class, new OfNumbers("a list of strings (no path: a file must not say what else is read)", Words::of)));

  private static final Set<Class<?>> PLAIN =
      Set.of(int.class, Integer.class, Long.class, double.class, Double.class, boolean.class, String.class,
          List.class, Rate.class, Seed.class, Shape.class);

  /** Words of which there may be none. */
  private static final Set<Class<?>> NONE = Set.of(FBetaScore.Average.class, R2Score.ClassAggregation.class,
      TextVectorization.Standardize.class, TextVectorization.Split.class);

  /** As many as a tensor of TensorFlow may have. */
  private static final int AXES = 254;

  /** Whether settings of {@code type} are read here. */
  boolean holds(Class<?> type) {
    return type.isEnum() || PLAIN.contains(type) || NUMBERS.containsKey(type);
  }

  /** {@code value} as a setting of {@code type}; anything, with a problem, if it is none. */
  Object read(Class<?> type, String key, Object value, String where) {
    if (type == int.class || type == Integer.class) return integer(type == Integer.class, key, value, where);
    if (type == Long.class)
      return value instanceof Integer number
          ? Long.valueOf(number)
          : value == null || value instanceof Long
              ? value
              : wrong(where, "a whole number of 64 bits", value);
    if (type == Rate.class) return rate(value, where);
    if (type == List.class) return reals(value, where);
    if (type == Seed.class) return value == null ? Seed.byDefault() : Seed.of((Integer) integer(true, key, value, where));
    if (type == Double.class && value == null) return null;
    if (type == double.class || type == Double.class) return real(value, where);
    if (type == boolean.class) return value instanceof Boolean ? value : wrong(where, "true or false", value);
    if (type == String.class) return value == null || value instanceof String ? value : wrong(where, "a string or null", value);
    if (type == Shape.class) return value == null ? null : shape(value, where);
    if (NUMBERS.containsKey(type)) return value == null ? null : numbers(type, value, where);
    if (type == Reduction.class) return reduction(value, where);
    if (type == Bidirectional.MergeMode.class && value == null) return Bidirectional.MergeMode.NONE;
    return value == null && NONE.contains(type) ? null : constant(type, value, where);
  }

  Object wrong(String where, String wanted, Object got) {
    problems.with(got).add(where, "must be %s, got %s", wanted, Problems.told(got));
    return null;
  }

  private Object integer(boolean nullable, String key, Object value, String where) {
    if (value == null && nullable || value instanceof Integer) return value;
    boolean oneAxis = key.equals("axis") && value instanceof List<?> axes && axes.size() == 1;
    if (oneAxis) return integer(false, "", ((List<?>) value).get(0), where);
    if (value instanceof Map) return wrong(where, "an integer; objects that make seeds are not supported yet", value);
    return wrong(where, "an integer of 32 bits", value);
  }

  private Object rate(Object value, String where) { return real(value, where) instanceof Double number ? Rate.of(number) : null; }

  private Object reals(Object value, String where) {
    if (value == null) return null;
    // a vector of TensorFlow, which Keras 3 makes of AUC's label_weights
    if (value instanceof Map<?, ?> vector && "__tensor__".equals(vector.get("class_name"))
        && vector.get("config") instanceof Map<?, ?> config)
      return reals(config.get("value"), where);
    if (!(value instanceof List<?> list)) return wrong(where, "a list of numbers", value);
    Limits.check(problems.file(), where, list.size(), limits.elements());
    List<Object> numbers = new ArrayList<>();
    for (Object each : list) if (real(each, where) instanceof Double number) numbers.add(number);
    return numbers.size() == list.size() ? numbers : null;
  }

  private Object real(Object value, String where) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) return number.doubleValue();
    // what Keras 2.0 made of an array of NumPy
    if (value instanceof Map<?, ?> array && "ndarray".equals(array.get("type")) && array.size() == 2)
      return real(array.get("value"), where);
    return wrong(where, "a number", value);
  }

  private Object numbers(Class<?> type, Object value, String where) {
    try {
      return NUMBERS.get(type).of.apply(value);
    } catch (KeravaException e) {
      return wrong(where, NUMBERS.get(type).wanted, value);
    }
  }

  /** A list of sizes, null where Keras has None; null with a problem. */
  Shape shape(Object value, String where) {
    List<Integer> sizes = new ArrayList<>();
    boolean fine = value instanceof List<?> list && list.size() <= AXES;
    if (fine) for (Object size : (List<?>) value) {
      fine &= size == null || size instanceof Integer number && number >= 0;
      sizes.add(size instanceof Integer number ? number : Shape.NONE);
    }
    return fine ? new Shape(sizes) : (Shape) wrong(where, "a list of at most " + AXES + " sizes", value);
  }

  private Object reduction(Object value, String where) {
    if (value == null) return Reduction.NONE;
    return "auto".equals(value) ? Reduction.SUM_OVER_BATCH_SIZE : constant(Reduction.class, value, where);
  }

  private Object constant(Class<?> type, Object value, String where) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) constants.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT), constant);
    Object name = "normal".equals(value) ? "truncated_normal" : value; // the older name, of VarianceScaling's distribution
    String word = String.valueOf(name).toLowerCase(Locale.ROOT);
    return constants.containsKey(word) ? constants.get(word) : wrong(where, "one of " + constants.keySet(), value);
  }
}
