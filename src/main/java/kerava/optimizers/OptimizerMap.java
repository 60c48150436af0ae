package kerava.optimizers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which optimizer of a {@link MultiOptimizer} trains a weight: that whose key is the weight's path in Keras
 * ({@code sequential/dense/kernel}); else that of whose key the whole path is a match ({@link Patterns}), of which there may be one; else
 * the default one. An object that stands in several places is one optimizer. Source: Keras {@code optimizers/multi_optimizer.py}
 * OptimizerMap.
 *
 * @param defaultOptimizer like all others no {@link LossScaleOptimizer} and no MultiOptimizer
 * @param optimizerMap by path or pattern, in order
 */
public record OptimizerMap(Optimizer defaultOptimizer, Map<String, Optimizer> optimizerMap) {
  public OptimizerMap {
    require(optimizerMap != null, inJava("give Map.of() for none"), "OptimizerMap: optimizerMap must not be null");
    optimizerMap = Collections.unmodifiableMap(new LinkedHashMap<>(optimizerMap));
    checked(defaultOptimizer);
    optimizerMap.values().forEach(OptimizerMap::checked);
    if (!optimizerMap.isEmpty()) new Patterns(new ArrayList<>(optimizerMap.keySet()));
  }

  /** With one optimizer for all that no {@link #with} takes. */
  public OptimizerMap(Optimizer defaultOptimizer) { this(defaultOptimizer, Map.of()); }

  private static void checked(Optimizer one) {
    require(one != null, inJava("take new Adam(), for example"), "OptimizerMap: an optimizer must not be null");
    require(!(one instanceof LossScaleOptimizer || one instanceof MultiOptimizer),
        "OptimizerMap: an optimizer must be no LossScaleOptimizer and no MultiOptimizer, got %s", one);
  }

  /** This map, by which {@code optimizer} trains weights whose path is {@code key}, or a match of it; no key of it before. */
  public OptimizerMap with(String key, Optimizer optimizer) {
    require(!optimizerMap.containsKey(key), "OptimizerMap: '%s' has an optimizer already, %s; take another key", key,
        optimizerMap.get(key));
    Map<String, Optimizer> more = new LinkedHashMap<>(optimizerMap);
    more.put(key, optimizer);
    return new OptimizerMap(defaultOptimizer, more);
  }

  /** What trains a weight with this path. */
  Optimizer of(String path) {
    if (optimizerMap.containsKey(path)) return optimizerMap.get(path);
    List<String> keys = optimizerMap.keySet().stream().filter(key -> Pattern.of(key).matches(path)).toList();
    require(keys.size() <= 1, "OptimizerMap: '%s' matches the keys %s; let one of them match it", path, keys);
    return keys.isEmpty() ? defaultOptimizer : optimizerMap.get(keys.get(0));
  }

  /** Each of them once, as Keras lists them: the default one last, but where it has a key too. */
  List<Optimizer> all() {
    Set<Optimizer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Optimizer> all = new ArrayList<>();
    for (Optimizer one : optimizerMap.values()) if (seen.add(one)) all.add(one);
    if (seen.add(defaultOptimizer)) all.add(defaultOptimizer);
    return all;
  }

  /** This map of what {@code change} makes of each of them. */
  OptimizerMap map(UnaryOperator<Optimizer> change) {
    Map<Optimizer, Optimizer> changed = new IdentityHashMap<>();
    for (Optimizer one : all()) changed.put(one, change.apply(one));
    Map<String, Optimizer> byKey = new LinkedHashMap<>();
    optimizerMap.forEach((key, one) -> byKey.put(key, changed.get(one)));
    return new OptimizerMap(changed.get(defaultOptimizer), byKey);
  }
}
