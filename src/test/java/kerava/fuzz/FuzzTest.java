package kerava.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kerava.ChildJvm;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Fuzzes each target with Jazzer for its share of {@code make fuzz MINUTES=n}. What it gathers is kept in target/fuzz; a find fails the
 * test, and becomes a regression case when its file is copied to src/test/resources/kerava/fuzz/TARGET.
 */
@Tag("fuzz") class FuzzTest {
  private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer",
      SCOPE = "kerava.**:io.jhdf.**:com.fasterxml.jackson.core.**:org.apache.commons.csv.**:com.google.protobuf.**";
  private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units: (\\d+)");
  private static final Path FOLDER = Path.of("target/fuzz");
  /** A child that instruments its classes takes minutes to start on a busy machine. */
  private static final int HANGS_SECONDS = 10, LEAST_SECONDS = 10, STARTS_SECONDS = 600;

  @TestFactory Stream<DynamicTest> targets() {
    List<Target> targets = Stream.of(Target.values())
        .filter(target -> System.getProperty(Fuzzing.TARGET, target.toString()).contains(target.toString())).toList();
    int seconds = Math.max(LEAST_SECONDS, (int) (60 * Double.parseDouble(System.getProperty("kerava.fuzz.minutes", "1")) / targets.size()));
    return targets.stream().map(target -> DynamicTest.dynamicTest(target.toString(), () -> fuzz(target, seconds)));
  }

  private static void fuzz(Target target, int seconds) throws Exception {
    Path folder = FOLDER.resolve(target.toString()), seeds = Files.createDirectories(folder.resolve("seeds"));
    Path corpus = Files.createDirectories(folder.resolve("corpus")), finds = Files.createDirectories(folder.resolve("finds"));
    List<byte[]> inputs = target.seeds();
    for (int i = 0; i < inputs.size(); i++) Files.write(seeds.resolve(Integer.toString(i)), inputs.get(i));
    ChildJvm.Outcome outcome =
        ChildJvm.run(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-D" + Fuzzing.TARGET + "=" + target), JAZZER,
            seconds + STARTS_SECONDS, List.of(
                "--target_class=" + Fuzzing.class.getName(), "--instrumentation_includes=" + SCOPE, "--reproducer_path=" + finds,
                "-artifact_prefix=" + finds + "/", "-timeout=" + HANGS_SECONDS, "-max_len=" + Sources.LONGEST, "-max_total_time=" + seconds,
                "-print_final_stats=1", corpus.toString(), seeds.toString()));
    Files.writeString(folder.resolve("log.txt"), outcome.output());
    Matcher executed = EXECUTED.matcher(outcome.output());
    System.out.println(target + ": " + (executed.find() ? executed.group(1) : "no") + " executions in " + seconds + " s");
    assertTrue(outcome.exitCode() == 0, () -> "a find in " + finds + ":\n" + told(outcome.output()));
  }

  private static String told(String output) {
    int at = output.indexOf("== Java Exception");
    return output.substring(Math.max(0, at), Math.min(output.length(), Math.max(0, at) + 4000));
  }
}
