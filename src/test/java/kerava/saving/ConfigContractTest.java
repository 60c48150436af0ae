package kerava.saving;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.config.Axes;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.config.Names;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.constraints.MaxNorm;
import kerava.initializers.HeNormal;
import kerava.initializers.Initializer;
import kerava.layers.Between;
import kerava.layers.Bidirectional;
import kerava.layers.Bits;
import kerava.layers.Dims;
import kerava.layers.Discretization;
import kerava.layers.Ends;
import kerava.layers.Factor;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.layers.Length;
import kerava.layers.Margins;
import kerava.layers.Margins3D;
import kerava.layers.Ngrams;
import kerava.layers.PReLU;
import kerava.layers.Padding;
import kerava.layers.Pair;
import kerava.layers.RNN;
import kerava.layers.Salt;
import kerava.layers.Softmax;
import kerava.layers.SpectralNormalization;
import kerava.layers.StackedRNNCells;
import kerava.layers.TimeDistributed;
import kerava.layers.Token;
import kerava.layers.Triple;
import kerava.layers.Values;
import kerava.layers.Wholes;
import kerava.layers.Words;
import kerava.losses.Loss;
import kerava.metrics.Accuracy;
import kerava.metrics.ClassIds;
import kerava.metrics.Metric;
import kerava.metrics.Thresholds;
import kerava.optimizers.Adam;
import kerava.optimizers.Nadam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerMap;
import kerava.optimizers.OptimizerOptions;
import kerava.optimizers.Patterns;
import kerava.optimizers.SGD;
import kerava.optimizers.schedules.ExponentialDecay;
import kerava.optimizers.schedules.Rate;
import kerava.optimizers.schedules.Schedule;
import kerava.random.Seed;
import kerava.regularizers.L1L2;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for every member of every family: in every form of JSON its config comes back the same, with each setting at its default and
 * at another value. A new member needs nothing here, but for a value of a setting that has no default.
 */
class ConfigContractTest {
  static final List<Class<?>> FAMILIES = List.of(Layer.class, Initializer.class, Optimizer.class, Loss.class, Metric.class,
      Regularizer.class, Constraint.class, Schedule.class);
  /** For settings without a default. */
  static final Map<String, Object> GIVEN =
      Map.ofEntries(entry("units", 7), entry("rate", 0.25), entry("activation", Activations.TANH), entry("filters", 4),
          entry("kernel_size", new Pair(2, 1)), entry("pool_size", new Pair(1, 2)), entry("dims", new Dims(2, 1)),
          entry("target_shape", new Dims(3, 2)), entry("axes", new Axes(1)), entry("input_dim", 11), entry("output_dim", 3),
          entry("num_heads", 2), entry("num_bins", 6), entry("num_tokens", 5), entry("bin_boundaries", List.of(0.25, 0.5)),
          entry("key_dim", 5), entry("head_dim", 5), entry("num_query_heads", 4), entry("num_key_value_heads", 2),
          entry("inner_optimizer", new SGD(0.25)),
          entry("optimizer_map", new OptimizerMap(new SGD(0.25)).with(".*bias", new Adam(0.125))),
          entry("n", 3), entry("equation", "abc,cd->abd"), entry("output_shape", Shape.of(Shape.NONE, 7)),
          entry("factor", new Between(0.25, 0.5)), entry("scale", 0.5), entry("stddev", 0.125),
          entry("height_factor", Factor.of(-0.25, 0.5)), entry("width_factor", Factor.of(0.25)),
          entry("RandomPosterization factor", new Bits(2, 5)),
          entry("AveragePooling1D pool_size", new Length(2)),
          entry("Conv1D kernel_size", new Length(2)), entry("DepthwiseConv1D kernel_size", new Length(2)),
          entry("SeparableConv1D kernel_size", new Length(2)), entry("Conv1DTranspose kernel_size", new Length(2)),
          entry("Conv3D kernel_size", new Triple(2, 1, 3)), entry("Conv3DTranspose kernel_size", new Triple(2, 1, 3)),
          entry("ConvLSTM1D kernel_size", new Length(2)), entry("ConvLSTM3D kernel_size", new Triple(2, 1, 3)),
          entry("AveragePooling3D pool_size", new Triple(1, 2, 3)),
          entry("height", 3), entry("width", 4), entry("output_size", new Pair(2, 3)),
          entry("AdaptiveAveragePooling1D output_size", new Length(2)), entry("AdaptiveMaxPooling1D output_size", new Length(2)),
          entry("AdaptiveAveragePooling3D output_size", new Triple(2, 2, 3)),
          entry("AdaptiveMaxPooling3D output_size", new Triple(2, 2, 3)),
          entry("initial_learning_rate", 0.5), entry("decay_steps", 7.0), entry("decay_rate", 0.75), entry("first_decay_steps", 9.0),
          entry("specificity", 0.5), entry("sensitivity", 0.5), entry("recall", 0.5), entry("precision", 0.5), entry("num_classes", 3),
          entry("target_class_ids", new ClassIds(0, 2)), entry("boundaries", List.of(3.0, 11.0)),
          entry("values", List.of(0.5, 0.25, 0.125)));

