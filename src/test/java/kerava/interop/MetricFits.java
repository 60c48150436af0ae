package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Eval;
import kerava.Goldens;
import kerava.config.Family;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.metrics.Accuracy;
import kerava.metrics.MeanMetric;
import kerava.metrics.Metric;
import kerava.metrics.StateMetric;
import kerava.models.Sequential;
import kerava.ops.SampleSum;
import kerava.ops.Tensor;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.PerOutput;
import org.junit.jupiter.api.DynamicTest;

/** The metrics of golden_metrics.py, as Keras writes them. */
final class MetricFits {
  private MetricFits() {}

  /** Models that are compiled with many metrics, or with many weighted ones. */
  static Stream<DynamicTest> models(SmallFits fits) {
    return fits.fits().map(fit -> DynamicTest.dynamicTest(fit.get("case").asText() + (isWeighted(fit) ? ", weighted" : ""), () -> {
      Map<String, Metric> accuracy = Map.of("accuracy", new Accuracy()), metrics = new LinkedHashMap<>(accuracy);
      fit.get("metrics").forEach(each -> metrics.put(each.get("config").get("name").asText(), metric(each)));
      RandomSeed.set(fits.golden().get("seed").asLong());
      JsonNode output = fit.get("output");
      List<Layer> layers = List.of(new Input(5), new Dense(7, "tanh"), new Dense(output.get(0).asInt(), output.get(1).asText()));
      CompileSettings settings =
          new CompileSettings(new SGD(.25), Family.byName(Loss.class, fit.get("loss").asText()), isWeighted(fit) ? accuracy : metrics);
      try (Sequential model = new Sequential(null, layers)) {
        model.compile(isWeighted(fit) ? settings.withWeightedMetrics(PerOutput.all(metrics)) : settings);
        fits.check(fit, model, isWeighted(fit) ? fits.part("w", fit) : null);
      }
    }));
  }

  private static boolean isWeighted(JsonNode fit) { return fit.get("weighted").asBoolean(); }

  private static Metric metric(JsonNode written) { return new Described().object(Metric.class, written); }

  /** What a metric tells after each of several batches. */
  static Stream<DynamicTest> values(SmallFits golden) {
    return StreamSupport.stream(golden.golden().get("cases").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("metric") + " of " + c.get("data").asText(), () -> {
          List<NDArray> batches = new ArrayList<>();
          golden.golden().get("data").get(c.get("data").asText()).forEach(batch -> {
            batches.add(Goldens.array(batch.get("y")));
            batches.add(Goldens.array(batch.get("p")));
          });
          List<NDArray> told = told(metric(c.get("metric")), batches);
          golden.near(Bits.doubles(c.get("told")), told.stream().map(one -> (double) one.values()[0]).toList(), "batch");
        }));
  }

  private static List<NDArray> told(Metric metric, List<NDArray> batches) {
    return Eval.onTape(batches, (tape, in) -> {
      Gathered gathered = new Gathered(metric);
      return Stream.iterate(0, i -> i < in.size(), i -> i + 2).map(i -> gathered.after(in.get(i), in.get(i + 1))).toList();
    });
  }

  /** What a metric has gathered; a mean as the loop keeps it. */
  private static final class Gathered {
    private final Metric metric;
    private Map<String, Tensor> state;

    Gathered(Metric metric) { this.metric = metric; }

    /** What is told after one more batch. */
    Tensor after(Tensor truth, Tensor prediction) {
      Metric resolved = metric.resolve(Shape.ofSizes(truth.sizes()), Shape.ofSizes(prediction.sizes()));
      if (resolved instanceof StateMetric stateful) {
        if (state == null) state = zeros(stateful, prediction);
        state = stateful.update(state, truth, prediction);
        return stateful.result(state);
      }
      SampleSum batch = SampleSum.of(((MeanMetric) resolved).values(truth, prediction), null);
      state = state == null
          ? Map.of("sum", batch.sum(), "count", batch.count())
          : Map.of("sum", state.get("sum").plus(batch.sum()), "count", state.get("count").plus(batch.count()));
      return state.get("sum").divideNoNan(state.get("count"));
    }

    private static Map<String, Tensor> zeros(StateMetric metric, Tensor x) {
      Map<String, Tensor> zeros = new LinkedHashMap<>();
      metric.state(Shape.ofSizes(x.sizes())).forEach((name, shape) -> zeros.put(name, x.zeros(shape.sizes())));
      return zeros;
    }
  }
}
