package kerava.layers;

import java.util.Collections;
import java.util.List;
import kerava.config.Settings;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The step of a {@link GRU}.
 *
 * @param <L> the class of the record that has its settings
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface GRURule<L> extends UnitsRule, WithRecurrentActivation<L> {
  boolean resetAfter();

  default L withResetAfter(boolean resetAfter) { return (L) Settings.with((Record) this, "resetAfter", resetAfter); }

  @Override default List<Integer> stateSizes() { return List.of(units()); }

  @Override default int gates() { return 3; }

  @Override default Shape biasShape() { return resetAfter() ? Shape.of(2, 3 * units()) : Shape.of(3 * units()); }

  @Override default List<Tensor> step(CellStep s, Tensor x, List<Tensor> states) {
    Tensor before = states.get(0);
    List<Tensor> gates = isApart() ? apart(s, x, before) : together(s, x, before);
    Tensor z = gates.get(0), candidate = activation().call(gates.get(1)), kept = z.times(before);
    Tensor h = kept.plus(z.subtractedFrom(1).times(candidate));
    return List.of(h, h);
  }

  /** The gate of the update, and what becomes the candidate. */
  private List<Tensor> together(CellStep s, Tensor x, Tensor h) {
    List<Tensor> biases = biases(s);
    Tensor product = s.inputs(x, 1).get(0).matmul(s.weight(KERNEL)), given = useBias() ? product.add(biases.get(0)) : product;
    List<Tensor> ofX = given.split(3, -1);
    Tensor kernel = s.weight(RECURRENT);
    Tensor ofH = h.matmul(resetAfter() ? kernel : kernel.slice(Slice.all(), Slice.to(2 * units())));
    if (resetAfter() && useBias()) ofH = ofH.plus(biases.get(1));
    Tensor update = gate(ofH, 0), reset = gate(ofH, 1), last = gate(ofH, 2);
    Tensor z = recurrentActivation().call(ofX.get(0).plus(update)), r = recurrentActivation().call(ofX.get(1).plus(reset));
    last = resetAfter() ? r.times(last) : r.times(h).matmul(part(s.reread(RECURRENT), 2));
    return List.of(z, ofX.get(2).plus(last));
  }

  /** The same, each product by itself. */
  private List<Tensor> apart(CellStep s, Tensor x, Tensor h) {
    List<Tensor> biases = biases(s), ofX = s.inputs(x, 3);
    for (int i = 0; i < 3; i++) ofX.set(i, ofX.get(i).matmul(part(i == 0 ? s.weight(KERNEL) : s.reread(KERNEL), i)));
    if (useBias()) for (int i = 0; i < 3; i++) ofX.set(i, ofX.get(i).plus(part(biases.get(0), i)));
    List<Tensor> before = s.states(h, 3);
    boolean biased = resetAfter() && useBias();
    Tensor update = before.get(0).matmul(part(s.weight(RECURRENT), 0)), reset = before.get(1).matmul(part(s.reread(RECURRENT), 1));
    if (biased) update = update.plus(part(biases.get(1), 0));
    if (biased) reset = reset.plus(part(biases.get(1), 1));
    Tensor z = recurrentActivation().call(ofX.get(0).plus(update)), r = recurrentActivation().call(ofX.get(1).plus(reset));
    if (!resetAfter()) return List.of(z, ofX.get(2).plus(r.times(before.get(2)).matmul(part(s.reread(RECURRENT), 2))));
    Tensor last = before.get(2).matmul(part(s.reread(RECURRENT), 2));
    return List.of(z, ofX.get(2).plus(r.times(biased ? last.plus(part(biases.get(1), 2)) : last)));
  }

  private Tensor gate(Tensor gates, int index) {
    return gates.slice(Slice.all(), Slice.range(index * units(), (index + 1) * units()));
  }

  /** That of the product with x, and that of the product with h if it has one. */
  private List<Tensor> biases(CellStep s) {
    Tensor bias = useBias() ? s.weight(BIAS) : null;
    if (!useBias() || !resetAfter()) return Collections.singletonList(bias);
    return bias.split(2, 0).stream().map(each -> each.squeeze(0)).toList();
  }
}
