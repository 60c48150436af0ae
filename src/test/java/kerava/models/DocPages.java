package kerava.models;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Pages of docs whose examples are classes of the tests' sources. */
final class DocPages {
  private DocPages() {}

  /** docs/{@code name}.md has every class of the package {@code name}, letter by letter. */
  static void showsItsClasses(String name) throws IOException {
    String page = Files.readString(Path.of("docs", name + ".md"));
    try (Stream<Path> classes = Files.list(Path.of("src", "test", "java", name))) {
      for (Path file : classes.toList())
        assertTrue(page.contains("```java\n" + Files.readString(file) + "```"), file + " is not on the page");
    }
  }
}
