package kerava.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.Goldens;
import kerava.config.Settings;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.optimizers.Adadelta;
import kerava.optimizers.Adafactor;
import kerava.optimizers.Adagrad;
import kerava.optimizers.Adam;
import kerava.optimizers.AdamW;
import kerava.optimizers.Adamax;
import kerava.optimizers.Ftrl;
import kerava.optimizers.Lamb;
import kerava.optimizers.Lion;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.Muon;
import kerava.optimizers.Nadam;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerMap;
import kerava.optimizers.RMSprop;
import kerava.optimizers.SGD;
import kerava.optimizers.ScheduleFreeAdamW;
import kerava.optimizers.schedules.Rate;

/** The optimizers of golden_optimizers.py OPTIMIZERS, under the same names. */
final class OptimizerFits {
  static final Map<String, Optimizer> CASES = new LinkedHashMap<>();

  private OptimizerFits() {}

  static {
    CASES.put("sgd", new SGD());
    CASES.put("sgd, faster", new SGD(0.1));
    CASES.put("sgd with momentum", new SGD(0.05, 0.9, false));
    CASES.put("sgd with nesterov", new SGD(0.03, 0.8, true));
    CASES.put("sgd with nesterov, no momentum", new SGD(0.03, 0, true));
    CASES.put("rmsprop", new RMSprop());
    CASES.put("rmsprop, other settings", new RMSprop(0.01, 0.7, 0, 1e-4, false));
    CASES.put("rmsprop with momentum", new RMSprop(0.002, 0.9, 0.9, 1e-7, false));
    CASES.put("rmsprop, centered", new RMSprop(0.002, 0.9, 0, 1e-7, true));
    CASES.put("rmsprop, centered with momentum", new RMSprop(0.002, 0.8, 0.5, 1e-5, true));
    CASES.put("adagrad", new Adagrad());
    CASES.put("adagrad, other settings", new Adagrad(0.05, 0.01, 1e-3));
    CASES.put("adafactor", new Adafactor());
    CASES.put("adafactor, other settings", new Adafactor(0.05, -0.7, 1e-8, 0.02, 0.8, false));
    CASES.put("adam", new Adam());
    CASES.put("adam, other settings", new Adam(0.02, 0.8, 0.95, 1e-3, false));
    CASES.put("adam, amsgrad", new Adam(0.01, 0.9, 0.9, 1e-7, true));
    CASES.put("adamw", new AdamW(Rate.of(0.02), 0.004, 0.9, 0.999, 1e-3, false));
    CASES.put("adamw, other settings", new AdamW(0.02, 0.3, 0.8, 0.95, 1e-3, true));
    CASES.put("adamax", new Adamax());
    CASES.put("adamax, other settings", new Adamax(0.02, 0.8, 0.95, 1e-3).withWeightDecay(0.3).withClipnorm(0.1));
    CASES.put("adadelta", new Adadelta());
    CASES.put("adadelta, other settings", new Adadelta(0.5, 0.8, 1e-3).withWeightDecay(0.01).withGlobalClipnorm(0.1));
    CASES.put("lion", new Lion());
    CASES.put("lion, other settings", new Lion(0.01, 0.7, 0.8).withWeightDecay(0.3).withClipnorm(0.1));
    CASES.put("nadam", new Nadam());
    CASES.put("nadam, other settings", new Nadam(0.02, 0.8, 0.95, 1e-3).withWeightDecay(0.3).withClipvalue(0.05));
    CASES.put("ftrl", new Ftrl());
    CASES.put("ftrl, other settings", new Ftrl(0.05, -0.7, 0.2, 0.001, 0.01, 0.02, 0.5));
    CASES.put("ftrl, clipnorm and weight decay", new Ftrl(0.05).withClipnorm(0.1).withWeightDecay(0.3));
    CASES.put("lamb", new Lamb());
    CASES.put("lamb, other settings", new Lamb(0.02, 0.8, 0.95, 1e-3).withWeightDecay(0.3).withGlobalClipnorm(0.1));
    CASES.put("muon", new Muon());
    CASES.put("muon, other settings", new Muon(0.02).withAdam(0.8, 0.95, 1e-3, 0.5).withAdamWeightDecay(0.1).withWeightDecay(0.3)
        .withNewtonSchulz(3, -4, 1.8, 3).withMomentum(0.8, true).withRmsRate(0.4).withClipnorm(0.1));
    Muon muon = new Muon(0.02).withAdam(0.9, 0.999, 1e-3, 1);
    CASES.put("muon, without nesterov",
        muon.withMomentum(0.95, false).with(Settings.with(muon.options(), "weightDecay", null)));
    CASES.put("muon, without rms rate", muon.withRmsRate(null).withAdamWeightDecay(null));
    CASES.put("muon, layers excluded", muon.withExcludeLayers("^sequential[_0-9]*/dense[_0-9]*/k.+l$"));
    CASES.put("muon, decay but of kernels", muon.withWeightDecay(0.3).withAdamWeightDecay(0.3).excludeFromWeightDecay("kernel"));
    CASES.put("muon, gradients of two steps, averaged",
        muon.withGlobalClipnorm(0.1).withEma(0.8).withGradientAccumulationSteps(2));
    CASES.put("schedule-free adamw", free(.0025));
    CASES.put("schedule-free adamw, other settings",
        new ScheduleFreeAdamW(0.02, 0.8, 0.95, 1e-3, 7).withWeightDecay(0.3).withClipnorm(0.1));
    CASES.put("schedule-free adamw, without decay of biases",
        free(0.02).withWeightDecay(0.3).withGlobalClipnorm(0.1).excludeFromWeightDecay("bias"));
    CASES.put("schedule-free adamw, gradients of two steps, averaged",
        free(0.02).withClipvalue(0.05).withEma(0.8, 3).withGradientAccumulationSteps(2));
    CASES.put("several", several(new SGD(0.1), ".*kernel", new Adam(0.02, 0.9, 0.999, 1e-3, false)));
    Nadam nadam = new Nadam(0.02, 0.9, 0.999, 1e-3);
    CASES.put("several, one of them twice",
        new MultiOptimizer(new OptimizerMap(nadam).with(".*dense[_0-9]*/kernel", new SGD(0.05, 0.9, false))
            .with(".*dense[_0-9]*/bias", nadam)));
    CASES.put("several, each with its options",
        several(new AdamW(0.02, 0.3, 0.9, 0.999, 1e-3, false).withGlobalClipnorm(0.1).excludeFromWeightDecay("bias"), ".*bias",
            new SGD(0.1).withEma(0.8).withGradientAccumulationSteps(2)));
    SGD sgd = new SGD(0.1);
    CASES.put("sgd, clipnorm", sgd.withClipnorm(0.1));
    CASES.put("sgd, global clipnorm", sgd.withGlobalClipnorm(0.1));
    CASES.put("sgd, clipvalue", sgd.withClipvalue(0.01));
    CASES.put("sgd, weight decay", sgd.withWeightDecay(0.3));
    CASES.put("sgd, weight decay but of biases", sgd.withWeightDecay(0.3).excludeFromWeightDecay("bias"));
    CASES.put("sgd with momentum, clipnorm and weight decay", new SGD(0.05, 0.9, false).withClipnorm(0.1).withWeightDecay(0.3));
    CASES.put("rmsprop, global clipnorm and weight decay",
        new RMSprop(0.01, 0.7, 0, 1e-4, false).withGlobalClipnorm(0.1).withWeightDecay(0.3));
    CASES.put("adagrad, clipnorm", new Adagrad(0.05, 0.01, 1e-3).withClipnorm(0.1));
    CASES.put("adafactor, global clipnorm and weight decay", new Adafactor(0.05).withGlobalClipnorm(0.1).withWeightDecay(0.3));
    CASES.put("adam, clipvalue and weight decay", new Adam(0.02, 0.8, 0.95, 1e-3, false).withClipvalue(0.05).withWeightDecay(0.3));
    CASES.put("adam, averaged", new Adam(0.02, 0.9, 0.999, 1e-3, false).withEma(0.9));
    CASES.put("sgd, averaged again and again", sgd.withWeightDecay(0.3).withEma(0.5, 3));
    CASES.put("sgd, gradients of two steps", sgd.withGradientAccumulationSteps(2));
    CASES.put("rmsprop, gradients of three steps",
        new RMSprop(0.01, 0.9, 0.5, 1e-4, false).withWeightDecay(0.3).withGradientAccumulationSteps(3));
    CASES.put("nadam, gradients of two steps", new Nadam(0.02, 0.9, 0.999, 1e-3).withClipnorm(0.1).withGradientAccumulationSteps(2));
    CASES.put("adam, gradients of two steps, averaged", new Adam(0.02, 0.9, 0.999, 1e-3, false).withGlobalClipnorm(0.1).withWeightDecay(0.3)
        .withEma(0.8, 2).withGradientAccumulationSteps(2));
  }

  private static MultiOptimizer several(Optimizer otherwise, String key, Optimizer optimizer) {
    return new MultiOptimizer(new OptimizerMap(otherwise).with(key, optimizer));
  }

  private static ScheduleFreeAdamW free(double rate) { return new ScheduleFreeAdamW(rate, 0.9, 0.999, 1e-3, 0); }

  static SmallFits.Compiled of(JsonNode golden, JsonNode fit) {
    int[] units = Goldens.ints(golden.get("units").get(fit.get("model").asText()));
    return new SmallFits.Compiled(() -> layers(units), () -> CASES.get(fit.get("case").asText()), SparseCategoricalCrossentropy::new);
  }

  private static List<Layer> layers(int[] units) {
    List<Layer> layers = new ArrayList<>(List.of(new Input(5)));
    for (int i = 0; i < units.length; i++) layers.add(new Dense(units[i], i < units.length - 1 ? "tanh" : "softmax"));
    return layers;
  }
}
