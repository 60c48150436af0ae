package kerava.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Goldens: keras.utils.pad_sequences (src/test/python/data_goldens.py pad_sequences). */
class PadSequencesTest {
  @Test void doesAsKeras() {
    for (JsonNode golden : Goldens.read("pad_sequences").get("cases")) {
      List<NDArray> sequences = new ArrayList<>();
      golden.get("sequences").forEach(each -> sequences.add(sequence(each)));
      NDArray padded = settings(golden.get("settings")).of(sequences);
      assertEquals(DType.byName(golden.get("dtype").asText()), padded.dtype());
      assertEquals(Shape.of(Goldens.ints(golden.get("shape"))), padded.shape());
      double[] expected = new double[golden.get("result").size()];
      for (int i = 0; i < expected.length; i++) expected[i] = golden.get("result").get(i).asDouble();
      assertArrayEquals(expected, padded.doubles(), golden.toString());
    }
  }

  private static PadSequences settings(JsonNode given) {
    PadSequences settings = new PadSequences();
    if (given.has("maxlen")) settings = settings.withMaxlen(given.get("maxlen").asInt());
    if (given.has("dtype")) settings = settings.withDtype(DType.byName(given.get("dtype").asText()));
    if (given.has("padding")) settings = settings.withPadding(PadSequences.Edge.POST);
    if (given.has("truncating")) settings = settings.withTruncating(PadSequences.Edge.POST);
    return given.has("value") ? settings.withValue(given.get("value").asDouble()) : settings;
  }

  private static NDArray sequence(JsonNode json) {
    if (json.size() == 0) return NDArray.of(new int[0]);
    if (!json.get(0).isArray()) {
      double[] numbers = new double[json.size()];
      for (int i = 0; i < numbers.length; i++) numbers[i] = json.get(i).asDouble();
      return json.get(0).isInt() ? NDArray.of(NDArray.of(numbers).ints()) : NDArray.of(numbers);
    }
    int[][] rows = new int[json.size()][];
    for (int i = 0; i < rows.length; i++) rows[i] = Goldens.ints(json.get(i));
    return NDArray.of(rows);
  }

  @Test void refusesWhatItCannotPad() {
    refuses("maxlen must be at least 1, got 0", () -> new PadSequences().withMaxlen(0));
    refuses("dtype must be one of", () -> new PadSequences().withDtype(DType.BOOL));
    refuses("got (2,) and of sequence 1 ()", () -> new PadSequences().of(List.of(NDArray.of(new int[][] {{1, 2}}), NDArray.of(3))));
    refuses("sequence 0 must be of int32, got string", () -> new PadSequences().of(List.of(NDArray.of(new String[] {"a"}))));
  }

  private static void refuses(String message, Runnable padding) {
    String said = assertThrows(KeravaException.class, padding::run).getMessage();
    assertEquals(true, said.startsWith("PadSequences: ") && said.contains(message), said);
  }
}
