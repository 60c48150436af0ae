package kerava.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.engine.Devices;
import kerava.notebooks.Notebook;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.tensorflow.TensorFlow;

/** {@code kerava devices}. */
final class DevicesCommand implements Command {
  private static final int CHECKED_SAMPLES = 1117;

  @Override public String name() { return "devices"; }

  @Override public String arguments() { return ""; }

  @Override public String purpose() {
    return "shows the CPUs and GPUs that TensorFlow sees with their memory, versions, and with --verbose the limits for files; with --check "
        + "trains the notebooks' models a little on the CPU and on a device, and compares";
  }

  @Override public List<String> examples() {
    return List.of("kerava devices --verbose", "kerava devices --check --only mlp50 --limit 320");
  }

  @Override public Options options() {
    return DeviceArgument.addTo(new Options())
        .addOption(
            Option.builder().longOpt("check").desc("train on the CPU and twice on the device: losses must be near, bits equal").build())
        .addOption(RunCommand.option("only", "RUN[,RUN]", "check only these runs of the notebooks"))
        .addOption(RunCommand.option("limit", "N", "check with the first N samples (1117)"));
  }

  @Override public void run(CommandLine line, Console console) {
    if (!line.getArgList().isEmpty()) throw new UsageException("devices: takes no arguments, got " + String.join(" ", line.getArgList()));
    boolean checks = line.hasOption("check");
    for (String option : List.of("only", "limit", "device", "deterministic"))
      if (!checks && line.hasOption(option)) throw new UsageException("devices: --" + option + " goes with --check, got it alone");
    DeviceArgument.use(line);
    List<Devices.Device> devices = Devices.list();
    if (checks) check(line, console, devices);
    else show(line, console, devices);
  }

  private void check(CommandLine line, Console console, List<Devices.Device> devices) {
    Arguments arguments = new Arguments(line);
    List<String> known = Notebook.allRuns(), only = arguments.words("only", known);
    Integer limit = arguments.integer("limit", 1);
    String device = line.getOptionValue("device", hasGpu(devices) ? "gpu:0" : "cpu").toLowerCase(Locale.ROOT);
    if (!hasGpu(devices)) console.println("no GPU: " + Devices.whyNone());
    new DeviceCheck(device, limit == null ? CHECKED_SAMPLES : limit, console).all(only.isEmpty() ? known : only);
  }

  private static boolean hasGpu(List<Devices.Device> devices) { return devices.stream().anyMatch(device -> device.type().equals("GPU")); }

  private static void show(CommandLine line, Console console, List<Devices.Device> devices) {
    Map<String, Object> versions = versions();
    Map<String, Object> limits = line.hasOption("verbose") ? Settings.of(Limits.DEFAULT) : Map.of();
    for (Devices.Device device : devices)
      console.println(String.format(Locale.ROOT, "%s (%s, %.1f GB)", device.name(), device.type(), device.memory() / 1e9));
    String why = hasGpu(devices) ? null : Devices.whyNone();
    if (why != null) console.println("no GPU: " + why);
    versions.forEach((name, version) -> console.println(name + " " + version));
    limits.forEach((name, limit) -> console.println("limit " + name + " " + limit));
    if (!console.json()) return;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("devices", devices.stream().map(d -> Map.of("name", d.name(), "type", d.type(), "memory", d.memory())).toList());
    if (why != null) json.put("no_gpu", why);
    json.putAll(versions);
    if (!limits.isEmpty()) json.put("limits", limits);
    console.printJson(json);
  }

  private static Map<String, Object> versions() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("tensorflow", TensorFlow.version());
    versions.put("kerava", Objects.requireNonNullElse(DevicesCommand.class.getPackage().getImplementationVersion(), "development"));
    versions.put("java", System.getProperty("java.version"));
    versions.put("cores", Runtime.getRuntime().availableProcessors());
    return versions;
  }
}
