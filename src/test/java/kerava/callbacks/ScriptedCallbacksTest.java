package kerava.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.Warned;
import kerava.tensor.NDArray;
import kerava.training.Callback;
import kerava.training.Decimals;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What callbacks do beside scripted numbers, as Keras's do (src/test/python/golden_callbacks.py). */
class ScriptedCallbacksTest {
  private static final JsonNode GOLDEN = Goldens.read("callbacks");
  private static final int BATCHES = 5;

  @TestFactory Stream<DynamicTest> doAsKeras() {
    return StreamSupport.stream(GOLDEN.get("scripted").spliterator(), false)
        .map(run -> DynamicTest.dynamicTest(run.get("callback").asText() + " " + run.get("settings"),
            () -> Warned.during(() -> check(run))));
  }

  private static void check(JsonNode run) {
    JsonNode logs = GOLDEN.get("logs").get(run.get("logs").asInt());
    FakeTraining training = new FakeTraining();
    Callback callback = Written.of(run.get("callback").asText(), run.get("settings"), "");
    List<Double> rates = new ArrayList<>();
    callback.onTrainBegin(training);
    int epoch = 0;
    for (; epoch < logs.size() && !training.isStopped(); epoch++) {
      training.weights = NDArray.of(epoch);
      callback.onEpochBegin(training, epoch);
      SortedMap<String, Double> told = new TreeMap<>();
      logs.get(epoch).properties().forEach(each -> told.put(each.getKey(), each.getValue().asDouble()));
      for (int batch = 0; batch < BATCHES; batch++) callback.onBatchEnd(training, batch, new TreeMap<>(Map.of("loss", told.get("loss"))));
      callback.onEpochEnd(training, epoch, told);
      rates.add(training.learningRate());
    }
    callback.onTrainEnd(training, new TreeMap<>());
    assertEquals(run.get("stopped").asInt(), training.isStopped() ? epoch - 1 : epoch, "stopped");
    assertEquals(run.get("restored").isNull() ? null : NDArray.of(run.get("restored").asInt()), training.restored, "restored");
    assertEquals(strings(run.get("saved")), training.saved);
    assertEquals(String.join("\n", strings(run.get("told"))), training.told());
    for (int i = 0; i < rates.size(); i++) assertEquals(run.get("rates").get(i).asDouble(), rates.get(i), 0, "rate of epoch " + i);
  }

  private static List<String> strings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test void directionsOfMetricsAreKerass() {
    GOLDEN.get("directions").properties().forEach(metric -> assertEquals(metric.getValue().asText(),
        Monitor.UP.contains(metric.getKey()) ? "up" : Monitor.DOWN.contains(metric.getKey()) ? "down" : "null", metric.getKey()));
  }

  /** One setting each; what Keras must be told is told to the constructor. */
  @Test void settingsAreKerass() throws ClassNotFoundException {
    for (Map.Entry<String, JsonNode> callback : GOLDEN.get("settings").properties()) {
      Set<String> expected = new TreeSet<>();
      callback.getValue().fieldNames().forEachRemaining(expected::add);
      expected.removeAll(Set.of("filepath", "filename", "schedule"));
      assertEquals(List.copyOf(expected), Written.settings(Class.forName("kerava.callbacks." + callback.getKey())), callback.getKey());
    }
  }

  @Test void numbersAreWrittenAsPythonDoes() {
    for (JsonNode pair : GOLDEN.get("reprs")) assertEquals(pair.get(1).asText(), Decimals.repr(number(pair.get(0).asText()).doubleValue()));
    for (JsonNode format : GOLDEN.get("formats")) {
      String text = "{v:" + format.get(0).asText() + "}", value = format.get(1).asText();
      assertEquals(format.get(2).asText(), PythonFormat.of("test", text, Map.of("v", number(value))), text + " of " + value);
    }
  }

  private static Number number(String text) {
    if (text.equals("inf")) return Double.POSITIVE_INFINITY;
    return text.matches("-?\\d+") ? (Number) Integer.valueOf(text) : Double.valueOf(text);
  }

  @Test void namesThatCannotBeMadeAreRefused() {
    refused("names {none}", "a{none}.keras");
    refused("single }", "a}.keras");
    refused("format 'x'", "a{epoch:x}.keras");
    refused("format '.2'", "a{loss:.2}.keras");
    assertEquals("{a}1", PythonFormat.of("test", "{{a}}{epoch}", Map.of("epoch", 1)));
  }

  private static void refused(String part, String text) {
    String said = assertThrows(KeravaException.class, () -> PythonFormat.of("test", text, Map.of("epoch", 1, "loss", 0.5))).getMessage();
    assertTrue(said.contains(part), said);
  }

  @Test void whatIsNotThereIsToldOnce() {
    List<String> warned = Warned.during(() -> {
      EarlyStopping early = new EarlyStopping();
      FakeTraining training = new FakeTraining();
      early.onTrainBegin(training);
      for (int epoch = 0; epoch < 3; epoch++) early.onEpochEnd(training, epoch, new TreeMap<>(Map.of("loss", 1.0, "accuracy", 0.5)));
    });
    assertEquals(List.of("EarlyStopping: Early stopping conditioned on metric `val_loss` which is not available. "
        + "Available metrics are: accuracy,loss"), warned);
    FakeTraining training = new FakeTraining();
    EarlyStopping unknown = new EarlyStopping().withMonitor("mood");
    unknown.onTrainBegin(training);
    String said = assertThrows(KeravaException.class, () -> unknown.onEpochEnd(training, 0, new TreeMap<>())).getMessage();
    assertTrue(said.contains("monitor mood") && said.contains("Mode.MAX"), said);
  }

  @Test void aLossThatIsNoNumberEnds() {
    FakeTraining training = new FakeTraining();
    new TerminateOnNaN().onBatchEnd(training, 7, new TreeMap<>(Map.of("loss", Double.NaN)));
    assertTrue(training.isStopped());
    assertEquals("Batch 7: Invalid loss, terminating training\n", training.told());
    TerminateOnNaN raising = new TerminateOnNaN().withRaiseError(true);
    String said = assertThrows(KeravaException.class,
        () -> raising.onBatchEnd(training, 2, new TreeMap<>(Map.of("loss", Double.POSITIVE_INFINITY)))).getMessage();
    assertTrue(said.contains("encountered at batch 2. Loss value: inf."), said);
  }
}
