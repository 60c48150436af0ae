package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import kerava.engine.Devices;
import kerava.ops.Determinism;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models run where {@code --device} says, and a GPU that is not there is refused with the reason. */
class DeviceArgumentTest {
  @TempDir static Path temporary;
  private static ModelFolder folder;

  @BeforeAll static void make() { folder = ModelFolder.in(temporary); }

  private static Outcome predict(String more) { return folder.run("predict model.keras --x x.npy " + more); }

  @Test void theCpuGivesWhatItGivesUnasked() { assertEquals(predict("").out(), predict("--device CPU").out()); }

  @Test void otherWordsAreWrongUsage() {
    for (String word : new String[] {"tpu", "gpu:x", "gpu:-1"})
      assertEquals(new Outcome(2, "", "kerava: --device: must be cpu, gpu:0, gpu:1, ..., got '" + word + "'\n"),
          folder.run("evaluate model.keras --x x.npy --y y.npy --device " + word));
  }

  @Test void aGpuThatIsNotThereIsRefused() {
    assumeTrue(Devices.list().stream().noneMatch(device -> device.type().equals("GPU")), "there is a GPU");
    Outcome outcome = predict("--device gpu:0");
    assertTrue(outcome.code() == 1 && outcome.out().isEmpty(), outcome.toString());
    String begins = "kerava: --device: there is no gpu:0, TensorFlow sees no GPU; ",
        ends = "; say --device cpu, or nothing, to run without\n";
    assertTrue(outcome.err().startsWith(begins) && outcome.err().endsWith(ends), outcome.err());
    assertTrue(outcome.err().contains(Devices.whyNone()));
  }

  @Test void tensorFlowMustKnowOfDeterminismBefore() {
    assumeTrue(!Determinism.asked(), Determinism.VARIABLE + " is set");
    String told =
        "kerava: --deterministic: TensorFlow must know before Java starts; start by bin/kerava, or set TF_DETERMINISTIC_OPS=1\n";
    assertEquals(new Outcome(2, "", told), predict("--deterministic"));
  }

  @Test void devicesTellTheirMemory() {
    assertTrue(folder.run("devices").out().matches("(?s)/device:CPU:0 \\(CPU, \\d+\\.\\d GB\\)\n.*"));
    assertTrue(folder.run("devices --json").json().at("/devices/0/memory").asLong() > 1 << 28);
  }
}
