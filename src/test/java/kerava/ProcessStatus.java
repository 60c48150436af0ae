package kerava;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux tells of this process. */
public final class ProcessStatus {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessStatus() {}

  /** Whether the system tells anything. */
  public static boolean isTold() { return Files.exists(STATUS); }

  /** The number called {@code name}, of memory in KiB. */
  public static long of(String name) {
    try (Stream<String> lines = Files.lines(STATUS)) {
      String found = lines.filter(line -> line.startsWith(name + ":")).findFirst().orElseThrow();
      return Long.parseLong(found.replaceAll("\\D", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
