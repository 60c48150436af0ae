package kerava.framework;

import static kerava.KeravaException.require;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import kerava.KeravaException;
import kerava.config.Names;
import kerava.metrics.MeanMetric;
import kerava.ops.Foreign;
import kerava.ops.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.framework.metrics.Metric;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** A metric of TensorFlow Framework that is a mean of what each sample has. Kerava takes the mean: that one takes it wrongly of a batch of unknown size. */
final class FrameworkMean implements MeanMetric {
  private final Metric metric;
  /** {@code call(tf, labels, predictions, type)}, of an interface that TensorFlow Framework keeps to itself. */
  private final Method values;

  FrameworkMean(Metric metric, Method values) {
    this.metric = metric;
    this.values = values;
  }

  @Override public String logName() { return Names.snakeCase(metric.getClass().getSimpleName()); }

  @Override public Tensor values(Tensor truth, Tensor prediction) {
    String who = metric.getClass().getSimpleName();
    Tensor each = Foreign.of(who, prediction, (tf, y) -> call(tf, truth.operand(), y));
    require(each.rank() > 0, "Framework.metric: %s gives one value for a batch, not one for each sample", who);
    return each;
  }

  @SuppressWarnings("unchecked") // it gives what it is asked for
  private Operand<? extends TNumber> call(Ops tf, Operand<?> truth, Operand<TFloat32> prediction) {
    try {
      return (Operand<? extends TNumber>) values.invoke(metric, tf, truth, prediction, TFloat32.class);
    } catch (InvocationTargetException e) {
      throw new KeravaException(metric.getClass().getSimpleName() + ": " + e.getCause().getMessage(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override public String toString() { return Framework.called(metric); }
}
