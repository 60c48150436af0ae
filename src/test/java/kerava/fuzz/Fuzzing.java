package kerava.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import kerava.FormatException;
import kerava.Warned;

/**
 * What Jazzer calls. A file may be read or refused; whatever else comes out is a find, and so are a message that does not begin with the
 * file's name or would act on a terminal, and more memory than {@link #MOST}.
 */
public final class Fuzzing {
  /** Bytes that one reading of a file of up to 64 KB may allocate in all, garbage included. */
  static final long MOST = 200L << 20;
  static final String TARGET = "kerava.fuzz.target";
  /** What stands in a message when a library's exception says nothing. */
  private static final String NULL = "(null);";
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Target target;
  private static Path file;

  private Fuzzing() {}

  /** Jazzer's. */
  public static void fuzzerInitialize() throws IOException {
    target = Target.valueOf(System.getProperty(TARGET));
    file = Files.createTempFile("kerava-fuzz", "." + target.ending);
    file.toFile().deleteOnExit();
    for (byte[] seed : target.seeds()) check(target, seed, file); // classes are loaded and instrumented before the clock runs
  }

  /** Jazzer's; each input is read in one way, for the others would refuse most of them for the same reason. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    List<Consumer<Path>> readings = target.readings();
    check(target, input, file, List.of(readings.get(Math.floorMod(Arrays.hashCode(input), readings.size()))));
  }

  /** Reads what {@code input} stands for in all ways; {@code file} is written over. */
  static void check(Target target, byte[] input, Path file) throws IOException { check(target, input, file, target.readings()); }

  private static void check(Target target, byte[] input, Path file, List<Consumer<Path>> readings) throws IOException {
    Files.write(file, target.file(input));
    boolean saysNull = new String(input, StandardCharsets.ISO_8859_1).contains(NULL);
    for (Consumer<Path> reading : readings) check(reading, file, saysNull);
  }

  private static void check(Consumer<Path> reading, Path file, boolean saysNull) {
    long allocated = allocated(reading, file, saysNull);
    if (allocated > MOST) allocated = allocated(reading, file, saysNull); // the first time, classes are loaded and instrumented too
    if (allocated > MOST) throw new AssertionError("allocated " + allocated + " bytes");
  }

  private static long allocated(Consumer<Path> reading, Path file, boolean saysNull) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      for (String warning : Warned.during(() -> reading.accept(file))) checkPrintable(warning, null);
    } catch (FormatException refused) {
      checkMessage(refused, file.toString(), saysNull);
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void checkMessage(FormatException refused, String file, boolean saysNull) {
    String message = refused.getMessage();
    checkPrintable(message, refused);
    if (!message.startsWith(file) || !saysNull && message.contains(NULL)) throw new AssertionError("message: " + message, refused);
    for (Throwable cause = refused; cause != null; cause = cause.getCause())
      if (cause instanceof OutOfMemoryError) throw new AssertionError("out of memory", refused);
  }

  private static void checkPrintable(String text, FormatException refused) {
    if (text.chars().anyMatch(Character::isISOControl)) throw new AssertionError("unprintable: " + text, refused);
  }
}
