package kerava.interop;

import java.util.stream.Stream;
import kerava.data.TextGoldens;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** A classifier that learns from texts in files has the bits that it has in Keras on this machine. */
@Tag("interop") class TextsInterop {
  @TestFactory Stream<DynamicTest> texts() {
    TextGoldens goldens = new TextGoldens(Python.lines("goldens.py", "--print", "texts").get(0));
    DynamicTest fit = DynamicTest.dynamicTest("a fit", () -> goldens.fit(0));
    return Stream.of(Stream.of(fit), goldens.datasets(), goldens.pads()).flatMap(tests -> tests);
  }
}
