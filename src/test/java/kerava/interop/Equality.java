package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kerava.activations.Activations;
import kerava.config.Family;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.models.Model;
import kerava.network.Network;
import kerava.optimizers.Optimizer;
import kerava.optimizers.schedules.Schedule;
import kerava.regularizers.Regularizer;
import kerava.training.CompileSettings;

/** What has been in a training that had Python's bits, by family: what docs/equality.md tells. */
final class Equality {
  static final Path PAGE = Path.of("docs", "equality.md");
  static final List<Class<?>> FAMILIES = List.of(Layer.class, Activations.class, Initializer.class, Regularizer.class, Constraint.class,
      Loss.class, Metric.class, Optimizer.class, Schedule.class);
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");
  private static final Map<String, Set<String>> EQUAL = new TreeMap<>();

  private Equality() {}

  /** {@code model}, trained live, had every bit: so had all that it is made of. */
  static synchronized void had(Model model) {
    gather(model.network(), model.settings());
  }

  private static void gather(Object... parts) {
    for (Object part : parts) {
      if (part instanceof Enum<?> activation && activation instanceof Activations) note(Activations.class, activation.name());
      if (part instanceof Network network) network.layers().forEach(Equality::gather);
      else
        if (part instanceof CompileSettings compiled)
          gather(compiled.optimizer(), compiled.losses().values(), compiled.outputMetrics().values(), compiled.weightedMetrics().values());
        else
          if (part instanceof Iterable<?> several) several.forEach(Equality::gather);
          else if (part instanceof Map<?, ?> named) named.values().forEach(Equality::gather);
          else if (part instanceof Record record) gather(Settings.of(record).values());
      for (Class<?> family : FAMILIES)
        if (family.isInstance(part) && family != Activations.class) note(family, part.getClass().getSimpleName());
    }
  }

  private static void note(Class<?> family, String member) {
    if (members(family).contains(member)) EQUAL.computeIfAbsent(title(family), title -> new TreeSet<>()).add(member);
  }

  /** The part of the page that tells of {@code family}. */
  static String title(Class<?> family) {
    return family == Activations.class ? "Activations" : family.getSimpleName() + (family == Loss.class ? "es" : "s");
  }

  static Set<String> members(Class<?> family) {
    if (family != Activations.class) return new TreeSet<>(Family.members(family).keySet());
    return List.of(Activations.values()).stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /** A callback that Keras calls {@code name} was told the same, and did the same. */
  static synchronized void had(String name) { EQUAL.computeIfAbsent("Callbacks", title -> new TreeSet<>()).add(name); }

  /** The page names each of them as equal, and if {@code all} were compared no other. */
  static void checkPage(boolean all) throws IOException {
    Map<String, Set<String>> told = new TreeMap<>();
    for (var part : told().entrySet()) if (EQUAL.containsKey(part.getKey())) told.put(part.getKey(), part.getValue().get(0));
    if (!all) told.replaceAll((title, names) -> {
      Set<String> had = new TreeSet<>(names);
      had.retainAll(EQUAL.get(title));
      return had;
    });
    assertEquals(EQUAL, told, PAGE.toString());
  }

  /** By family, the names on the page: those that are equal, and the others. */
  static Map<String, List<Set<String>>> told() throws IOException {
    Map<String, List<Set<String>>> told = new LinkedHashMap<>();
    for (String part : Files.readString(PAGE).split("(?m)^## ")) {
      List<Set<String>> sides = new ArrayList<>();
      for (String side : part.split("(?m)^Not in one:"))
        sides.add(NAME.matcher(side).results().map(found -> found.group(1)).collect(
            Collectors.toCollection(TreeSet::new)));
      told.put(part.lines().findFirst().orElse(""), sides);
    }
    return told;
  }
}