  @TestFactory Stream<DynamicTest> everyConfigComesBack() {
    return FAMILIES.stream().flatMap(family -> Family.members(family).values().stream())
        .filter(member -> !Set.of(Input.class, Accuracy.class).contains(member)) // no classes of Keras, see ObjectReader
        .filter(member -> !Set.of(TimeDistributed.class, Bidirectional.class, SpectralNormalization.class, RNN.class, StackedRNNCells.class)
            .contains(member)) // of layers, see FormatContractTest
        .flatMap(member -> Stream.of(ObjectWriter.values()).map(form -> DynamicTest.dynamicTest(member.getSimpleName() + " " + form, () -> {
          for (Record record : variants(member)) comesBack(record, form);
        })));
  }

  private static void comesBack(Record record, ObjectWriter form) {
    try {
      assertEquals(written(record, form.dialect()), roundTrip(record, form));
    } catch (KeravaException refused) {
      assertTrue(form.dialect() == Dialect.KERAS_2 && refused.getMessage().startsWith("save: Keras 2"), refused.getMessage());
    }
  }

  /** With all defaults, with each setting changed by itself, and with all of them changed that may be together. */
  static List<Record> variants(Class<?> member) {
    for (String key : Settings.required(member))
      assertTrue(GIVEN.containsKey(key), () -> member + " has no default for " + key + "; add a value to GIVEN in ConfigContractTest");
    return variants((Record) Settings.build(member, given(member)));
  }

  /** What is given to a class by its own name, else to all. */
  static Map<String, Object> given(Class<?> member) {
    Map<String, Object> given = new HashMap<>();
    for (String key : Settings.required(member)) given.put(key, GIVEN.getOrDefault(member.getSimpleName() + " " + key, GIVEN.get(key)));
    return given;
  }

  private static List<Record> variants(Record plain) {
    Record all = plain;
    List<Record> variants = new ArrayList<>(List.of(plain));
    for (var component : plain.getClass().getRecordComponents()) {
      if (component.getType() == LayerOptions.class || isArgument(plain, component.getName())) continue;
      if (component.getType() == OptimizerOptions.class) {
        for (Record options : variants(((Optimizer) plain).options())) {
          variants.add(Settings.with(plain, component.getName(), options));
          all = Settings.with(all, component.getName(), options);
        }
        continue;
      }
      if (component.getName().equals("excludedFromWeightDecay")) continue; // which Keras keeps in no file
      Object value = plain instanceof Softmax || plain instanceof PReLU && component.getType() == Axes.class
          ? new Axes(1)
          : other(component.getName(), component.getType(), Settings.of(plain).get(Names.settingKey(component.getName())));
      if (!component.getName().equals("numLabels")) // which AUC has with multiLabel alone
        variants.add(withToo(plain, component.getName(), value));
      all = withToo(all, component.getName(), value);
    }
    variants.add(all);
    return variants;
  }

  /** Without it where it may not be together with the others. */
  private static Record withToo(Record record, String name, Object value) {
    try {
      return Settings.with(record, name, value);
    } catch (KeravaException e) {
      return record;
    }
  }

  /** Which stands in the JSON of a model, not in a layer's config. */
  private static boolean isArgument(Record record, String component) {
    return record instanceof Layer layer && layer.callArguments().containsKey(Names.settingKey(component));
  }

