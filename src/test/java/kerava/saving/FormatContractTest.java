package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.Warned;
import kerava.config.Family;
import kerava.config.Limits;
import kerava.config.Members;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.network.LayerState;
import kerava.network.Network;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every member of every family, with its defaults and with all settings changed, goes through whole files of every format and dialect, and
 * comes back with its weights and the optimizer's state. A new member needs nothing here, unless it does not take samples of two axes: then
 * a model for it in {@link FormatModels}.
 */
class FormatContractTest {
  /** A way into a file and back, and what of the model it keeps. */
  private enum Format {
    KERAS(".keras", Dialect.KERAS_3, true, true),
    H5(".h5", Dialect.KERAS_3, true, false),
    KERAS_2_H5(".h5", Dialect.KERAS_2, true,
        true),
    JSON(".json", Dialect.KERAS_3, false, false),
    KERAS_2_JSON(".json", Dialect.KERAS_2, false,
        false),
    WEIGHTS(".weights.h5", Dialect.KERAS_3, true, true),
    OLD_WEIGHTS("-old.h5", Dialect.KERAS_2, true, false);

    private final String ending;
    private final Dialect dialect;
    private final boolean weights, state;

    Format(String ending, Dialect dialect, boolean weights, boolean state) {
      this.ending = ending;
      this.dialect = dialect;
      this.weights = weights;
      this.state = state;
    }

    boolean weightsAlone() { return this == WEIGHTS || this == OLD_WEIGHTS; }

    Snapshot through(Path folder, Snapshot model) {
      Path file = folder.resolve("m" + ending);
      if (weightsAlone()) {
        ModelFile.writeWeights(file, model);
        return ModelFile.readWeights(file, model.with(null, null), Limits.DEFAULT);
      }
      if (weights) ModelFile.write(file, model, dialect);
      else ModelFile.writeText(file, ArchitectureJson.write(model.network(), model.built(), dialect));
      return ModelFile.read(file, Limits.DEFAULT);
    }
  }

  @TempDir Path folder;

  @Test void everyFamilyIsHere() throws IOException {
    Path classes = Path.of("target", "classes");
    try (Stream<Path> files = Files.walk(classes)) {
      Set<Class<?>> sealed = files.map(file -> classes.relativize(file).toString()).filter(name -> name.endsWith(".class"))
          .map(name -> name.replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."))
          .filter(name -> name.startsWith("kerava.") && !name.matches("kerava\\.(cli|notebooks)\\..*"))
          .map(FormatContractTest::type).filter(type -> type.isAnnotationPresent(Members.class)).collect(Collectors.toSet());
      assertEquals(sealed, Set.copyOf(ConfigContractTest.FAMILIES),
          "families whose members files may hold; say in FormatModels how a model has one");
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, FormatContractTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @TestFactory Stream<DynamicTest> everyMemberComesBack() {
    return ConfigContractTest.FAMILIES.stream().flatMap(family -> Family.members(family).values().stream())
        .flatMap(member -> Stream.of(Format.values()).map(format -> DynamicTest.dynamicTest(member.getSimpleName() + " " + format, () -> {
          for (Snapshot model : FormatModels.of(member)) Warned.during(() -> comesBack(model, format));
        })));
  }

  private void comesBack(Snapshot model, Format format) {
    Snapshot read;
    try {
      read = format.through(folder, model);
    } catch (KeravaException refused) {
      assertTrue(format.dialect == Dialect.KERAS_2 && refused.getMessage().startsWith("save: Keras 2"), refused.getMessage());
      return;
    }
    assertEquals(layers(model, format.dialect), layers(read, format.dialect));
    if (format.weights) for (int i = 0; i < model.weights().size(); i++) assertEquals(model.weights().get(i), read.weights().get(i));
    if (format.weights)
      assertEquals(model.settings().compiled(model.network().outputNames()), read.settings().compiled(read.network().outputNames()));
    assertEquals(format.state, read.optimizerState() != null);
    if (!format.state) return;
    assertEquals(model.optimizerState().iterations(), read.optimizerState().iterations());
    assertEquals(model.optimizerState().learningRate(), read.optimizerState().learningRate());
    assertEquals(model.optimizerState().own(), read.optimizerState().own());
    assertEquals(model.optimizerState().lossScale(), read.optimizerState().lossScale());
    assertEquals(model.optimizerState().slots().keySet(), read.optimizerState().slots().keySet());
    model.optimizerState().slots().forEach((slot, values) -> {
      for (int i = 0; i < values.size(); i++) assertEquals(values.get(i), read.optimizerState().slots().get(slot).get(i), slot);
    });
  }

  private static List<Object> layers(Snapshot model, Dialect dialect) {
    return layers(model.network().layers(), dialect);
  }

  /** With the names that they have in the model; whether it is trainable is a matter of what is in a model inside. */
  private static List<Object> layers(List<Layer> layers, Dialect dialect) {
    return layers.stream().<Object>map(layer -> layer instanceof Network nested
        ? List.of(LayerState.name(layer), layers(nested.layers(), dialect))
        : List.of(LayerState.name(layer), ConfigContractTest.written((Record) layer.with(null), dialect),
            LayerState.trainable(layer) || layer instanceof Input))
        .toList();
  }
}
