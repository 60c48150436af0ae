package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kerava.Goldens;
import kerava.callbacks.Events;
import kerava.callbacks.TensorBoard;
import kerava.initializers.Ones;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import kerava.optimizers.schedules.ExponentialDecay;
import kerava.random.Session;
import kerava.tensor.NDArray;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;

/** What TensorBoard is told of the fits of golden_callbacks.py, board. */
record EventFits(JsonNode golden, double tolerance) {
  /** {@code folder}: for each of them one of its own. */
  void check(Path folder) throws IOException {
    for (JsonNode run : golden.get("events")) {
      Path fit = folder.resolve(run.get("settings").toString().replaceAll("\\W+", "")),
          evaluate = fit.resolveSibling(fit.getFileName() + "evaluate");
      train(run.get("settings"), fit, evaluate);
      same(run.get("fit"), Events.read(fit), "fit");
      same(run.get("evaluate"), Events.read(evaluate), "evaluate");
    }
  }

  private void train(JsonNode settings, Path fit, Path evaluate) {
    NDArray x = Goldens.array(golden.get("x")), y = NDArray.of(Goldens.ints(golden.get("y"))).slice(0, x.count());
    try (Session session = Session.begin(golden.get("seed").asLong());
        Sequential model = new Sequential(new Input(5), new Dense(3, "tanh").withBiasInitializer(new Ones()), new Dense(4, "softmax"))) {
      model.compile(new SGD(new ExponentialDecay(0.1, 4, 0.5)), new SparseCategoricalCrossentropy(), new Accuracy());
      model.fit(x, y,
          new FitOptions().withEpochs(3).withStepsPerEpoch(3).withBatchSize(6).withVerbose(0)
              .withValidationData(x.slice(0, 10), y.slice(0, 10))
              .withCallbacks(board(settings, fit)));
      model.evaluate(x, y, new EvaluateOptions().withBatchSize(6).withVerbose(0).withCallbacks(board(settings, evaluate)));
    }
  }

  private static TensorBoard board(JsonNode settings, Path folder) {
    TensorBoard board = new TensorBoard(folder).withHistogramFreq(settings.get("histogram_freq").asInt())
        .withWriteGraph(settings.path("write_graph").asBoolean(true));
    return settings.has("update_freq") ? board.withUpdateFreq(settings.get("update_freq").asInt()) : board;
  }

  private void same(JsonNode expected, List<Events.Told> told, String what) {
    List<String> names = new ArrayList<>(), got = new ArrayList<>();
    for (JsonNode event : expected) names.add(name(event, "folder", "step", "tag", "plugin", "content"));
    for (Events.Told each : told) got.add(String.join(" ", each.folder(), "" + each.step(), each.tag(), each.plugin(), each.content()));
    assertEquals(names, got, what);
    for (int i = 0; i < told.size(); i++) {
      List<Double> values = Bits.doubles(expected.get(i).get("values"));
      new SmallFits(golden, tolerance).near(values, told.get(i).values(), what + ", " + names.get(i));
    }
  }

  private static String name(JsonNode event, String... parts) {
    List<String> all = new ArrayList<>();
    for (String part : parts) all.add(event.get(part).asText());
    return String.join(" ", all);
  }
}
