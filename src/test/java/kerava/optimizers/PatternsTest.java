package kerava.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import kerava.Goldens;
import kerava.KeravaException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PatternsTest {
  /** Whether Python's re.search finds each pattern in each path (src/test/python/golden_paths.py). */
  @Test void findsWhatPythonFinds() { same("found", (pattern, path) -> new Patterns(pattern).find(path)); }

  /** The same of re.fullmatch. */
  @Test void matchesWhatPythonMatches() { same("whole", (pattern, path) -> Pattern.of(pattern).matches(path)); }

  private static void same(String key, BiPredicate<String, String> ours) {
    JsonNode golden = Goldens.read("paths");
    for (JsonNode search : golden.get("searches")) {
      List<Boolean> found = new ArrayList<>(), expected = new ArrayList<>();
      for (JsonNode path : golden.get("searched")) found.add(ours.test(search.get("pattern").asText(), path.asText()));
      search.get(key).forEach(each -> expected.add(each.asBoolean()));
      assertEquals(expected, found, search.get("pattern").asText());
    }
  }

  @Test void oneOfSeveralIsEnough() {
    assertEquals(true, new Patterns("out", "dense_[12]/").find("sequential/dense_1/kernel"));
    assertEquals(false, new Patterns().find("sequential/dense_1/kernel"));
  }

  @Test void refusesWhatItDoesNotHave() {
    refused("pattern '(a|b)': groups and braces are not supported; write \\( for the character, or more patterns", "(a|b)");
    refused("pattern 'a{2}': groups and braces are not supported; write \\{ for the character, or more patterns", "a{2}");
    refused("pattern 'a**': one of * + ? must not follow another", "a**");
    refused("pattern '*a': nothing stands before *", "*a");
    refused("pattern 'a^b': ^ must stand at its beginning", "a^b");
    refused("pattern 'a$b': $ must stand at its end", "a$b");
    refused("pattern '\\bk': \\b is not supported; \\d, \\w and what stands for itself are", "\\bk");
    refused("pattern 'a\\': a backslash must not end it", "a\\");
    refused("pattern '[a': its [ has no ]", "[a");
    refused("pattern '[': its [ has no ]", "[");
    refused("pattern '[z-a]': the range z-a is empty", "[z-a]");
    refused("pattern '[[a]]': its brackets must not hold [ or ranges of \\", "[[a]]");
    refused("pattern: must be a string that is not empty, got ", "");
    refused("patterns: must have at most 10000 characters together, got 10001", "a".repeat(10_001));
  }

  /** Where Python goes back and forth for ever. */
  @Test void takesTimeInProportion() {
    Patterns patterns = new Patterns("a*".repeat(500) + "b");
    Assertions.assertTimeout(Duration.ofSeconds(10), () -> assertEquals(false, patterns.find("a".repeat(5_000))));
  }

  private static void refused(String refusal, String pattern) {
    assertEquals(refusal, assertThrows(KeravaException.class, () -> new Patterns(pattern)).getMessage());
  }
}
