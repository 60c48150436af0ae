package kerava;

import static kerava.KeravaException.inJava;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a message tells somebody who writes Java stands in {@code inJava(...)}, so that the command line can leave it out. */
class MessagesTest {
  /** A text in a source, with what leads to it; a character in quotes is none. */
  private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\\n]|\\\\[^\n]+?)'|(inJava\\(\\s*)?\"((?:[^\"\\\\\n]|\\\\[^\n])*)\"");

  @Test void callsInJavaStandApart() throws IOException {
    List<String> found = new ArrayList<>();
    int apart = 0;
    for (Path source : sources()) {
      Matcher text = TEXT.matcher(Files.readString(source));
      while (text.find()) {
        if (text.group(1) != null) apart++;
        else
          if (text.group(2) != null && text.group(2).contains(" ") && JavaCalls.in(text.group(2)) != null)
            found.add(source.getFileName() + ": " + text.group(2));
      }
    }
    assertEquals(List.of(), found);
    assertEquals(true, apart > 10, "few are found: " + apart);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  @Test void findsCalls() {
    for (String call : List.of("call compile(optimizer) first", "take new Adam(), for example", "read it with Npy.read",
        "then loadWeights"))
      assertEquals(false, JavaCalls.in(call) == null, call);
    for (String other : List.of("loadWeights: the file", "shape (None, 3) of dense (Dense)", "layer(s)", "numpy.save(file, x)",
        "save it in Python with model.save('model.keras')",
        "by sqrt(v + 1)"))
      assertNull(JavaCalls.in(other), other);
  }

  @Test void theCureInJavaEndsTheMessageAndIsNoPartOfThePlainOne() {
    for (KeravaException refusal : List.of(new KeravaException("who: rule", inJava("call this()")),
        new FormatException("who: rule", inJava("call this()")))) {
      assertEquals("who: rule; call this()", refusal.getMessage());
      assertEquals("who: rule", refusal.plain());
    }
    assertEquals("file?: rule", new FormatException("file\n: rule").plain(), "nothing that acts on a terminal");
  }
}
