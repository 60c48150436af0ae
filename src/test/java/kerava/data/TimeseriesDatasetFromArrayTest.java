package kerava.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.random.Session;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Goldens: keras.utils.timeseries_dataset_from_array (src/test/python/data_goldens.py timeseries). */
class TimeseriesDatasetFromArrayTest {
  private static final JsonNode GOLDEN = Goldens.read("timeseries");
  private static final NDArray DATA = NDArray.of(Shape.of(20, 2), Goldens.floats(GOLDEN.get("data")));

  private static NDArray targets(String name) {
    return name.equals("none") ? null : NDArray.of(IntStream.range(100, name.equals("all") ? 120 : 115).toArray());
  }

  @Test void windowsComeAsFromKeras() {
    for (JsonNode golden : GOLDEN.get("cases")) {
      try (Session session = Session.begin(42)) {
        Dataset dataset = settings(golden.get("settings")).of(DATA, targets(golden.get("targets").asText()));
        assertEquals(golden.get("cardinality").asLong(), dataset.cardinality(), golden.toString());
        for (JsonNode pass : golden.get("passes")) assertEquals(told(pass), told(dataset), golden.get("settings").toString());
      }
    }
  }

  private static TimeseriesDatasetFromArray settings(JsonNode given) {
    TimeseriesDatasetFromArray settings = new TimeseriesDatasetFromArray(given.get("sequence_length").asInt());
    if (given.has("sequence_stride")) settings = settings.withSequenceStride(given.get("sequence_stride").asInt());
    if (given.has("sampling_rate")) settings = settings.withSamplingRate(given.get("sampling_rate").asInt());
    if (given.has("batch_size"))
      settings = settings.withBatchSize(given.get("batch_size").isNull() ? null : given.get("batch_size").asInt());
    if (given.has("start_index")) settings = settings.withStartIndex(given.get("start_index").asInt());
    if (given.has("end_index")) settings = settings.withEndIndex(given.get("end_index").asInt());
    if (given.has("shuffle")) settings = settings.withShuffle(true);
    return given.has("seed") ? settings.withSeed(given.get("seed").asLong()) : settings;
  }

  private static List<List<List<Double>>> told(JsonNode pass) {
    List<List<List<Double>>> all = new ArrayList<>();
    for (JsonNode element : pass) {
      List<List<Double>> parts = new ArrayList<>();
      for (JsonNode part : element) parts.add(numbers(part));
      all.add(parts);
    }
    return all;
  }

  private static List<Double> numbers(JsonNode json) {
    List<Double> numbers = new ArrayList<>();
    json.forEach(each -> numbers.add(each.asDouble()));
    return numbers;
  }

  private static List<List<List<Double>>> told(Dataset dataset) {
    List<List<List<Double>>> all = new ArrayList<>();
    try (Elements pass = dataset.elements()) {
      pass.forEachRemaining(element -> {
        List<List<Double>> parts = new ArrayList<>(List.of(numbers(element.x().array())));
        if (element.y() != null) parts.add(numbers(element.y().array()));
        all.add(parts);
      });
    }
    return all;
  }

  private static List<Double> numbers(NDArray array) { return DoubleStream.of(array.doubles()).boxed().toList(); }

  @Test void refusesWhatHasNoWindow() {
    refuses("a window of 21 times, 1 apart, must fit into 20 times", () -> new TimeseriesDatasetFromArray(21).of(DATA));
    refuses("startIndex must be less than the number of times, got 20 of 20",
        () -> new TimeseriesDatasetFromArray(2).withStartIndex(20).of(DATA));
    refuses("endIndex must be less than the number of times, got 20 of 20",
        () -> new TimeseriesDatasetFromArray(2).withEndIndex(20).of(DATA));
    refuses("endIndex must be more than startIndex, got 3 and 3",
        () -> new TimeseriesDatasetFromArray(2).withStartIndex(3).withEndIndex(3));
    refuses("must be at least 1, got 2, 0 and 1", () -> new TimeseriesDatasetFromArray(2).withSequenceStride(0));
    refuses("there must be a target for the window from time 9 on, got 5 targets",
        () -> new TimeseriesDatasetFromArray(2).withStartIndex(5).of(DATA, NDArray.of(1, 2, 3, 4, 5)));
  }

  private static void refuses(String message, Runnable making) {
    String said = assertThrows(KeravaException.class, making::run).getMessage();
    assertTrue(said.startsWith("TimeseriesDatasetFromArray: ") && said.contains(message), said);
  }
}
