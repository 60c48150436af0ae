package kerava.framework;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.activations.ELU;
import org.tensorflow.framework.activations.Exponential;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.framework.activations.HardSigmoid;
import org.tensorflow.framework.activations.Linear;
import org.tensorflow.framework.activations.ReLU;
import org.tensorflow.framework.activations.SELU;
import org.tensorflow.framework.activations.Sigmoid;
import org.tensorflow.framework.activations.Softmax;
import org.tensorflow.framework.activations.Softplus;
import org.tensorflow.framework.activations.Softsign;
import org.tensorflow.framework.activations.Swish;
import org.tensorflow.framework.activations.Tanh;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.constraints.MaxNorm;
import org.tensorflow.framework.constraints.MinMaxNorm;
import org.tensorflow.framework.constraints.NonNeg;
import org.tensorflow.framework.constraints.UnitNorm;
import org.tensorflow.framework.initializers.Constant;
import org.tensorflow.framework.initializers.Glorot;
import org.tensorflow.framework.initializers.He;
import org.tensorflow.framework.initializers.Identity;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.initializers.LeCun;
import org.tensorflow.framework.initializers.Ones;
import org.tensorflow.framework.initializers.Orthogonal;
import org.tensorflow.framework.initializers.RandomNormal;
import org.tensorflow.framework.initializers.RandomUniform;
import org.tensorflow.framework.initializers.TruncatedNormal;
import org.tensorflow.framework.initializers.VarianceScaling;
import org.tensorflow.framework.initializers.VarianceScaling.Distribution;
import org.tensorflow.framework.initializers.VarianceScaling.Mode;
import org.tensorflow.framework.initializers.Zeros;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.metrics.AUC;
import org.tensorflow.framework.metrics.AUCCurve;
import org.tensorflow.framework.metrics.AUCSummationMethod;
import org.tensorflow.framework.metrics.Metric;
import org.tensorflow.framework.optimizers.AdaDelta;
import org.tensorflow.framework.optimizers.AdaGrad;
import org.tensorflow.framework.optimizers.Adam;
import org.tensorflow.framework.optimizers.Adamax;
import org.tensorflow.framework.optimizers.Ftrl;
import org.tensorflow.framework.optimizers.GradientDescent;
import org.tensorflow.framework.optimizers.Momentum;
import org.tensorflow.framework.optimizers.Nadam;
import org.tensorflow.framework.optimizers.Optimizer;
import org.tensorflow.framework.optimizers.RMSProp;
import org.tensorflow.framework.regularizers.L1;
import org.tensorflow.framework.regularizers.L1L2;
import org.tensorflow.framework.regularizers.L2;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.types.TFloat32;

/** TensorFlow Framework's members with the settings that {@code golden_framework.py} calls them by. */
final class Members {
  private static final int SEED = 42;
  private static final Class<TFloat32> FLOATS = TFloat32.class;

  private Members() {}

  static Map<String, Activation> activations() {
    Map<String, Activation> all = new LinkedHashMap<>();
    all.put("ELU", new ELU());
    all.put("ELU(0.5)", new ELU(0.5));
    all.put("Exponential", new Exponential());
    all.put("GELU", new GELU());
    all.put("GELU(approximate)", new GELU(true));
    all.put("HardSigmoid", new HardSigmoid());
    all.put("Linear", new Linear());
    all.put("ReLU", new ReLU());
    all.put("ReLU(0.2, 1.5, 0.25)", new ReLU(0.2f, 1.5f, 0.25f));
    all.put("SELU", new SELU());
    all.put("Sigmoid", new Sigmoid());
    all.put("Softmax", new Softmax());
    all.put("Softplus", new Softplus());
    all.put("Softsign", new Softsign());
    all.put("Swish", new Swish());
    all.put("Tanh", new Tanh());
    return all;
  }

