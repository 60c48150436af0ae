package kerava.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import kerava.KeravaException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Goldens: Python Keras's own ProgbarLogger under a clock set by hand (src/test/python/text_goldens.py). */
class ProgressBarTest {
  private long now = 123456789;

  @TestFactory Stream<DynamicTest> printsWhatKerasPrints() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : goldens()) {
      String name = c.get("name").asText() + ", verbose " + c.get("verbose");
      tests.add(DynamicTest.dynamicTest(name, () -> assertEquals(c.get("text").asText(), run(c, true))));
      tests.add(DynamicTest.dynamicTest(name + ", plain", () -> assertEquals(c.get("plain").asText(), run(c, false))));
    }
    return tests.stream();
  }

  @Test void epochHeaderIsKeras() throws IOException {
    for (JsonNode c : goldens()) {
      String header = c.get("header").asText();
      if (!header.isEmpty()) assertEquals(header, ProgressBar.epochHeader(1, c.get("epochs").asInt()) + "\n");
    }
  }

  @Test void otherLocalesChangeNothing() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      for (JsonNode c : goldens()) assertEquals(c.get("text").asText(), run(c, true));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test void refusesUnknownVerbosity() {
    var e = assertThrows(KeravaException.class, () -> new ProgressBar(new StringBuilder(), 1, 3, true, () -> 0));
    assertEquals("ProgressBar: verbose must be 0, 1 or 2, got 3", e.getMessage());
  }

  private String run(JsonNode c, boolean dynamic) {
    long start = now;
    StringBuilder out = new StringBuilder();
    long target = c.get("target").isNull() ? -1 : c.get("target").asLong();
    ProgressBar bar = new ProgressBar(out, target, c.get("verbose").asInt(), dynamic, () -> now);
    long seen = 0;
    for (JsonNode u : c.get("updates")) {
      now = start + Math.round(u.get(0).asDouble() * 1e9);
      seen = u.get(1).asLong();
      bar.update(seen, values(u.get(2)), false);
    }
    now = start + Math.round(c.get("final").get(0).asDouble() * 1e9);
    bar.update(target < 0 ? seen : target, values(c.get("final").get(1)), true);
    return out.toString();
  }

  private static Map<String, Double> values(JsonNode node) {
    if (node.isNull()) return null;
    Map<String, Double> values = new LinkedHashMap<>();
    node.fields().forEachRemaining(e -> values.put(e.getKey(), e.getValue().asDouble()));
    return values;
  }

  private static JsonNode goldens() throws IOException {
    try (InputStream in = ProgressBarTest.class.getResourceAsStream("/kerava/goldens/text_progress.json")) {
      return JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build().readTree(in).get("cases");
    }
  }
}
