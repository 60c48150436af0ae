package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kerava.activations.Activations;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.initializers.HeNormal;
import kerava.initializers.Initializer;
import kerava.layers.Bidirectional;
import kerava.layers.CallForm;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.layers.TimeDistributed;
import kerava.losses.Loss;
import kerava.metrics.Accuracy;
import kerava.metrics.Metric;
import kerava.optimizers.Optimizer;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for every member of every family: in every form of JSON its config comes back the same, with each setting at its default and at another
 * value. A new member needs nothing here, but for a value of a setting that has no default.
 */
class ConfigContractTest {
  static final List<Class<?>> FAMILIES = List.of(Layer.class, Initializer.class, Optimizer.class, Loss.class, Metric.class);
  /** For settings without a default. */
  private static final Map<String, Object> GIVEN =
      Map.of("units", 7, "rate", 0.25, "activation", Activations.TANH, "input_dim", 11, "output_dim", 3, "num_heads", 2, "key_dim", 5);

  @TestFactory Stream<DynamicTest> everyConfigComesBack() {
    return FAMILIES.stream().flatMap(family -> Family.members(family).values().stream())
        .filter(member -> !Set.of(Input.class, Accuracy.class).contains(member)) // no classes of Keras, see ObjectReader
        .filter(member -> !Set.of(TimeDistributed.class, Bidirectional.class).contains(member)) // of layers, see FormatContractTest
        .flatMap(member -> Stream.of(ObjectWriter.values()).map(form -> DynamicTest.dynamicTest(member.getSimpleName() + " " + form, () -> {
          for (Record record : variants(member)) assertEquals(written(record, form.dialect()), roundTrip(record, form));
        })));
  }

  /** With all defaults, with each setting changed by itself, and with all of them changed that may be together. */
  static List<Record> variants(Class<?> member) {
    for (String key : Settings.required(member))
      assertTrue(GIVEN.containsKey(key), () -> member + " has no default for " + key + "; add a value to GIVEN in ConfigContractTest");
    Record plain = (Record) Settings.build(member, GIVEN), all = plain;
    List<Record> variants = new ArrayList<>(List.of(plain));
    for (var component : member.getRecordComponents()) {
      if (component.getType() == LayerOptions.class || isArgument(plain, component.getName())) continue;
      Object value =
          other(component.getName(), component.getType(), Settings.of(plain).get(kerava.config.Names.settingKey(component.getName())));
      variants.add(Settings.with(plain, component.getName(), value));
      all = Settings.with(all, component.getName(), value);
    }
    variants.add(all);
    return variants;
  }

  /** Which stands in the JSON of a model, not in a layer's config. */
  private static boolean isArgument(Record record, String component) {
    return record instanceof Layer layer && layer.callArguments().containsKey(kerava.config.Names.settingKey(component));
  }

  private static Object other(String key, Class<?> type, Object value) {
    if (type == Integer.class) return 7;
    if (type == int.class) return (int) value + 3;
    if (type == Seed.class) return Seed.of(77);
    if (type == double.class) return (double) value == 0 ? 0.125 : (double) value / 2;
    if (type == boolean.class) return !(boolean) value;
    if (type == String.class) return "이름 1";
    if (type == Shape.class) return key.equals("outputShape") ? Shape.of(2, 3) : Shape.of(Shape.NONE, 1, 3);
    if (type == Initializer.class) return new HeNormal(77);
    if (type == Activations.class) return Activations.SELU;
    if (type.isEnum()) return type.getEnumConstants()[type.getEnumConstants().length - 1];
    throw new AssertionError("no other value of " + type + "; add one in ConfigContractTest.other");
  }

  /** Keras 2 has some initializers under a more general name alone, and recurrent layers without a seed. */
  static Record written(Record record, Dialect dialect) {
    Record written = record;
    for (var component : record.getClass().getRecordComponents()) {
      Object value = Settings.of(record).get(kerava.config.Names.settingKey(component.getName()));
      if (dialect == Dialect.KERAS_2 && value instanceof Initializer initializer)
        written = Settings.with(written, component.getName(), initializer.general());
      if (dialect == Dialect.KERAS_2 && value instanceof Seed && record instanceof Layer layer && layer.callForm() == CallForm.SEQUENCE)
        written = Settings.with(written, component.getName(), Seed.drawn());
    }
    return written;
  }

  private static Object roundTrip(Record record, ObjectWriter form) {
    String text = Json.write(form.object(ObjectWriter.module(record), record.getClass().getSimpleName(), form.config(record)));
    Problems problems = new Problems("test");
    Object read =
        new ObjectReader(problems, form.dialect(), Limits.DEFAULT).read(family(record), Json.read(text, "test", Limits.DEFAULT), "it");
    assertEquals(List.of(), problems.list(), text);
    return read;
  }

  private static Class<?> family(Record record) {
    return FAMILIES.stream().filter(family -> family.isInstance(record)).findFirst().orElseThrow();
  }
}
