package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import kerava.config.Limits;
import kerava.layers.BatchNormalization;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.MeanSquaredError;
import kerava.network.Built;
import kerava.network.Network;
import kerava.network.Variable;
import kerava.optimizers.Adam;
import kerava.optimizers.OptimizerState;
import kerava.tensor.NDArray;
import kerava.training.CompileSettings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every bit of every number comes back: NaNs with their payloads, -0.0, denormals, infinities; also of models with hundreds of layers. */
class ExactNumbersTest {
  private static final int[] ODD =
      {0x7FC00000, 0x7FC12345, 0xFFC00001, 0x7F812345, 0x80000000, 0x00000001, 0x807FFFFF, 0x7F800000, 0xFF800000, 0x7F7FFFFF};

  @TempDir Path folder;

  private record Format(String name, Dialect dialect, boolean state) {}

  private static final List<Format> FORMATS =
      List.of(new Format("m.keras", Dialect.KERAS_3, true), new Format("m.h5", Dialect.KERAS_3, false),
          new Format("old.h5", Dialect.KERAS_2, true));

  @TestFactory Stream<DynamicTest> everyBit() { return each(model(3, "layer")); }

  /** 500 names of 200 bytes are more than one attribute of HDF5 holds. */
  @TestFactory Stream<DynamicTest> fiveHundredLayers() { return each(model(500, "n".repeat(190))); }

  private Stream<DynamicTest> each(Snapshot model) {
    return FORMATS.stream().map(format -> DynamicTest.dynamicTest(format.toString(), () -> {
      Path file = folder.resolve(format.name());
      ModelFile.write(file, model, format.dialect());
      Snapshot read = ModelFile.read(file, Limits.DEFAULT);
      assertEquals(ArchitectureJson.write(model.network(), model.built(), Dialect.KERAS_3),
          ArchitectureJson.write(read.network(), read.built(), Dialect.KERAS_3));
      assertEquals(model.settings(), read.settings());
      assertSame(model.weights(), read.weights());
      if (!format.state()) return;
      assertEquals(model.optimizerState().iterations(), read.optimizerState().iterations());
      model.optimizerState().slots().forEach((slot, values) -> assertSame(values, read.optimizerState().slots().get(slot)));
    }));
  }

  private static void assertSame(List<NDArray> expected, List<NDArray> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) assertArrayEquals(bits(expected.get(i).values()), bits(actual.get(i).values()));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(values[i]);
    return bits;
  }

  private static Snapshot model(int layers, String name) {
    Network network = Network.sequential("m", List.of(new Input(3), new BatchNormalization()));
    for (int i = 0; i < layers; i++) network = network.plus(new Dense(4).named(name + i));
    network.setTrainable(name + 1, false);
    Built built = network.build(network.inputShape());
    Random random = new Random(3);
    List<NDArray> weights = numbers(built.variables(), random);
    OptimizerState state = new OptimizerState(1L << 40, new Adam().learningRate().first(),
        Map.of("momentum", numbers(built.trainable(), random), "velocity", numbers(built.trainable(), random)));
    return new Snapshot(network, built, CompileSettings.of(new Adam(), new MeanSquaredError()), weights, state);
  }

  private static List<NDArray> numbers(List<Variable> variables, Random random) {
    List<NDArray> numbers = new ArrayList<>();
    for (Variable variable : variables) {
      float[] values = new float[variable.size()];
      for (int i = 0; i < values.length; i++)
        values[i] = Float.intBitsToFloat(random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : random.nextInt());
      numbers.add(new NDArray(variable.shape(), values));
    }
    return numbers;
  }
}
