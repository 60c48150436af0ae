package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A window that does not fit into what it is to go over, however little is missing, and what no tensor can hold. */
class WindowsTest {
  private static final int WINDOW = 5;
  private static final List<Layer> ALONG = List.of(new Conv1D(2, WINDOW), new DepthwiseConv1D(WINDOW), new SeparableConv1D(2, WINDOW),
      new MaxPooling1D(WINDOW), new AveragePooling1D(WINDOW)),
      IMAGES = List.of(new Conv2D(2, WINDOW), new DepthwiseConv2D(WINDOW), new SeparableConv2D(2, WINDOW), new MaxPooling2D(WINDOW),
          new AveragePooling2D(WINDOW)),
      VOLUMES = List.of(new Conv3D(2, WINDOW), new MaxPooling3D(WINDOW), new AveragePooling3D(WINDOW));

  @TestFactory Stream<DynamicTest> aWindowFitsOrIsRefused() {
    return Stream.of(fits(ALONG, size -> Shape.of(Shape.NONE, size, 3)), fits(IMAGES, size -> Shape.of(Shape.NONE, 9, size, 3)),
        fits(VOLUMES, size -> Shape.of(Shape.NONE, 7, 9, size, 3)),
        fits(List.of(new ConvLSTM2D(2, WINDOW)), size -> Shape.of(Shape.NONE, 4, 9, size, 3))).flatMap(tests -> tests);
  }

  private static Stream<DynamicTest> fits(List<Layer> layers, IntFunction<Shape> input) {
    return layers.stream()
        .flatMap(layer -> IntStream.rangeClosed(1, WINDOW).mapToObj(size -> DynamicTest.dynamicTest(layer + " " + size, () -> {
          List<Shape> given = List.of(input.apply(size));
          if (size == WINDOW) assertTrue(ShapeRule.of(layer, given).get(0).dropFirst().isKnown());
          else
            assertEquals(layer.className() + ": no window",
                assertThrows(KeravaException.class, () -> ShapeRule.of(layer, given)).getMessage()
                    .substring(0, (layer.className() + ": no window").length()));
        })));
  }

  @TestFactory Stream<DynamicTest> whatIsTooLargeForATensorIsRefused() {
    return Stream.of(new Flatten().apply(new Input(2, 2).tensor()).madeBy().layer(), new UpSampling2D(new Pair(1_000_000)), new Flatten())
        .map(layer -> {
          Shape huge =
              layer instanceof UpSampling2D ? Shape.of(Shape.NONE, 10_000, 10_000, 3) : Shape.of(Shape.NONE, 100_000, 100_000, 100_000);
          return DynamicTest.dynamicTest(layer.className(), () -> tooLarge(() -> ShapeRule.of(layer, List.of(huge))));
        });
  }

  @TestFactory Stream<DynamicTest> sumsAndWeightsToo() {
    Shape widest = Shape.of(Shape.NONE, Integer.MAX_VALUE), five = Shape.of(Shape.NONE, 5);
    return Stream.of(DynamicTest.dynamicTest("Concatenate", () -> tooLarge(() -> ShapeRule.of(new Concatenate(), List.of(widest, five)))),
        DynamicTest.dynamicTest("Dense",
            () -> tooLarge(() -> new kerava.models.Sequential(new Input(100_000), new Dense(1_000_000)).getWeights())));
  }

  private static void tooLarge(org.junit.jupiter.api.function.Executable use) {
    String said = assertThrows(KeravaException.class, use).getMessage();
    assertTrue(said.contains("is too large, for a ") && said.contains("2147483647 numbers at most"), said);
  }
}