  static Map<String, Initializer<TFloat32>> initializers() {
    Map<String, Initializer<TFloat32>> all = new LinkedHashMap<>();
    all.put("Constant(0.3)", new Constant<>(0.3));
    all.put("Zeros", new Zeros<>());
    all.put("Ones", new Ones<>());
    all.put("Identity(2.5)", new Identity<>(2.5));
    all.put("RandomNormal(0.5, 2)", new RandomNormal<>(0.5, 2, SEED));
    all.put("RandomUniform(-0.2, 0.7)", new RandomUniform<>(-0.2, 0.7, SEED));
    all.put("TruncatedNormal(-1, 0.3)", new TruncatedNormal<>(-1, 0.3, SEED));
    all.put("Orthogonal(1.7)", new Orthogonal<>(1.7, SEED));
    all.put("Glorot(TRUNCATED_NORMAL)", new Glorot<>(Distribution.TRUNCATED_NORMAL, SEED));
    all.put("Glorot(UNIFORM)", new Glorot<>(Distribution.UNIFORM, SEED));
    all.put("He(TRUNCATED_NORMAL)", new He<>(Distribution.TRUNCATED_NORMAL, SEED));
    all.put("He(UNIFORM)", new He<>(Distribution.UNIFORM, SEED));
    all.put("LeCun(TRUNCATED_NORMAL)", new LeCun<>(Distribution.TRUNCATED_NORMAL, SEED));
    all.put("LeCun(UNIFORM)", new LeCun<>(Distribution.UNIFORM, SEED));
    for (Mode mode : Mode.values())
      for (Distribution distribution : Distribution.values())
        all.put(String.format("VarianceScaling(1.5, %s, %s)", mode, distribution), new VarianceScaling<>(1.5, mode, distribution, SEED));
    return all;
  }

  static Map<String, Loss> losses() {
    Map<String, Loss> all = new LinkedHashMap<>();
    all.put("BinaryCrossentropy", new org.tensorflow.framework.losses.BinaryCrossentropy(Reduction.NONE));
    all.put("BinaryCrossentropy(logits)", new org.tensorflow.framework.losses.BinaryCrossentropy(true, 0, Reduction.NONE));
    all.put("BinaryCrossentropy(smoothing 0.1)", new org.tensorflow.framework.losses.BinaryCrossentropy(false, 0.1f, Reduction.NONE));
    all.put("CategoricalCrossentropy", new org.tensorflow.framework.losses.CategoricalCrossentropy(Reduction.NONE));
    all.put("CategoricalCrossentropy(logits)", new org.tensorflow.framework.losses.CategoricalCrossentropy(true, 0, Reduction.NONE));
    all.put("CategoricalCrossentropy(smoothing 0.1)",
        new org.tensorflow.framework.losses.CategoricalCrossentropy(false, 0.1f, Reduction.NONE));
    all.put("CategoricalHinge", new org.tensorflow.framework.losses.CategoricalHinge(Reduction.NONE));
    all.put("CosineSimilarity", new org.tensorflow.framework.losses.CosineSimilarity(Reduction.NONE));
    all.put("Hinge", new org.tensorflow.framework.losses.Hinge(Reduction.NONE));
    all.put("Huber", new org.tensorflow.framework.losses.Huber(Reduction.NONE));
    all.put("KLDivergence", new org.tensorflow.framework.losses.KLDivergence(Reduction.NONE));
    all.put("LogCosh", new org.tensorflow.framework.losses.LogCosh(Reduction.NONE));
    all.put("MeanAbsoluteError", new org.tensorflow.framework.losses.MeanAbsoluteError(Reduction.NONE));
    all.put("MeanAbsolutePercentageError", new org.tensorflow.framework.losses.MeanAbsolutePercentageError(Reduction.NONE));
    all.put("MeanSquaredError", new org.tensorflow.framework.losses.MeanSquaredError(Reduction.NONE));
    all.put("MeanSquaredLogarithmicError", new org.tensorflow.framework.losses.MeanSquaredLogarithmicError(Reduction.NONE));
    all.put("Poisson", new org.tensorflow.framework.losses.Poisson(Reduction.NONE));
    all.put("SparseCategoricalCrossentropy", new org.tensorflow.framework.losses.SparseCategoricalCrossentropy(Reduction.NONE));
    all.put("SparseCategoricalCrossentropy(logits)",
        new org.tensorflow.framework.losses.SparseCategoricalCrossentropy(true, Reduction.NONE));
    all.put("SquaredHinge", new org.tensorflow.framework.losses.SquaredHinge(Reduction.NONE));
    return all;
  }

