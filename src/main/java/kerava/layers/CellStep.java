package kerava.layers;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.ops.Tensor;

/**
 * A cell in one of its steps: its weights, the masks that dropout lays over inputs and states in all steps of a run, and the steps of the
 * cells that it is made of.
 *
 * @param weights by their names; null: each is read where a step needs it
 * @param ofInputs one for each of the products with the input, or one for all; none: nothing is left out
 * @param ofStates the same of the products with the state
 */
record CellStep(Cell cell, String name, Call c, String path, Map<String, Tensor> weights, List<Tensor> ofInputs, List<Tensor> ofStates,
    List<CellStep> parts) {
  /** In a loop, of a cell of a user's own, read by the step that asks for it first. */
  Tensor weight(String weight) {
    return weights == null ? c.weight(path + weight) : weights.computeIfAbsent(weight, unread -> c.weight(path + unread).again());
  }

  /** A weight that the step reads once more: the gradients of all its readings are summed in the type in which it is kept. */
  Tensor reread(String weight) { return weights == null ? weight(weight) : weights.get(weight).readAnew(); }

  /** As the first step of a loop reads the weights: what the loop makes of a weight's gradient is one term where others are added. */
  CellStep looped() {
    Map<String, Tensor> read = new LinkedHashMap<>();
    if (cell instanceof CellRule rule) rule.weightNames().forEach(each -> read.put(each, c.weight(path + each).again()));
    return with(read, parts.stream().map(CellStep::looped).toList());
  }

  /** As the next step of a loop reads them, so that their gradients are summed step by step, the last first. */
  CellStep next() {
    Map<String, Tensor> read = new LinkedHashMap<>();
    weights.forEach((each, value) -> read.put(each, value.again()));
    return with(read, parts.stream().map(CellStep::next).toList());
  }

  /** What a step takes from outside, its weights and masks and those of the cells that it is made of, if it is {@link #looped}. */
  List<Tensor> taken() {
    List<Tensor> taken = new ArrayList<>(weights.values());
    taken.addAll(ofInputs);
    taken.addAll(ofStates);
    parts.forEach(part -> taken.addAll(part.taken()));
    return taken;
  }

  /** The same step taking {@code others} in place of what it takes, in that order. */
  CellStep taking(Iterator<Tensor> others) {
    Map<String, Tensor> read = new LinkedHashMap<>();
    weights.keySet().forEach(each -> read.put(each, others.next()));
    List<Tensor> inputs = ofInputs.stream().map(each -> others.next()).toList(),
        states = ofStates.stream().map(each -> others.next()).toList();
    return new CellStep(cell, name, c, path, read, inputs, states, parts.stream().map(part -> part.taking(others)).toList());
  }

  private CellStep with(Map<String, Tensor> read, List<CellStep> inside) {
    return new CellStep(cell, name, c, path, read, ofInputs, ofStates, inside);
  }

  /** The output and the states after it. */
  List<Tensor> run(Tensor x, List<Tensor> states) { return cell.step(this, x, states); }

  /** The same in the scope of the cell's name. */
  List<Tensor> runInScope(Tensor x, List<Tensor> states) { return x.layerScope(name, () -> run(x, states)); }

  /** The input for each of {@code products}. */
  List<Tensor> inputs(Tensor x, int products) { return masked(x, ofInputs, products); }

  /** The state for each of {@code products}. */
  List<Tensor> states(Tensor h, int products) { return masked(h, ofStates, products); }

  private static List<Tensor> masked(Tensor x, List<Tensor> masks, int products) {
    return new ArrayList<>(IntStream.range(0, products).mapToObj(i -> masks.isEmpty() ? x : x.times(masks.get(i))).toList());
  }
}
