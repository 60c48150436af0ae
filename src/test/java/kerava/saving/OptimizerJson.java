package kerava.saving;

import kerava.config.Limits;
import kerava.optimizers.Optimizer;

/** An optimizer as Python's {@code keras.optimizers.serialize} tells it. */
public final class OptimizerJson {
  private OptimizerJson() {}

  public static Optimizer read(String json) {
    Problems problems = new Problems("the golden");
    Optimizer optimizer = new ObjectReader(problems, Dialect.KERAS_3, Limits.DEFAULT, Custom.NONE).read(Optimizer.class,
        Json.read(json, "the golden", Limits.DEFAULT), "optimizer");
    problems.refuseAny(null);
    return optimizer;
  }
}
