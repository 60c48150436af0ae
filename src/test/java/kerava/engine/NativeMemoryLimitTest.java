package kerava.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kerava.ChildJvm;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** JavaCPP's limit of a process's memory is off, which costs each native object a question to the system, unless the program sets it. */
class NativeMemoryLimitTest {
  /** Predicts, and tells the limit. */
  static final class Predicts {
    public static void main(String[] args) {
      try (Sequential model = new Sequential(new Input(3), new Dense(2))) {
        model.predict(NDArray.of(Shape.of(1, 3), 1f, 2f, 3f));
      }
      System.out.println("limit " + Pointer.maxPhysicalBytes());
    }
  }

  @Test void theLimitIsOff() { assertEquals("limit 0", told(List.of())); }

  @Test void theProgramsOwnStays() {
    assertEquals("limit " + (3L << 30), told(List.of("-Dorg.bytedeco.javacpp.maxPhysicalBytes=3g")));
    assertEquals("limit 0", told(List.of("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0")));
  }

  private static String told(List<String> options) {
    ChildJvm.Outcome outcome = ChildJvm.run(options, Predicts.class);
    return outcome.output().lines().filter(line -> line.startsWith("limit ")).findFirst().orElse(outcome.output());
  }
}