  private static Object other(String key, Class<?> type, Object value) {
    if (type == Integer.class) return 7;
    if (type == Long.class) return 77L;
    if (type == Words.class) return new Words("가", "b c");
    if (type == Wholes.class) return new Wholes(1L << 60, -3);
    if (type == Token.class) return new Token("이름 2");
    if (type == Salt.class) return new Salt(1L << 60, -3);
    if (type == int.class) return (int) value + 3;
    if (type == Seed.class) return Seed.of(77);
    if (type == double.class) return (double) value == 0 ? 0.125 : (double) value / 2;
    if (type == Rate.class) return new ExponentialDecay(0.125, 7, 0.5, true);
    if (type == Double.class) return 0.375;
    if (type == List.class) return value == null ? List.of(0.25, 0.5) : ((List<?>) value).stream().map(each -> (double) each * 2).toList();
    if (type == boolean.class) return !(boolean) value;
    if (type == String.class) return "이름 1";
    if (type == Shape.class) return key.equals("outputShape") ? Shape.of(2, 3) : Shape.of(Shape.NONE, 1, 3);
    if (type == Initializer.class) return new HeNormal(77);
    if (type == Pair.class && key.equals("strides")) return new Pair(((Pair) value).height() + 1);
    if (type == Pair.class) return new Pair(((Pair) value).height() + 1, ((Pair) value).width() + 2);
    if (type == Triple.class) return new Triple(((Triple) value).depth() + 1, ((Triple) value).height() + 1, ((Triple) value).width() + 1);
    if (type == Margins3D.class) return new Margins3D(new Ends(1, 2), new Ends(0, 3), new Ends(2, 1));
    if (type == Length.class) return new Length(((Length) value).steps() + 1);
    if (type == Ends.class) return new Ends(2, 3);
    if (type == Between.class) return new Between(((Between) value).lower() / 2, ((Between) value).upper() / 2);
    if (type == Factor.class) return Factor.of(0.25, 0.375);
    if (type == Bits.class) return new Bits(((Bits) value).least() + 1, ((Bits) value).most() + 1);
    if (type == Thresholds.class) return new Thresholds(List.of(0.25, 0.5));
    if (type == ClassIds.class) return new ClassIds(1);
    if (type == Axes.class) return new Axes(-1, 2);
    if (type == Dims.class && value == null) return new Dims(0, 0); // of Conv2DTranspose, refused by its kin
    if (type == Dims.class && ((Dims) value).numbers().size() == 1) return new Dims(1, 2);
    if (type == Values.class) return Values.of(0.5);
    if (type == Dims.class) return new Dims(((Dims) value).numbers().get(1), ((Dims) value).numbers().get(0));
    if (type == Margins.class) return new Margins(2, 3, 4, 0);
    if (type == Activations.class || type == ActivationFunction.class) return Activations.SELU;
    if (type == Regularizer.class) return new L1L2(0.25, 0.125);
    if (type == Optimizer.class) return new Adam(0.125).withClipnorm(0.5);
    if (type == OptimizerMap.class)
      return new OptimizerMap(new Adam(0.5)).with(".*/kernel", new SGD(0.25).withClipnorm(0.5)).with(".*bi[a-z]s", new Nadam());
    if (type == Constraint.class) return new MaxNorm(3);
    if (type == Padding.class) return Padding.SAME;
    if (type == Ngrams.class) return Ngrams.of(3, 1);
    if (type == Patterns.class) return new Patterns("k.rnel$");
    if (type.isEnum()) return type.getEnumConstants()[type.getEnumConstants().length - 1];
    throw new AssertionError("no other value of " + type + "; add one in ConfigContractTest.other");
  }

  /**
   * Keras 2 has some initializers under a more general name alone, recurrent layers without a seed, and boundaries of bins without their
   * number.
   */
  static Record written(Record record, Dialect dialect) {
    Record written = dialect == Dialect.KERAS_2 && record instanceof Discretization bins && bins.binBoundaries() != null
        ? Settings.with(bins, "numBins", null)
        : record;
    for (var component : record.getClass().getRecordComponents()) {
      Object value = Settings.of(record).get(Names.settingKey(component.getName()));
      if (dialect == Dialect.KERAS_2 && value instanceof Initializer initializer)
        written = Settings.with(written, component.getName(), initializer.general());
      if (dialect == Dialect.KERAS_2 && value instanceof Seed && record instanceof Layer layer && ObjectWriter.isSeedless(layer))
        written = Settings.with(written, component.getName(), Seed.drawn());
      if (record instanceof RNN && value instanceof Layer cell)
        written = Settings.with(written, component.getName(), written((Record) cell, dialect));
      if (dialect == Dialect.KERAS_2 && component.getType() == OptimizerOptions.class)
        written = Settings.with(written, component.getName(), withoutAverages(((Optimizer) record).options()));
    }
    return written;
  }

  /** How averages would be made if there were any, which Keras 2 does not tell. */
  private static OptimizerOptions withoutAverages(OptimizerOptions options) {
    OptimizerOptions usual = OptimizerOptions.NONE;
    return Settings.with(Settings.with(options, "emaMomentum", usual.emaMomentum()), "emaOverwriteFrequency",
        usual.emaOverwriteFrequency());
  }

  private static Object roundTrip(Record record, ObjectWriter form) {
    String text = Json.write(form.object(ObjectWriter.module(record), record.getClass().getSimpleName(), form.config(record)));
    Problems problems = new Problems("test");
    Object read =
        new ObjectReader(problems, form.dialect(), Limits.DEFAULT, Custom.NONE).read(family(record),
            Json.read(text, "test", Limits.DEFAULT), "it");
    assertEquals(List.of(), problems.list(), text);
    return read;
  }

  private static Class<?> family(Record record) {
    return FAMILIES.stream().filter(family -> family.isInstance(record)).findFirst().orElseThrow();
  }
}
