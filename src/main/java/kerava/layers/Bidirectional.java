package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer that goes through a sequence from both ends: two layers made of the settings of {@code layer}, the second of which goes
 * the other way and may be another one, {@code backwardLayer}. Their outputs are merged as {@code mergeMode} says. Inputs: the sequence,
 * (batch, steps, features), and the states of the first and the second layer to begin with, or none. Source: Schuster and Paliwal,
 * "Bidirectional recurrent neural networks", 1997; Keras {@code layers/rnn/bidirectional.py}.
 */
public record Bidirectional(Layer layer, MergeMode mergeMode, @Nullable Layer backwardLayer,
    LayerOptions options) implements Layer, Configured<Bidirectional> {
  /** How the outputs y and z become one; NONE: they stay two. */
  public enum MergeMode {
    CONCAT,
    SUM,
    MUL,
    AVE,
    NONE
  }

  /** What the layer was made of, and the seeds that Keras draws for what it was given. */
  private record Made(Layer forward, Layer backward, List<Seed> seeds) {}

  public Bidirectional {
    require(layer instanceof Recurrent, inJava("take new LSTM(4), for example"),
        "Bidirectional: the layer must be an LSTM, a GRU, a SimpleRNN or an RNN, got %s", layer == null ? null : layer.className());
    require(backwardLayer == null || backwardLayer instanceof Recurrent, "Bidirectional: the backward layer must be recurrent, got %s",
        backwardLayer == null ? null : backwardLayer.className());
    Made before = options != null && options.memory() instanceof Made made ? made : null;
    List<Seed> seeds = before != null && before.forward == layer ? before.seeds : Renewed.seeds(layer);
    boolean derived = backwardLayer == null || before != null && before.backward == backwardLayer;
    String name = Renewed.name(layer).replaceFirst("^forward_", "");
    Layer given = layer;
    layer = Renewed.of(zeroed(given), "forward_" + name);
    if (derived)
      backwardLayer =
          Renewed.of(with(given, "goBackwards", !((Recurrent) given).goBackwards()), "backward_" + name.replaceFirst("^backward_", ""));
    backwardLayer = zeroed(backwardLayer);
    options =
        (options == null ? LayerOptions.of("Bidirectional") : options).remembering(new Made(layer, derived ? backwardLayer : null, seeds));
    alike((Recurrent) layer, (Recurrent) backwardLayer);
  }

  public Bidirectional(Layer layer) { this(layer, MergeMode.CONCAT); }

  public Bidirectional(Layer layer, MergeMode mergeMode) { this(layer, mergeMode, null, LayerOptions.of("Bidirectional")); }

  public Bidirectional withMergeMode(MergeMode mergeMode) { return Settings.with(this, "mergeMode", mergeMode); }

  private static Layer with(Layer layer, String setting, Object value) { return (Layer) Settings.with((Record) layer, setting, value); }

  private static Layer zeroed(Layer layer) { return with(layer, "zeroOutputForMask", ((Recurrent) layer).returnSequences()); }

  private static void alike(Recurrent forward, Recurrent backward) {
    require(forward.goBackwards() != backward.goBackwards(),
        "Bidirectional: one of the layers must go backwards, got goBackwards %s for both",
        forward.goBackwards());
    require(forward.returnSequences() == backward.returnSequences() && forward.returnState() == backward.returnState()
        && forward.stateful() == backward.stateful(),
        "Bidirectional: both layers must have the same returnSequences, returnState and stateful");
  }

  private Recurrent forward() { return (Recurrent) layer; }

  @Override public CallForm callForm() { return CallForm.SEQUENCE; }

  @Override public List<Seed> generators() { return ((Made) options.memory()).seeds; }

  @Override public boolean isNoisy() { return false; }

  @Override public Map<String, Layer> parts() {
    Map<String, Layer> parts = new LinkedHashMap<>();
    parts.put("forward_layer", layer);
    parts.put("backward_layer", backwardLayer);
    return parts;
  }

  @Override public List<List<Shape>> partInputs(List<Shape> inputs) { return List.of(half(inputs, true), half(inputs, false)); }

  /** The sequence, and one half of the states. */
  private <T> List<T> half(List<T> inputs, boolean first) {
    int count = (inputs.size() - 1) / 2;
    List<T> half = new ArrayList<>(inputs.subList(0, 1));
    half.addAll(first ? inputs.subList(1, 1 + count) : inputs.subList(1 + count, inputs.size()));
    return half;
  }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    require(inputs.size() % 2 == 1, "Bidirectional: takes a sequence, and states for both layers or none, got %d inputs", inputs.size());
    List<Shape> there = layer.outputShapes(half(inputs, true)), back = backwardLayer.outputShapes(half(inputs, false));
    Shape y = there.get(0), z = back.get(0);
    require(mergeMode == MergeMode.CONCAT || y.equals(z), "Bidirectional: both layers must have outputs of one shape, got %s and %s", y, z);
    List<Shape> outputs = new ArrayList<>();
    if (mergeMode == MergeMode.CONCAT) outputs.add(y.withLast(y.last() + z.last()));
    else outputs.addAll(mergeMode == MergeMode.NONE ? List.of(y, z) : List.of(y));
    outputs.addAll(there.subList(1, there.size()));
    outputs.addAll(back.subList(1, back.size()));
    return outputs;
  }

  @Override public boolean supportsMasking() { return true; }

  @Override public MaskRule maskRule() { return MaskRule.STEPS; }

  /** Source: Keras {@code layers/rnn/bidirectional.py} compute_mask. */
  @Override public List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) {
    Tensor mask = forward().returnSequences() ? masks.get(0) : null;
    List<Tensor> all = new ArrayList<>(mergeMode == MergeMode.NONE ? Arrays.asList(mask, mask) : Arrays.asList(mask));
    if (forward().returnState()) for (int i = 0; i < 2 * forward().states(); i++) all.add(null);
    return all;
  }

  @Override public List<Tensor> call(Call c, List<Tensor> inputs) {
    List<Tensor> there = c.part(layer, half(inputs, true)), back = c.part(backwardLayer, half(inputs, false));
    Tensor y = there.get(0), z = back.get(0);
    if (forward().returnSequences()) z = z.reverse(1);
    List<Tensor> outputs = new ArrayList<>(merged(y.cast(dtypePolicy().computeDtype()), z.cast(dtypePolicy().computeDtype())));
    outputs.addAll(there.subList(1, there.size()));
    outputs.addAll(back.subList(1, back.size()));
    return outputs;
  }

  private List<Tensor> merged(Tensor y, Tensor z) {
    return switch (mergeMode) {
      case CONCAT -> List.of(Tensor.concatenate(List.of(y, z), -1));
      case SUM -> List.of(y.plus(z));
      case MUL -> List.of(y.times(z));
      case AVE -> List.of(y.plus(z).dividedBy(2));
      case NONE -> List.of(y, z);
    };
  }
}
