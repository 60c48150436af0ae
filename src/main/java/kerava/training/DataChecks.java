package kerava.training;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kerava.KeravaException;
import kerava.engine.CompiledOutput;
import kerava.engine.CompiledSettings;
import kerava.engine.Examples;
import kerava.engine.Misfit;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.network.Built;
import kerava.tensor.Columns;
import kerava.tensor.DType;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** What is refused before anything runs. {@code who} is fit, evaluate or predict. */
final class DataChecks {
  static void options(String who, Object options) { require(options != null, "%s: the options must not be null; leave them out", who); }

  private DataChecks() {}

  /** The shape of a sample of x, which is for a model with one input. */
  static Shape sampleShape(String who, Columns x) { return only(who, x).sampleShape(); }

  private static Samples only(String who, Columns x) {
    require(x != null, "%s: x must not be null; give at least one sample", who);
    return x.inOrder(who, "x", List.of("x")).get(0);
  }

  /** The samples for each input of {@code model}. */
  static List<Samples> inputs(String who, Columns x, Built model) {
    require(x != null, "%s: x must not be null; give at least one sample", who);
    List<String> names = model.network().inputNames();
    List<Samples> inputs = x.inOrder(who, "x", names);
    for (int i = 0; i < inputs.size(); i++) {
      String name = names.size() == 1 ? "x" : "x '" + names.get(i) + "'";
      Samples samples = inputs.get(i);
      require(samples != null, "%s: %s must not be null; give at least one sample", who, name);
      require(samples.count() > 0, "%s: %s is empty; give at least one sample", who, name);
      Shape given = samples.sampleShape(), sample = model.inputs().get(i).dropFirst();
      require(sample.takes(given),
          "%s: the model takes samples of shape %s, got %s with samples of shape %s; reshape x or change the model's Input", who, sample,
          name,
          given);
      sameCount(who, inputs.get(0), samples, name);
      DType type = model.inputTypes().get(i);
      require(samples.dtype().isText() == type.isText(),
          "%s: %s goes into an Input of %s, but is of %s; convert the data, or let the Input be of another dtype",
          who, name, type, samples.dtype());
      finite(who, name, samples);
      fits(who, name, samples, type);
      for (Layer layer : model.network().takers(i)) layer.check(who, name, samples);
    }
    outputs(who, inputs, model);
    return inputs;
  }

  /** The shapes of the outputs for samples like those of {@code x}; refuses those whose sizes do not go together. */
  private static List<Shape> outputs(String who, List<Samples> x, Built model) {
    List<Shape> given = x.stream().map(Samples::sampleShape).toList();
    try {
      return model.outputs(given);
    } catch (KeravaException e) {
      List<String> names = model.network().inputNames();
      String each = IntStream.range(0, given.size()).mapToObj(i -> "'" + names.get(i) + "' with samples of shape " + given.get(i))
          .collect(Collectors.joining(", "));
      throw new KeravaException(String.format("%s: the model cannot take %s: %s", who, each, e.plain()), e);
    }
  }

  private static void sameCount(String who, Samples x, Samples other, String name) {
    require(x.count() == other.count(), "%s: x and %s must have as many samples, got %d in x and %d in %s", who, name, x.count(),
        other.count(), name);
  }

  /** The labels for each output of {@code model}, null for one that {@code compiled} asks no labels of. */
  static List<Samples> labels(String who, Columns y, List<Samples> x, CompiledSettings compiled, Built model) {
    require(y != null, "%s: y must not be null; give a label for each sample of x", who);
    List<CompiledOutput> judged =
        y.size() == compiled.outputs().size() ? compiled.outputs() : compiled.outputs().stream().filter(CompiledOutput::isJudged).toList();
    // in their order, not by name: two outputs of one layer have one name
    Iterator<Samples> given = y.inOrder(who, "y", judged.stream().map(CompiledOutput::name).toList()).iterator();
    boolean all = judged.size() == compiled.outputs().size();
    List<Samples> labels = new ArrayList<>();
    List<Shape> outputs = outputs(who, x, model);
    for (int i = 0; i < compiled.outputs().size(); i++) {
      CompiledOutput output = compiled.outputs().get(i);
      Samples own = all || output.isJudged() ? given.next() : null;
      labels.add(output.isJudged() ? own : null);
      if (!output.isJudged()) continue;
      String name = compiled.outputs().size() == 1 ? "y" : "y '" + output.name() + "'";
      require(own != null, "%s: %s must not be null; give a label for each sample of x", who, name);
      sameCount(who, x.get(0), own, name);
      require(!own.dtype().isText(), "%s: %s must be numbers, got strings; number the labels", who, name);
      if (output.loss() != null) output.loss().check(own, outputs.get(i));
    }
    return labels;
  }

