package kerava.interop;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.losses.MeanSquaredError;
import kerava.models.Model;
import kerava.optimizers.Adadelta;
import kerava.optimizers.Adafactor;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Adam;
import kerava.optimizers.AdamW;
import kerava.optimizers.Adamax;
import kerava.optimizers.Optimizer;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.optimizers.schedules.Rate;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.training.CompileSettings;
import kerava.training.FitOptions;
import kerava.training.History;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.DynamicTest;

/** Fits of golden_sequences.py, of models that are read from their JSON. A tolerance of 0 asks for every bit. */
record SequenceFits(JsonNode golden, double tolerance) {
  private static final Map<String, Supplier<Optimizer>> OPTIMIZERS =
      Map.ofEntries(entry("adam", Adam::new), entry("sgd", () -> new SGD(0.25, 0.5, false)), entry("slow", () -> new SGD(0.03125)),
          entry("gentle", () -> new SGD(0x1p-9)),
          entry("amsgrad", () -> new Adam(.01, .8, .99, 1e-7, true)), entry("adamw", () -> new AdamW(.01, .01).withClipnorm(.5)),
          entry("adamax", () -> new Adamax(.01)), entry("rmsprop", () -> new RMSprop(Rate.of(.01), .8, .3, 1e-7, true)),
          entry("adagrad", () -> new Adagrad(.01)), entry("adadelta", () -> new Adadelta(.1)), entry("adafactor", () -> new Adafactor(.01)),
          entry("nesterov", () -> new SGD(.1, .9, true).withClipvalue(.1)), entry("clipped", () -> new SGD(.1).withGlobalClipnorm(.3)));

  Stream<DynamicTest> tests() {
    return StreamSupport.stream(golden.get("fits").spliterator(), false)
        .map(fit -> DynamicTest.dynamicTest(fit.get("case").asText(), () -> check(fit)));
  }

  private void check(JsonNode fit) {
    RandomSeed.set(golden.get("seed").asLong());
    try (Model model = Model.fromJson(fit.get("model").asText())) {
      model.compile(CompileSettings.of(OPTIMIZERS.get(fit.get("optimizer").asText()).get(), new MeanSquaredError()));
      check(model, fit, "");
      if (fit.has("then")) check(model, fit.get("then"), " then");
    }
  }

  void check(Model model, JsonNode fit, String when) {
    if (fit.has("first")) Goldens.assertNear(Goldens.arrays(fit.get("first")), model.getWeights(), tolerance, "first weight");
    int batch = golden.get("batch_size").asInt();
    List<NDArray> x = Goldens.arrays(fit.get("x"));
    List<Double> losses = Bits.doubles(fit.get("loss"));
    History history =
        model.fit(columns(x), columns(Goldens.arrays(fit.get("y"))),
            new FitOptions().withEpochs(losses.size()).withBatchSize(batch).withVerbose(0));
    for (int i = 0; i < losses.size(); i++)
      Goldens.assertNear(losses.get(i), history.get("loss").get(i), tolerance, "loss of epoch " + i + when);
    Goldens.assertNear(Goldens.arrays(fit.get("weights")), model.getWeights(), tolerance, "weight" + when);
    List<NDArray> predicted = model.predictAll(columns(x.stream().map(each -> each.slice(0, batch)).toList()),
        new PredictOptions().withBatchSize(batch).withVerbose(0));
    Goldens.assertNear(Goldens.arrays(fit.get("predictions")), predicted, tolerance, "prediction" + when);
    Equality.had(model);
  }

  private static Columns columns(List<NDArray> arrays) { return Columns.of(arrays.toArray(Samples[]::new)); }
}
