package kerava.cli;

import kerava.engine.Devices;
import kerava.ops.Determinism;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code --device} and {@code --deterministic} of the commands that run models. */
final class DeviceArgument {
  private DeviceArgument() {}

  static Options addTo(Options options) {
    return options
        .addOption(
            RunCommand.option("device", "cpu|gpu:N", "where models run; without it on the first GPU that TensorFlow sees, else on the CPU"))
        .addOption(Option.builder().longOpt("deterministic")
            .desc("one seed gives the same bits in each run on a GPU too, more slowly; as Python with enable_op_determinism").build());
  }

  /** Models run from here on where the line says. */
  static void use(CommandLine line) {
    if (line.hasOption("deterministic") && !Determinism.asked())
      throw new UsageException("--deterministic: TensorFlow must know before Java starts; start by bin/kerava, or set "
          + Determinism.VARIABLE + "=1");
    String device = line.getOptionValue("device");
    if (device == null) return;
    if (!Devices.isName(device))
      throw new UsageException("--device: must be cpu, gpu:0, gpu:1, ..., got '" + device + "'");
    Devices.use(device);
  }
}
