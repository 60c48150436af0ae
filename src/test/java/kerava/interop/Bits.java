package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kerava.notebooks.NotebookRunner;
import kerava.tensor.NDArray;

/** Values in the forms in which they are compared bit for bit. */
final class Bits {
  private Bits() {}

  static String md5(NDArray array) { return NotebookRunner.md5(array); }

  static List<String> md5(Collection<NDArray> arrays) { return arrays.stream().map(Bits::md5).toList(); }

  static List<Double> doubles(JsonNode list) {
    List<Double> values = new ArrayList<>();
    list.forEach(value -> values.add(value.asDouble()));
    return values;
  }

  static List<String> texts(JsonNode list) {
    List<String> values = new ArrayList<>();
    list.forEach(value -> values.add(value.asText()));
    return values;
  }
}
