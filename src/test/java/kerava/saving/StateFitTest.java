package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kerava.Warned;
import kerava.config.Limits;
import kerava.hdf5.Hdf5Dataset;
import kerava.network.Variable;
import kerava.optimizers.Adam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.saving.Packed.Format;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with an optimizer's state, the model is loaded, and told why the optimizer begins afresh. */
class StateFitTest {
  /** What is done to the variables, of which the first are scalars, and what is said of it. */
  private record Case(String what, Consumer<List<Hdf5Dataset>> change, String told) {}

  private static final List<Case> CASES = List.of(
      new Case("one is missing", list -> list.remove(list.size() - 1), "Adam must have %d variables for this model, got "),
      new Case("one is superfluous", list -> list.add(Hdf5Dataset.of(Shape.of(3), 1f, 2, 3)),
          "Adam must have %d variables for this model, got "),
      new Case("no slots after some steps", list -> list.subList(2, list.size()).clear(),
          "Adam must have %d variables for this model, got 2"),
      new Case("another shape", list -> list.set(4, Hdf5Dataset.of(Shape.of(2), 1f, 2)), "must have shape "),
      new Case("another rank", list -> list.set(list.size() - 1, Hdf5Dataset.of(Shape.of(1, 3), 1f, 2, 3)),
          "must have shape (3,) of the model's last/bias, got (1, 3)"),
      new Case("iterations in a list", list -> list.set(0, Hdf5Dataset.of(Shape.of(1), 7L)), "must be a scalar, got shape (1,)"),
      new Case("negative iterations", list -> list.set(0, Hdf5Dataset.of(Shape.of(), -7L)), "the iterations must not be negative, got -7"));

  @TempDir Path folder;

  /** As the format has them, of a model that has trained. */
  private static List<Hdf5Dataset> variables(Format format) {
    Optimizer optimizer = new Adam();
    List<Variable> weights = Packed.snapshot().built().trainable();
    List<NDArray> slots = weights.stream().map(weight -> new NDArray(weight.shape(), new float[weight.size()])).toList();
    OptimizerState state = new OptimizerState(7, 0.001f, Map.of("momentum", slots, "velocity", slots));
    OptimizerVariables order = format == Format.LEGACY_H5 ? OptimizerVariables.KERAS_2_LEGACY : OptimizerVariables.KERAS_3;
    return new ArrayList<>(order.write(state, optimizer, weights));
  }

  private static Map<String, Hdf5Dataset> named(Format format, List<Hdf5Dataset> variables) {
    Map<String, Hdf5Dataset> named = new LinkedHashMap<>();
    for (Hdf5Dataset variable : variables)
      named.put(
          format == Format.KERAS
              ? "" + named.size()
              : named.size() == 1 && format == Format.H5 ? "adam/learning_rate" : "adam/v" + named.size(),
          variable);
    return named;
  }

  private Path file(Format format, Map<String, Hdf5Dataset> optimizer) throws IOException {
    return Packed.file(folder, format, Packed.architecture(format.form), Packed.training(format.form), optimizer);
  }

  private static void afresh(Path file, String told) {
    Snapshot[] read = new Snapshot[1];
    List<String> warned = Warned.during(() -> read[0] = ModelFile.read(file, Limits.DEFAULT));
    assertEquals(1, warned.size(), warned.toString());
    assertTrue(warned.get(0).startsWith(file + ": the optimizer's state is left aside, so the training begins it afresh: ")
        && warned.get(0).contains(told), warned.get(0));
    assertNull(read[0].optimizerState());
    assertEquals(new Adam(), read[0].settings().optimizer());
    for (int i = 0; i < 4; i++) assertEquals(Packed.snapshot().weights().get(i), read[0].weights().get(i));
    String described = ModelFile.inspect(file, Limits.DEFAULT).stateLeftAside();
    assertNotNull(described);
    assertTrue(warned.get(0).endsWith(described), described);
  }

  @TestFactory Stream<DynamicTest> beginsAfresh() {
    return Stream.of(Format.KERAS, Format.H5, Format.LEGACY_H5).flatMap(format -> CASES.stream()
        .map(each -> DynamicTest.dynamicTest(format + ", " + each.what, () -> {
          List<Hdf5Dataset> variables = variables(format);
          int count = variables.size();
          each.change.accept(variables);
          afresh(file(format, named(format, variables)), String.format(each.told, count));
        })));
  }

  @TestFactory Stream<DynamicTest> names() {
    return Stream.of(Format.KERAS, Format.H5, Format.LEGACY_H5).map(format -> DynamicTest.dynamicTest(format.toString(), () -> {
      Map<String, Hdf5Dataset> named = named(format, variables(format));
      if (format == Format.KERAS) named.put("x", named.remove("4"));
      else named.put("adam/v4", null);
      afresh(file(format, named), format == Format.KERAS ? "its variables must be numbered from 0, got " : "it lists [adam/v4], which");
    }));
  }

  @TestFactory Stream<DynamicTest> isReadWhereItFits() {
    return Stream.of(Format.KERAS, Format.H5, Format.LEGACY_H5).map(format -> DynamicTest.dynamicTest(format.toString(), () -> {
      Path file = file(format, named(format, variables(format)));
      assertEquals(7, ModelFile.read(file, Limits.DEFAULT).optimizerState().iterations());
      assertNull(ModelFile.inspect(file, Limits.DEFAULT).stateLeftAside());
    }));
  }

  /** An optimizer that had not begun has nothing to lose. */
  @TestFactory Stream<DynamicTest> hasNotBegun() {
    return Stream.of(Format.KERAS, Format.H5, Format.LEGACY_H5).map(format -> DynamicTest.dynamicTest(format.toString(), () -> {
      List<Hdf5Dataset> first = new ArrayList<>(variables(format).subList(0, format == Format.LEGACY_H5 ? 1 : 2));
      first.set(0, Hdf5Dataset.of(Shape.of(), 0L));
      Path file = file(format, named(format, first));
      assertEquals(List.of(), Warned.during(() -> assertNull(ModelFile.read(file, Limits.DEFAULT).optimizerState())));
    }));
  }
}
