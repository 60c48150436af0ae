package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random models give Python's bits; the seed is printed. */
class DifferentialInterop {
  @Tag("interop")
  @Test void forTwoMinutes() throws IOException, InterruptedException {
    Differential.run(List.of("--minutes", "2"));
  }

  @Tag("interop-full")
  @Test void manyCases() throws IOException, InterruptedException {
    Differential.run(List.of("--count", "500"));
  }

  /** {@code make differential}. */
  @Tag("differential")
  @Test void byHand() throws IOException, InterruptedException {
    Differential.run(Stream.of(System.getProperty("kerava.differential", "").split(" ")).filter(word -> !word.isEmpty()).toList());
  }

  /** What the tester leaves out is what docs/differences.md tells, row by row. */
  @Tag("interop")
  @Test void everyKnownDifferenceIsDocumented() throws IOException {
    List<String> told = Files.readAllLines(Path.of("docs", "differences.md")).stream().filter(line -> line.startsWith("| `"))
        .map(line -> line.split("`")[1]).toList();
    assertEquals(Bits.texts(Python.lines("differential/known.py").get(0).get("known")), told);
  }
}
