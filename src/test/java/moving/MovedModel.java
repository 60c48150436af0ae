package moving;

import kerava.framework.Framework;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.models.Sequential;
import kerava.optimizers.SGD;
import org.tensorflow.framework.activations.Softplus;
import org.tensorflow.framework.constraints.MaxNorm;
import org.tensorflow.framework.initializers.TruncatedNormal;
import org.tensorflow.framework.losses.BinaryCrossentropy;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.metrics.AUC;
import org.tensorflow.framework.metrics.BinaryAccuracy;
import org.tensorflow.framework.regularizers.L2;
import org.tensorflow.types.TFloat32;

/** A model of one's own parts from TensorFlow Framework. */
public final class MovedModel {
  public static Sequential model() {
    Dense hidden = new Dense(8, Framework.activation(new Softplus()))
        .withKernelInitializer(Framework.initializer(new TruncatedNormal<>(0, 0.3, 42)))
        .withKernelRegularizer(Framework.regularizer(new L2(0.01f)))
        .withKernelConstraint(Framework.constraint(new MaxNorm(0.8)));
    Sequential model = new Sequential(new Input(5), hidden, new Dense(1, "sigmoid"));
    model.compile(new SGD(0.1), Framework.loss(new BinaryCrossentropy(Reduction.NONE)),
        Framework.metric(() -> new AUC<>(1, TFloat32.class)),
        Framework.metric(() -> new BinaryAccuracy<>(1, TFloat32.class)));
    return model;
  }
}
