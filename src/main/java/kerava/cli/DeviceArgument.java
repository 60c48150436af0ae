package kerava.cli;

import kerava.engine.Devices;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code --device} of the commands that run models. */
final class DeviceArgument {
  private DeviceArgument() {}

  static Options addTo(Options options) {
    return options.addOption(
        RunCommand.option("device", "cpu|gpu:N", "where models run; without it on the first GPU that TensorFlow sees, else on the CPU"));
  }

  /** Models run from here on where the line says. */
  static void use(CommandLine line) {
    String device = line.getOptionValue("device");
    if (device == null) return;
    if (!Devices.isName(device))
      throw new UsageException("--device: must be cpu, gpu:0, gpu:1, ..., got '" + device + "'");
    Devices.use(device);
  }
}
