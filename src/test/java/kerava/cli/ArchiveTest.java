package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes come out of the archive that bin/kerava-archive has made, and one that does not fit changes nothing. */
class ArchiveTest {
  /** A class of ours, which only an archive on top of Java's own holds. */
  private static final String TAKEN = "kerava.cli.Main source: shared objects file (top)";
  private static final Map<String, String> SHOWN = Map.of("KERAVA_OPTS", "-Xlog:class+load:stdout");

  @TempDir static Path temporary;
  private static Launched launched;
  private static String made;

  @BeforeAll static void install() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the launcher is a shell script");
    launched = Launched.packed(temporary.resolve("kerava"));
    made = launched.archive();
  }

  @Test void everyCommandOfTheRehearsalSucceeds() { assertFalse(made.contains("failed: "), made); }

  @Test void classesComeFromTheArchive() {
    Outcome outcome = launched.run("", SHOWN, "--help");
    assertTrue(outcome.code() == 0 && outcome.out().contains(TAKEN), outcome.toString());
  }

  @Test void anArchiveThatDoesNotFitIsLeftAsideWithoutAWord() throws IOException, InterruptedException {
    Launched other = Launched.packed(temporary.resolve("other"));
    Files.write(other.home().resolve("lib/kerava.jsa"), new byte[100]);
    assertSilent(other);
    Files.copy(launched.home().resolve("lib/kerava.jsa"), other.home().resolve("lib/kerava.jsa"),
        StandardCopyOption.REPLACE_EXISTING); // of another folder, whose jar is younger too
    assertSilent(other);
  }

  private static void assertSilent(Launched other) {
    Outcome outcome = other.run("summary", "no.keras");
    assertEquals("kerava: no.keras: no such file; check the path\n", outcome.err());
    assertTrue(outcome.code() == 1 && outcome.out().isEmpty(), outcome.toString());
    assertFalse(other.run("", SHOWN, "--help").out().contains(TAKEN));
  }
}
