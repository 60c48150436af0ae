package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.ChildJvm;
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

  @Test void aCheckTrainsOnTheCpuAndOnTheDevice() {
    Outcome told = folder.run("devices --check --device cpu --only mlp50,dnn-adam --limit 70");
    assertEquals(0, told.code(), told.err());
    String line = "%s +loss \\d\\.\\d{4} on the CPU, \\d\\.\\d{4} on cpu; two trainings with equal bits; \\d+ us a step\n";
    assertTrue(told.out().matches("(?s).*" + String.format(line + line, "mlp50", "dnn-adam")), told.out());
    var json = folder.run("devices --check --device cpu --only mlp50 --limit 70 --json").json();
    assertTrue(json.at("/runs/0/equal_bits").asBoolean() && json.at("/runs/0/near").asBoolean(), json.toString());
    assertEquals(json.at("/runs/0/cpu_loss"), json.at("/runs/0/loss"));
  }

  @Test void whatACheckTakesGoesWithOne() {
    for (String option : List.of("only mlp50", "limit 3", "device cpu", "deterministic"))
      assertEquals(new Outcome(2, "", "kerava: devices: --" + option.split(" ")[0] + " goes with --check, got it alone\n"),
          folder.run("devices --" + option));
  }

  /** A library for GPUs is told by its folder, which an empty one stands for here. */
  @Test void aLibraryForGpusThatSeesNoneIsTold(@TempDir Path gpus) throws IOException {
    assumeTrue(Devices.list().stream().noneMatch(device -> device.type().equals("GPU")), "there is a GPU");
    Files.createDirectories(gpus.resolve("org/tensorflow/internal/c_api/linux-x86_64-gpu"));
    List<String> options = List.of("-Xbootclasspath/a:" + gpus);
    String warning = "kerava: warning: TensorFlow's library for GPUs sees no GPU, so that models run on the CPU: lib",
        unasked = train(options).output();
    assertEquals(2, (unasked + " ").split(warning).length, unasked);
    assertFalse(train(List.of(options.get(0), "-Dkerava.device=cpu")).output().contains("warning"));
  }

  private static ChildJvm.Outcome train(List<String> options) {
    return ChildJvm.run(options, Main.class, "run", "dnn", "--only", "xor", "--epochs", "2", "--seed", "1", "--json");
  }

  @Test void devicesTellTheirMemory() {
    assertTrue(folder.run("devices").out().matches("(?s)/device:CPU:0 \\(CPU, \\d+\\.\\d GB\\)\n.*"));
    assertTrue(folder.run("devices --json").json().at("/devices/0/memory").asLong() > 1 << 28);
  }
}
