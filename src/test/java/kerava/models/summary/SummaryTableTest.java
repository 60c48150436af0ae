package kerava.models.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.models.summary.SummaryTable.Row;
import kerava.models.summary.SummaryTable.Weights;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Goldens for Keras 3: Python Keras and rich themselves (src/test/python/text_goldens.py), for tf.keras 2: the layout's published example.
 */
class SummaryTableTest {
  @TestFactory Stream<DynamicTest> keras3PrintsWhatKerasPrints() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : goldens()) {
      String name = c.get("name").asText() + " in ";
      c.get("texts").fields().forEachRemaining(e -> tests.add(DynamicTest.dynamicTest(name + e.getKey() + " columns",
          () -> assertEquals(e.getValue().asText(), table(c).keras3(Integer.parseInt(e.getKey()))))));
    }
    return tests.stream();
  }

  @TestFactory Stream<DynamicTest> keras3FitsEveryTerminal() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : goldens()) {
      tests.add(DynamicTest.dynamicTest(c.get("name").asText(), () -> {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        for (int columns = 20; columns <= 130; columns++) hash.update(table(c).keras3(columns).getBytes(StandardCharsets.UTF_8));
        assertEquals(c.get("sha256_20_to_130").asText(), HexFormat.of().formatHex(hash.digest()));
      }));
    }
    return tests.stream();
  }

  /** tf.keras 2.2 to 2.6 no longer install, and tf_keras 2.18 prints a newer layout: this is the text that the old notebooks recorded. */
  @Test void keras2PrintsTheOldLayout() {
    String recorded = """
        Model: "sequential"
        _________________________________________________________________
        Layer (type)                 Output Shape              Param #  \s
        =================================================================
        dense (Dense)                (None, 128)               100480   \s
        _________________________________________________________________
        dense_1 (Dense)              (None, 10)                1290     \s
        =================================================================
        Total params: 101,770
        Trainable params: 101,770
        Non-trainable params: 0
        _________________________________________________________________
        """;
    List<Row> rows = List.of(new Row("dense", "Dense", "(None, 128)", 100480, true), new Row("dense_1", "Dense", "(None, 10)", 1290, true));
    assertEquals(recorded, new SummaryTable("sequential", rows, Weights.float32(101770), Weights.float32(0)).keras2());
  }

  @Test void keras2CutsLongNamesAndAlignsKorean() {
    List<Row> rows = List.of(new Row("a_layer_with_a_long_name_1", "Dense", "(None, 3)", 6, true),
        new Row("은닉층", "Dense", "(None, 3)", 12, true),
        new Row("열네글자가넘는아주긴이름의층", "Dense", "?", 0, false));
    List<String> lines = new SummaryTable("모델", rows, Weights.float32(18), Weights.float32(0)).keras2().lines().toList();
    assertEquals("a_layer_with_a_long_name_1 ( (None, 3)                 6         ", lines.get(4));
    assertEquals("은닉층 (Dense)               (None, 3)                 12        ", lines.get(6));
    assertEquals("열네글자가넘는아주긴이름의층 ?                         0 (unused)", lines.get(8));
  }

  @Test void namesCannotControlTheTerminal() {
    Weights none = Weights.float32(0);
    SummaryTable table = new SummaryTable("a\033[2Jb\n", List.of(new Row("x\033]0;y\007", "Dense", "?", 0, false)), none, none);
    for (String text : List.of(table.keras2(), table.keras3(80))) {
      assertEquals(0, text.chars().filter(c -> c != '\n' && Character.isISOControl(c)).count());
    }
  }

  @Test void refusesTooNarrowTerminals() {
    SummaryTable table = new SummaryTable("m", List.of(), Weights.float32(0), Weights.float32(0));
    var e = assertThrows(KeravaException.class, () -> table.keras3(19));
    assertEquals("summary: a table needs a terminal of at least 20 columns, got 19", e.getMessage());
  }

  private static SummaryTable table(JsonNode c) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode r : c.get("rows")) {
      rows.add(new Row(r.get("name").asText(), r.get("className").asText(), r.get("outputShape").asText(), r.get("params").asLong(),
          r.get("built").asBoolean()));
    }
    return new SummaryTable(c.get("model").asText(), rows, weights(c.get("trainable")), weights(c.get("nonTrainable")),
        weights(c.get("optimizer")));
  }

  private static Weights weights(JsonNode w) { return w.isNull() ? null : new Weights(w.get("params").asLong(), w.get("bytes").asLong()); }

  private static JsonNode goldens() throws IOException {
    try (InputStream in = SummaryTableTest.class.getResourceAsStream("/kerava/goldens/text_summary.json")) {
      return new ObjectMapper().readTree(in).get("cases");
    }
  }
}
