package kerava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kerava.config.Family;
import kerava.constraints.Constraint;
import kerava.layers.Layer;
import kerava.optimizers.Optimizer;
import kerava.optimizers.schedules.Schedule;
import kerava.regularizers.Regularizer;
import org.junit.jupiter.api.Test;

/** The README's example is the class in this folder, it runs, and prints the numbers that stand beside its lines. */
class ReadmeTest {
  /** Other CPUs round differently; over two epochs that stays far below this. */
  private static final double TOLERANCE = 2e-2;

  private static final Path SOURCE = Path.of("src", "test", "java", "ReadmeExample.java");

  @Test void theExampleIsTheClass() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String example = readme.substring(readme.indexOf("```java\n") + "```java\n".length());
    assertEquals(Files.readString(SOURCE), example.substring(0, example.indexOf("```")));
  }

  @Test void everyMemberStandsInIt() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    for (Class<?> family : List.of(Layer.class, Optimizer.class, Schedule.class, Regularizer.class, Constraint.class))
      for (String name : Family.members(family).keySet()) assertTrue(readme.contains("`" + name + "`"), "the README does not name " + name);
  }

  @Test void theExamplePrintsItsNumbers() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      Class.forName("ReadmeExample").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(out);
    }
    List<String> printed =
        bytes.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("[") || line.startsWith("(")).toList();
    List<String> expected;
    try (Stream<String> lines = Files.lines(SOURCE)) {
      expected = lines.filter(line -> line.contains("println")).map(line -> line.substring(line.indexOf("// ") + 3)).toList();
    }
    assertEquals(expected.size(), printed.size());
    for (int i = 0; i < expected.size(); i++) assertClose(expected.get(i), printed.get(i));
  }

  private static void assertClose(String expected, String printed) {
    Pattern number = Pattern.compile("\\d+(\\.\\d+)?");
    assertEquals(number.matcher(expected).replaceAll("#"), number.matcher(printed).replaceAll("#"));
    Matcher want = number.matcher(expected), got = number.matcher(printed);
    while (want.find() && got.find()) assertEquals(Double.parseDouble(want.group()), Double.parseDouble(got.group()), TOLERANCE);
    assertTrue(!want.find() && !got.find());
  }
}
