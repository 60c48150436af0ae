package kerava.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.engine.Devices;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.tensorflow.TensorFlow;

/** {@code kerava devices}. */
final class DevicesCommand implements Command {
  @Override public String name() { return "devices"; }

  @Override public String arguments() { return ""; }

  @Override public String purpose() {
    return "shows the CPUs and GPUs that TensorFlow sees with their memory, versions, and with --verbose the limits for files";
  }

  @Override public List<String> examples() { return List.of("kerava devices --verbose"); }

  @Override public Options options() { return new Options(); }

  @Override public void run(CommandLine line, Console console) {
    if (!line.getArgList().isEmpty()) throw new UsageException("devices: takes no arguments, got " + String.join(" ", line.getArgList()));
    List<Devices.Device> devices = Devices.list();
    Map<String, Object> versions = versions();
    Map<String, Object> limits = line.hasOption("verbose") ? Settings.of(Limits.DEFAULT) : Map.of();
    for (Devices.Device device : devices)
      console.println(String.format(Locale.ROOT, "%s (%s, %.1f GB)", device.name(), device.type(), device.memory() / 1e9));
    boolean gpu = devices.stream().anyMatch(device -> device.type().equals("GPU"));
    String why = gpu ? null : Devices.whyNone();
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
