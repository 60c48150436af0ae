package kerava.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The inputs that fuzzing began with, and those it found something with (src/test/resources/kerava/fuzz, by target). */
class FuzzCorpusTest {
  private static final Path FOUND = Path.of("src/test/resources/kerava/fuzz");

  @TempDir Path folder;

  @TestFactory Stream<DynamicTest> seeds() {
    return Stream.of(Target.values()).map(target -> DynamicTest.dynamicTest(target.toString(), () -> {
      List<byte[]> seeds = target.seeds();
      for (int i = 0; i < seeds.size(); i++) check(target, seeds.get(i), "seed " + i);
    }));
  }

  @TestFactory Stream<DynamicTest> finds() {
    return Stream.of(Target.values()).filter(target -> Files.exists(FOUND.resolve(target.toString())))
        .map(target -> DynamicTest.dynamicTest(target.toString(), () -> {
          try (Stream<Path> files = Files.list(FOUND.resolve(target.toString()))) {
            for (Path found : files.sorted().toList()) check(target, Files.readAllBytes(found), found.getFileName().toString());
          }
        }));
  }

  private void check(Target target, byte[] input, String name) {
    assertDoesNotThrow(() -> Fuzzing.check(target, input, folder.resolve("f." + target.ending)), name);
  }
}
