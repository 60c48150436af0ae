package kerava.models.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.KeravaException;
import kerava.models.summary.SummaryTable.Row;
import kerava.models.summary.SummaryTable.Weights;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tables of Functional models: Keras 3's against Python Keras and rich (goldens.py functional_summaries), Keras 2's against its layout. */
class FunctionalSummaryTest {
  private static final Weights NONE = Weights.float32(0);

  @TestFactory Stream<DynamicTest> keras3PrintsWhatKerasPrints() throws IOException {
    return each(c -> c.get("texts").fields().forEachRemaining(option -> option.getValue().fields().forEachRemaining(
        text -> assertEquals(lines(text.getValue()), draw(c, option.getKey(), Integer.parseInt(text.getKey())), option.getKey()))));
  }

  @TestFactory Stream<DynamicTest> keras3FitsEveryTerminal() throws IOException {
    return each(c -> c.get("sha256").fields().forEachRemaining(option -> {
      StringBuilder texts = new StringBuilder();
      List<Integer> refused = new ArrayList<>(), expected = new ArrayList<>();
      c.get("refused").get(option.getKey()).forEach(columns -> expected.add(columns.asInt()));
      for (int columns = 20; columns <= 140; columns++) {
        try {
          texts.append(draw(c, option.getKey(), columns));
        } catch (KeravaException e) {
          refused.add(columns);
        }
      }
      assertEquals(expected, refused, option.getKey());
      assertEquals(option.getValue().asText(), sha256(texts.toString()), option.getKey());
    }));
  }

  @TestFactory Stream<DynamicTest> knowsWhichModelsKerasPrintsAsChains() throws IOException {
    return each(c -> {
      if (c.get("functional").asBoolean()) assertEquals(!c.get("connected").asBoolean(), SummaryTable.sequentialLike(rows(c)));
    });
  }

  @Test void oneChainHasOneBeginningAndOneEnd() {
    assertEquals(true, SummaryTable.sequentialLike(List.of(row("x"), row("a[0]", "x[0][0]"), row("b", "a[0][1][0]"))));
    assertEquals(false, SummaryTable.sequentialLike(List.of(row("x"), row("a", "x[0][0]"), row("b", "x[0][0]"))), "a fork");
    assertEquals(false, SummaryTable.sequentialLike(List.of(row("x"), row("y"), row("a", "x[0][0]"))), "two beginnings");
    assertEquals(false, SummaryTable.sequentialLike(List.of(row("x"), row("a", "x[0][0]", "a[0][0]"))), "two calls");
    Row inside = new Row("i", "Dense", "?", 0, false, List.of(), true, 1);
    assertEquals(true, SummaryTable.sequentialLike(List.of(row("x"), row("a", "x[0][0]"), inside, inside)), "layers inside of others");
  }

  @Test void tellsWhichTerminalIsWideEnough() {
    SummaryTable table = new SummaryTable("m", List.of(), true, NONE, NONE, null);
    assertEquals("summary: a table needs a terminal of at least 23 columns, got 20",
        assertThrows(KeravaException.class, () -> table.keras3(20)).getMessage());
  }

  /** No tf.keras from 2.2 to 2.6 can be installed beside this Python: the text follows its print_summary by hand. */
  @Test void keras2PrintsConnectionsOnLinesOfTheirOwn() {
    List<Row> rows = List.of(row("input_1", "InputLayer", "(None, 4)", 0), row("왼쪽", "Dense", "(None, 3)", 15, "input_1[0][0]"),
        row("a_layer_with_a_long_name_that_is_cut", "Dense", "[(None, 2), (None, 5), (None, 12)]", 1234567, "input_1[0][0]"),
        new Row("inside", "Dense", "?", 0, false, List.of(), true, 1),
        row("concatenate", "Concatenate", "(None, 8)", 0, "왼쪽[0][0]", "a_layer_with_a_long_name_that_is_cut[0][1]"));
    String expected = """
        Model: "functional_1"
        __________________________________________________________________________________________________
        Layer (type)                    Output Shape         Param #     Connected to                    \s
        ==================================================================================================
        input_1 (InputLayer)            [(None, 4)]          0                                           \s
        __________________________________________________________________________________________________
        왼쪽 (Dense)                    (None, 3)            15          input_1[0][0]                   \s
        __________________________________________________________________________________________________
        a_layer_with_a_long_name_that_i [(None, 2), (None, 5 1234567     input_1[0][0]                   \s
        __________________________________________________________________________________________________
        concatenate (Concatenate)       (None, 8)            0           왼쪽[0][0]                      \s
                                                                         a_layer_with_a_long_name_that_is_
        ==================================================================================================
        Total params: 1,234,582
        Trainable params: 1,234,582
        Non-trainable params: 0
        __________________________________________________________________________________________________
        """;
    assertEquals(expected, new SummaryTable("functional_1", rows, true, Weights.float32(1234582), NONE, null).keras2());
  }

  @Test void connectionsCannotControlTheTerminal() {
    SummaryTable table = new SummaryTable("m", List.of(row("a", "x\033]0;y\007[0][0]")), true, NONE, NONE, null);
    for (String text : List.of(table.keras2(), table.keras3(80)))
      assertEquals(0, text.chars().filter(c -> c != '\n' && Character.isISOControl(c)).count());
  }

  private static Row row(String name, String... connections) { return row(name, "Dense", "(None, 3)", 6, connections); }

  private static Row row(String name, String className, String shape, long params, String... connections) {
    return new Row(name, className, shape, params, true, List.of(connections), true, 0);
  }

  private static Stream<DynamicTest> each(Consumer<JsonNode> check) throws IOException {
    try (InputStream in = FunctionalSummaryTest.class.getResourceAsStream("/kerava/goldens/functional_summaries.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      return StreamSupport.stream(cases.spliterator(), false)
          .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check.accept(c)));
    }
  }

  private static String draw(JsonNode c, String option, int columns) {
    boolean all = option.equals("all");
    return table(c).keras3(columns, all || option.equals("nested"), all || option.equals("trainable"));
  }

  private static SummaryTable table(JsonNode c) {
    return new SummaryTable(c.get("model").asText(), rows(c), c.get("connected").asBoolean(), weights(c.get("trainable")),
        weights(c.get("non_trainable")), weights(c.get("optimizer")));
  }

  private static List<Row> rows(JsonNode c) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode r : c.get("rows")) {
      List<String> connections = new ArrayList<>();
      r.get("connections").forEach(connection -> connections.add(connection.asText()));
      rows.add(new Row(r.get("name").asText(), r.get("className").asText(), r.get("outputShape").asText(), r.get("params").asLong(),
          r.get("built").asBoolean(), connections, r.get("trainable").asBoolean(), r.get("level").asInt()));
    }
    return rows;
  }

  private static Weights weights(JsonNode w) { return w.isNull() ? null : new Weights(w.get("params").asLong(), w.get("bytes").asLong()); }

  private static String lines(JsonNode lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.asText()).append('\n'));
    return text.toString();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