  static Map<String, Supplier<Metric>> metrics() {
    Map<String, Supplier<Metric>> all = new LinkedHashMap<>();
    all.put("AUC", () -> new AUC<>(1L, FLOATS));
    all.put("AUC(50, PR)", () -> new AUC<>(50, AUCCurve.PR, 1L, FLOATS));
    all.put("AUC(50, ROC, MINORING)", () -> new AUC<>(50, AUCCurve.ROC, AUCSummationMethod.MINORING, 1L, FLOATS));
    all.put("AUC(50, PR, MAJORING)", () -> new AUC<>(50, AUCCurve.PR, AUCSummationMethod.MAJORING, 1L, FLOATS));
    all.put("Accuracy", () -> new org.tensorflow.framework.metrics.Accuracy<>(1L, FLOATS));
    all.put("BinaryAccuracy", () -> new org.tensorflow.framework.metrics.BinaryAccuracy<>(1L, FLOATS));
    all.put("BinaryAccuracy(0.3)", () -> new org.tensorflow.framework.metrics.BinaryAccuracy<>(0.3f, 1L, FLOATS));
    all.put("BinaryCrossentropy", () -> new org.tensorflow.framework.metrics.BinaryCrossentropy<>(false, 0, 1L, FLOATS));
    all.put("CategoricalAccuracy", () -> new org.tensorflow.framework.metrics.CategoricalAccuracy<>(1L, FLOATS));
    all.put("CategoricalCrossentropy", () -> new org.tensorflow.framework.metrics.CategoricalCrossentropy<>(false, 0, 1L, FLOATS));
    all.put("CategoricalHinge", () -> new org.tensorflow.framework.metrics.CategoricalHinge<>(1L, FLOATS));
    all.put("CosineSimilarity", () -> new org.tensorflow.framework.metrics.CosineSimilarity<>(1L, FLOATS));
    all.put("FalseNegatives", () -> new org.tensorflow.framework.metrics.FalseNegatives<>(1L, FLOATS));
    all.put("FalsePositives", () -> new org.tensorflow.framework.metrics.FalsePositives<>(1L, FLOATS));
    all.put("FalsePositives(0.3)", () -> new org.tensorflow.framework.metrics.FalsePositives<>(0.3f, 1L, FLOATS));
    all.put("Hinge", () -> new org.tensorflow.framework.metrics.Hinge<>(1L, FLOATS));
    all.put("KLDivergence", () -> new org.tensorflow.framework.metrics.KLDivergence<>(1L, FLOATS));
    all.put("LogCoshError", () -> new org.tensorflow.framework.metrics.LogCoshError<>(1L, FLOATS));
    all.put("MeanAbsoluteError", () -> new org.tensorflow.framework.metrics.MeanAbsoluteError<>(1L, FLOATS));
    all.put("MeanAbsolutePercentageError", () -> new org.tensorflow.framework.metrics.MeanAbsolutePercentageError<>(1L, FLOATS));
    all.put("MeanSquaredError", () -> new org.tensorflow.framework.metrics.MeanSquaredError<>(1L, FLOATS));
    all.put("MeanSquaredLogarithmicError", () -> new org.tensorflow.framework.metrics.MeanSquaredLogarithmicError<>(1L, FLOATS));
    all.put("Poisson", () -> new org.tensorflow.framework.metrics.Poisson<>(1L, FLOATS));
    all.put("Precision", () -> new org.tensorflow.framework.metrics.Precision<>(1L, FLOATS));
    all.put("Precision(0.3)", () -> new org.tensorflow.framework.metrics.Precision<>(0.3f, 1L, FLOATS));
    all.put("PrecisionAtRecall(0.6)", () -> new org.tensorflow.framework.metrics.PrecisionAtRecall<>(0.6f, 1L, FLOATS));
    all.put("Recall", () -> new org.tensorflow.framework.metrics.Recall<>(1L, FLOATS));
    all.put("Recall(0.3)", () -> new org.tensorflow.framework.metrics.Recall<>(0.3f, 1L, FLOATS));
    all.put("RecallAtPrecision(0.6)", () -> new org.tensorflow.framework.metrics.RecallAtPrecision<>(0.6f, 1L, FLOATS));
    all.put("RootMeanSquaredError", () -> new org.tensorflow.framework.metrics.RootMeanSquaredError<>(1L, FLOATS));
    all.put("SensitivityAtSpecificity(0.6)", () -> new org.tensorflow.framework.metrics.SensitivityAtSpecificity<>(0.6f, 1L, FLOATS));
    all.put("SparseCategoricalAccuracy", () -> new org.tensorflow.framework.metrics.SparseCategoricalAccuracy<>(1L, FLOATS));
    all.put("SparseCategoricalCrossentropy",
        () -> new org.tensorflow.framework.metrics.SparseCategoricalCrossentropy<>(false, -1, 1L, FLOATS));
    all.put("SparseTopKCategoricalAccuracy(2)", () -> new org.tensorflow.framework.metrics.SparseTopKCategoricalAccuracy<>(2, 1L, FLOATS));
    all.put("SpecificityAtSensitivity(0.6)", () -> new org.tensorflow.framework.metrics.SpecificityAtSensitivity<>(0.6f, 1L, FLOATS));
    all.put("SquaredHinge", () -> new org.tensorflow.framework.metrics.SquaredHinge<>(1L, FLOATS));
    all.put("TopKCategoricalAccuracy(2)", () -> new org.tensorflow.framework.metrics.TopKCategoricalAccuracy<>(2, 1L, FLOATS));
    all.put("TrueNegatives", () -> new org.tensorflow.framework.metrics.TrueNegatives<>(1L, FLOATS));
    all.put("TruePositives", () -> new org.tensorflow.framework.metrics.TruePositives<>(1L, FLOATS));
    return all;
  }

