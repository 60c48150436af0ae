package kerava.cli;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kerava.engine.Devices;
import kerava.notebooks.Mode;
import kerava.notebooks.NotebookRunner;
import kerava.notebooks.RunResult;
import kerava.ops.Determinism;

/**
 * {@code kerava devices --check}: what the notebooks train, for two epochs of a few samples, on the CPU and twice on a device. The losses
 * must be near each other, and the two trainings must have equal bits where those are promised: on a CPU, and with {@code --deterministic}.
 */
final class DeviceCheck {
  private static final int EPOCHS = 2;
  private static final long SEED = 42;
  /** Of a loss: a GPU may round what it multiplies to 19 bits. */
  private static final double NEAR = .05;

  /** What was seen of a run. Times: microseconds of a step in the usual mode and in fast mode, which serves GPUs; null on a CPU. */
  record Checked(String run, double cpuLoss, double loss, boolean near, boolean equalBits, double exact, Double fast) {
    String line(String device) {
      return String.format(Locale.ROOT, "%-20s loss %.4f on the CPU, %.4f on %s%s; two trainings %s; %.0f us a step%s", run, cpuLoss, loss,
          device,
          near ? "" : " (FAR OFF)", equalBits ? "with equal bits" : "differ", exact,
          fast == null ? "" : String.format(Locale.ROOT, ", fast %.0f", fast));
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("run", run);
      json.put("cpu_loss", cpuLoss);
      json.put("loss", loss);
      json.put("near", near);
      json.put("equal_bits", equalBits);
      json.put("microseconds_per_step", exact);
      if (fast != null) json.put("fast_microseconds_per_step", fast);
      return json;
    }
  }

  private final String device;
  private final int limit;
  private final Console console;

  DeviceCheck(String device, int limit, Console console) {
    this.device = device;
    this.limit = limit;
    this.console = console;
  }

  /** Checks {@code runs}, telling each; fails in the end if one was not as it must be. */
  void all(List<String> runs) {
    List<Checked> seen = new ArrayList<>();
    for (String run : runs) {
      seen.add(checked(run));
      console.println(seen.get(seen.size() - 1).line(device));
    }
    if (console.json()) console.printJson(Map.of("device", device, "runs", seen.stream().map(Checked::json).toList()));
    boolean promised = Determinism.asked() || onCpu();
    List<String> failed = seen.stream().filter(each -> !each.near() || promised && !each.equalBits()).map(Checked::run).toList();
    require(failed.isEmpty(), "devices --check: %d of %d are not as they must be: %s", failed.size(), seen.size(),
        String.join(", ", failed));
  }

  private Checked checked(String run) {
    RunResult cpu = trained(run, "cpu", Mode.EXACT);
    RunResult first = trained(run, device, Mode.EXACT), second = trained(run, device, Mode.EXACT);
    RunResult fast = onCpu() ? null : trained(run, device, Mode.FAST);
    boolean near = isNear(first, cpu) && (fast == null || isNear(fast, cpu));
    return new Checked(run, lastLoss(cpu), lastLoss(first), near, first.weightsMd5().equals(second.weightsMd5()),
        first.microsecondsPerStep(),
        fast == null ? null : fast.microsecondsPerStep());
  }

  private boolean onCpu() { return device.equals("cpu"); }

  private static boolean isNear(RunResult result, RunResult expected) {
    return Math.abs(lastLoss(result) - lastLoss(expected)) <= NEAR * Math.abs(lastLoss(expected));
  }

  private static double lastLoss(RunResult result) {
    List<Double> losses = result.history().get("loss");
    return losses.get(losses.size() - 1);
  }

  private RunResult trained(String run, String where, Mode mode) {
    Devices.use(where);
    return NotebookRunner.trained(new NotebookRunner.Options(SEED, mode, EPOCHS, null, limit, List.of(run), 0, null));
  }
}
