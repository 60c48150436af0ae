package kerava.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import kerava.KeravaException;
import org.tensorflow.TensorFlow;

/** What made a report: the command line, the machine, and the versions. */
public record Origin(String command, String machine, String kerava, String tensorflow, String java) {
  private static final Path CPUS = Path.of("/proc/cpuinfo");

  /** This program on this machine. */
  public static Origin here(String command) {
    String cores = Runtime.getRuntime().availableProcessors() + " cores";
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String version = KeravaException.class.getPackage().getImplementationVersion();
    return new Origin(command, processor() + cores + ", " + system, version == null ? "from its sources" : version, TensorFlow.version(),
        System.getProperty("java.version"));
  }

  /** The processor's name where Linux tells it, and a comma. */
  private static String processor() {
    if (!Files.isReadable(CPUS)) return "";
    try (Stream<String> lines = Files.lines(CPUS)) {
      return lines.filter(line -> line.startsWith("model name")).findFirst().map(line -> line.replaceFirst(".*:\\s*", "") + ", ")
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
