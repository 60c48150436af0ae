package kerava.losses;

import static kerava.KeravaException.require;

import kerava.ops.Alignment;
import kerava.ops.Tensor;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * Connectionist temporal classification: how unlikely a row of labels is in a longer sequence of steps, each of which tells a label once
 * more or none, wherever the labels stand in it ({@link Alignment#ctc}). Shapes: truth (batch, labels), whole numbers in 1 .. classes - 1,
 * then 0 to the end of the row; prediction (batch, steps, classes), logits, of which the first is that of no label. Infinite, as in Keras,
 * where a row has too many labels for the steps; a mask of the prediction is refused. Source: Graves et al., "Connectionist temporal
 * classification", 2006; Keras {@code losses/losses.py} ctc.
 */
public record CTC(Reduction reduction) implements Configured<CTC> {
  public CTC {
    Reduction.check("CTC", reduction);
  }

  public CTC() { this(Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    require(prediction.mask() == null, "CTC: a prediction with a mask has one loss for all steps, so that Keras fails; leave out the mask");
    return Alignment.ctc(truth, prediction);
  }

  @Override public Shape lossShape(Shape truth, Shape output) { return Shape.of(output.size(0)); }

  @Override public void check(Samples truth, Shape output) {
    Shape given = truth.sampleShape();
    require(output.rank() == 3, "CTC: the model's output must be (n, steps, classes), got %s", output);
    require(given.rank() == 1 && given.size(0) > 0,
        "CTC: y must hold a row of labels a sample, filled up with 0, (n, labels), got (n, ...) with %s a sample", given);
    SparseCategoricalCrossentropy.labels("CTC", truth, output.last(), null);
  }
}
