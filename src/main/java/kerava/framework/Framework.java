package kerava.framework;

import static kerava.KeravaException.require;

import java.util.function.Supplier;
import kerava.activations.ActivationFunction;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.regularizers.Regularizer;
import org.tensorflow.types.TFloat32;

/**
 * Members of TensorFlow Framework (org.tensorflow:tensorflow-framework) as members of Kerava's families. They stand in a model wherever
 * Kerava's own do, compute what TensorFlow Framework computes, and are trained through with the gradients of TensorFlow's C++ library; bits
 * are not Keras's. A file holds none of them.
 */
public final class Framework {
  private Framework() {}

  /** {@code new Dense(16, Framework.activation(new ELU(0.5)))}. */
  public static ActivationFunction activation(org.tensorflow.framework.activations.Activation activation) {
    return new FrameworkActivation(given("activation", activation));
  }

  /**
   * {@code new Dense(16).withKernelInitializer(Framework.initializer(new TruncatedNormal<>(0, 0.05, 42)))}. Its seed is its own: two
   * weights of one shape begin with the same values.
   */
  public static Initializer initializer(org.tensorflow.framework.initializers.Initializer<TFloat32> initializer) {
    return new FrameworkInitializer(given("initializer", initializer));
  }

  /**
   * {@code Framework.loss(new Huber(Reduction.NONE))}. Kerava takes the mean of the samples' losses itself, with their weights: a loss that
   * does so is refused as soon as a model trains or evaluates by it.
   */
  public static Loss loss(org.tensorflow.framework.losses.Loss loss) { return new FrameworkLoss(given("loss", loss)); }

  /**
   * {@code Framework.metric(() -> new AUC<>(1, TFloat32.class))}. A metric of TensorFlow Framework belongs to one graph, so {@code metric}
   * makes a new one for each. In logs it has its own name in snake_case. Refused are metrics of values alone: Mean, Sum and MeanTensor.
   */
  public static Metric metric(Supplier<? extends org.tensorflow.framework.metrics.Metric> metric) {
    return new FrameworkMetric(given("metric", metric));
  }

  /** {@code new Dense(16).withKernelRegularizer(Framework.regularizer(new L2(0.01f)))}. */
  public static Regularizer regularizer(org.tensorflow.framework.regularizers.Regularizer regularizer) {
    return new FrameworkRegularizer(given("regularizer", regularizer));
  }

  /** {@code new Dense(16).withKernelConstraint(Framework.constraint(new MaxNorm(2)))}. */
  public static Constraint constraint(org.tensorflow.framework.constraints.Constraint constraint) {
    return new FrameworkConstraint(given("constraint", constraint));
  }

  private static <T> T given(String kind, T member) {
    require(member != null, "Framework: the %s must not be null", kind);
    return member;
  }

  /** What an error calls {@code member}. */
  static String called(Object member) { return "TensorFlow Framework's " + member.getClass().getSimpleName(); }
}
