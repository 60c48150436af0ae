package kerava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kerava.config.Limits;
import org.junit.jupiter.api.Test;

/** SECURITY.md says what is so: the limits, the threats that there are files of, the tests. */
class SecurityTest {
  private static final String PAGE = page();

  private static String page() {
    try {
      return Files.readString(Path.of("SECURITY.md"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test void namesEveryLimitWithItsDefault() throws ReflectiveOperationException {
    Map<String, String> limits = new LinkedHashMap<>(), told = new LinkedHashMap<>();
    for (var component : Limits.class.getRecordComponents())
      limits.put(component.getName(), component.getAccessor().invoke(Limits.DEFAULT).toString());
    Matcher row = Pattern.compile("(?m)^\\| (\\w+) \\| (\\d+) \\|").matcher(PAGE);
    while (row.find()) told.put(row.group(1), row.group(2));
    assertEquals(limits, told);
  }

  @Test void namesEveryThreatThatThereAreFilesOf() throws IOException {
    Set<String> threats = new TreeSet<>();
    for (JsonNode red : new ObjectMapper().readTree(Path.of("src/test/resources/kerava/red/manifest.json").toFile()))
      threats.add(red.get("threat").asText());
    for (String threat : threats) assertTrue(PAGE.contains("\n| " + threat + " |"), threat);
  }

  @Test void namesTestsThatThereAre() throws IOException {
    Set<String> tests = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files.forEach(file -> tests.add(file.getFileName().toString().replace(".java", "")));
    }
    Matcher test = Pattern.compile("`(\\w+Test)[.`]").matcher(PAGE);
    Set<String> missing = new TreeSet<>();
    while (test.find()) if (!tests.contains(test.group(1))) missing.add(test.group(1));
    assertEquals(Set.of(), missing);
  }
}