  /** The weights for the losses of each output, null where there are none; one column is for all of them. {@code name}: for messages. */
  static List<Samples> weights(String who, String name, Columns weights, List<Samples> x, CompiledSettings compiled) {
    if (weights == null) return Collections.nCopies(compiled.outputs().size(), null);
    List<String> outputs = compiled.losses().stream().map(CompiledOutput::name).toList();
    boolean one = weights instanceof Samples;
    List<Samples> given = one ? Collections.nCopies(outputs.size(), (Samples) weights) : weights.inOrder(who, name, outputs);
    List<Samples> all = new ArrayList<>();
    Iterator<Samples> next = given.iterator();
    for (CompiledOutput output : compiled.outputs()) all.add(output.loss() == null ? null : next.next());
    for (Samples each : given) weights(who, name, each, x.get(0));
    return all;
  }

  /** {@code weights} null: there are none. */
  static void weights(String who, String name, Samples weights, Samples x) {
    if (weights == null) return;
    Shape one = weights.sampleShape();
    require(one.rank() == 0 || one.equals(Shape.of(1)),
        "%s: %s must hold one number a sample, shape (n,) or (n, 1), got (n, ...) with %s a sample", who, name, one);
    sameCount(who, x, weights, name);
    finite(who, name, weights);
  }

  /** That each weighted sample of {@code data} has one loss at each output, which a weight can multiply. */
  static void oneLoss(String who, Examples data, CompiledSettings compiled, Built model) {
    List<Shape> outputs = outputs(who, data.x(), model);
    for (int i = 0; i < compiled.outputs().size(); i++)
      if (data.weights().get(i) != null) oneLoss(who, compiled.outputs().get(i).loss(), data.y().get(i), outputs.get(i));
  }

  private static void oneLoss(String who, Loss loss, Samples y, Shape output) {
    Shape losses = loss.lossShape(y.sampleShape().prepend(Shape.NONE), output);
    boolean ofSamples = losses.rank() > 0 && losses.size(0) == Shape.NONE;
    require(ofSamples && (losses.rank() == 1 || losses.rank() == 2 && losses.last() == 1),
        "%s: weights multiply one loss a sample, but an output of shape %s has losses of shape %s; leave out the weights of samples and classes, or let the model flatten its output",
        who, output, losses);
  }

  /** That the numbers are of the Input's type, or can be rounded to it. */
  private static void fits(String who, String name, Samples samples, DType type) {
    if (type.isFloating() || type == samples.dtype() && !type.isText()) return;
    for (int i = 0; i < samples.count(); i++) {
      Misfit misfit = Misfit.first(type, samples, i);
      if (misfit == null) continue;
      throw new KeravaException(String.format(
          "%s: %s goes into an Input of %s, but has %s, of %s, at sample %d, %s; convert the data, or let the Input be of another dtype",
          who,
          name, type, misfit.number(), samples.dtype(), i, samples.sampleShape().place(misfit.at())));
    }
  }

  private static void finite(String who, String name, Samples samples) {
    if (!samples.dtype().isFloating()) return;
    Shape shape = samples.sampleShape();
    float[] sample = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < samples.count(); i++) {
      samples.read(i, sample, 0);
      float zeros = 0;
      for (float value : sample) zeros += value * 0;
      if (zeros == 0) continue;
      for (int at = 0; at < sample.length; at++) {
        require(Float.isFinite(sample[at]), "%s: %s must be finite, got %s at sample %d, %s; clean or scale the data first", who, name,
            sample[at], i, shape.place(at));
      }
    }
  }
}