  static Map<String, Regularizer> regularizers() {
    return Map.of("L1(0.03)", new L1(0.03f), "L2(0.02)", new L2(0.02f), "L1L2(0.01, 0.02)", new L1L2(0.01f, 0.02f));
  }

  static Map<String, Constraint> constraints() {
    return Map.of("MaxNorm(1.5)", new MaxNorm(1.5), "MinMaxNorm(0.8, 1.2, 0.5, 0)", new MinMaxNorm(0.8, 1.2, 0.5, 0), "NonNeg",
        new NonNeg(),
        "UnitNorm", new UnitNorm());
  }

  static Map<String, Function<Graph, Optimizer>> optimizers() {
    Map<String, Function<Graph, Optimizer>> all = new LinkedHashMap<>();
    all.put("GradientDescent(0.1)", graph -> new GradientDescent(graph, 0.1f));
    all.put("Momentum(0.1, 0.9)", graph -> new Momentum(graph, 0.1f, 0.9f));
    all.put("Momentum(0.1, 0.9, nesterov)", graph -> new Momentum(graph, 0.1f, 0.9f, true));
    all.put("AdaDelta(0.5)", graph -> new AdaDelta(graph, 0.5f));
    all.put("AdaGrad(0.1)", graph -> new AdaGrad(graph, 0.1f));
    all.put("Adam(0.1)", graph -> new Adam(graph, 0.1f));
    all.put("Adamax(0.1)", graph -> new Adamax(graph, 0.1f));
    all.put("Ftrl(0.1)", graph -> new Ftrl(graph, 0.1f));
    all.put("Nadam(0.1)", graph -> new Nadam(graph, 0.1f));
    all.put("RMSProp(0.1)", graph -> new RMSProp(graph, 0.1f));
    return all;
  }
}
