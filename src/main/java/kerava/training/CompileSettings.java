package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.config.Family;
import kerava.config.Names;
import kerava.engine.Goal;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.optimizers.Optimizer;
import kerava.optimizers.SGD;

/**
 * What a model was compiled with; the metrics by the names they have in logs. Source: Keras {@code trainers/trainer.py} compile.
 *
 * @param optimizer null only as read from a file whose optimizer is not supported: such a model evaluates, and does not train
 */
public record CompileSettings(Optimizer optimizer, Loss loss, Map<String, Metric> metrics) {
  public CompileSettings {
    require(loss != null, inJava("take new SparseCategoricalCrossentropy(), for example"), "compile: the loss must not be null");
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  public static CompileSettings of(Optimizer optimizer, Loss loss, Metric... metrics) {
    Map<String, Metric> named = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      require(metric != null, "compile: a metric must not be null; leave it out instead");
      named.put(Names.snakeCase(metric.getClass().getSimpleName()), metric);
    }
    return new CompileSettings(optimizer, loss, named).checked();
  }

  /** By Keras's names; a metric's name in logs is the one given, {@code "acc"} as well as {@code "accuracy"}. */
  public static CompileSettings of(String optimizer, String loss, String... metrics) {
    Map<String, Metric> named = new LinkedHashMap<>();
    for (String metric : metrics) named.put(metric, Family.byName(Metric.class, metric));
    return new CompileSettings(Family.byName(Optimizer.class, optimizer), Family.byName(Loss.class, loss), named);
  }

  /** This, if it can train. */
  public CompileSettings checked() {
    require(optimizer != null, inJava("take new Adam(), for example"), "compile: the optimizer must not be null");
    return this;
  }

  /** Without an optimizer of its own it has the one that keeps nothing, for what evaluates has one too. */
  Goal goal() { return new Goal(optimizer == null ? new SGD() : optimizer, loss, List.copyOf(metrics.values())); }
}
