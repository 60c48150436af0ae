package kerava.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import kerava.ChildJvm;
import kerava.ProcessStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that trains, predicts, saves and loads for long holds no more in the end than soon after its beginning. Half of
 * {@code make soak MINUTES=n} in a large heap, half in a small one. The first third of the rounds warms up; of the rest the medians of the
 * first and the last third are compared.
 */
@Tag("soak") class SoakTest {
  /**
   * TensorFlow's and the C library's allocators keep more or less of what was freed; a leak of this size would show in hours as gigabytes.
   */
  private static final double RSS_MB = 16, HEAP_MB = 4;
  /** Java begins and ends threads of its own. */
  private static final double THREADS = 1;
  private static final int STARTS_SECONDS = 900, LEAST_ROUNDS = 12;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx2g", "-Xmx256m"}) void holdsNoMoreInTheEnd(String heap) throws Exception {
    assumeTrue(ProcessStatus.isTold(), "resident memory is read from /proc");
    double seconds = 30 * Double.parseDouble(System.getProperty("kerava.soak.minutes", "1"));
    ChildJvm.Outcome outcome = ChildJvm.run(List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Soak.class.getName(),
        (int) seconds + STARTS_SECONDS, List.of(Double.toString(seconds), folder.toString()));
    assertEquals(0, outcome.exitCode(), outcome::output);
    List<Soak.Held> all = outcome.output().lines().filter(line -> line.startsWith(Soak.Held.BEGIN)).map(Soak.Held::parse).toList();
    assertTrue(all.size() >= LEAST_ROUNDS, () -> "too few rounds to judge, give it more MINUTES:\n" + outcome.output());
    List<Soak.Held> rounds = all.subList(all.size() / 3, all.size());
    List<String> faults = new ArrayList<>();
    grows(faults, heap + ": resident memory, MB", rounds, Soak.Held::rssMb, RSS_MB);
    grows(faults, heap + ": Java's heap, MB", rounds, Soak.Held::heapMb, HEAP_MB);
    grows(faults, heap + ": threads", rounds, Soak.Held::allThreads, THREADS);
    Soak.Held begun = all.get(0), last = all.get(all.size() - 1);
    long objects = last.objects() - begun.objects(), bytes = last.bytes() - begun.bytes();
    System.out.println(heap + ": " + all.size() + " rounds; native objects that were not closed: " + objects + ", of " + bytes + " bytes");
    if (objects != 0 || bytes != 0) faults.add("not closed: " + objects + " native objects of " + bytes + " bytes");
    if (!outcome.output().contains("left []")) faults.add("threads " + outcome.output().substring(outcome.output().lastIndexOf("left ")));
    assertTrue(faults.isEmpty(), () -> faults + "\n" + outcome.output());
  }

  private static void grows(List<String> faults, String what, List<Soak.Held> rounds, ToDoubleFunction<Soak.Held> number, double most) {
    int third = rounds.size() / 3;
    double first = median(rounds.subList(0, third), number), last = median(rounds.subList(rounds.size() - third, rounds.size()), number);
    String told =
        String.format(Locale.ROOT, "%s: %.1f after the warm-up, %.1f at the end, over %d rounds", what, first, last, rounds.size());
    System.out.println(told);
    if (last > first + most) faults.add(told + ", where " + most + " more are allowed");
  }

  private static double median(List<Soak.Held> rounds, ToDoubleFunction<Soak.Held> number) {
    double[] sorted = rounds.stream().mapToDouble(number).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
