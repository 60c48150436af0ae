package kerava.layers;

import java.util.List;
import kerava.KeravaException;
import kerava.ops.Tensor;
import kerava.random.Rules;

/** What a cell of a user's own gets in one of its steps. */
record StepCall(CellStep step, RNNCell cell) implements Call {
  @Override public Tensor weight(String name) { return step.weight(name); }

  @Override public boolean training() { return step.c().training(); }

  @Override public Rules rules() { return step.c().rules(); }

  @Override public boolean trainable() { return step.c().trainable(); }

  @Override public String name() { return step.name(); }

  @Override public Tensor nextSeed() { throw refused("draw"); }

  @Override public void update(String name, Tensor value) { throw refused("change the weight " + name); }

  @Override public void addLoss(Tensor term) { throw refused("add to the loss"); }

  @Override public Call of(Layer part) { throw refused("run the layer " + part.className()); }

  @Override public List<Tensor> part(Layer part, List<Tensor> inputs) { throw refused("run the layer " + part.className()); }

  private KeravaException refused(String what) {
    return new KeravaException(String.format(
        "%s: a cell's step cannot %s; compute the output and the states of its inputs and weights alone", cell.className(), what));
  }
}
