package kerava.metrics;

import kerava.ops.Tensor;
import org.tensorflow.proto.DataType;

/**
 * {@link IoU} of the classes 0 and 1: a prediction of at least {@code threshold} is of class 1. Source: Keras
 * {@code metrics/iou_metrics.py} BinaryIoU.
 *
 * @param targetClassIds the classes whose overlaps are told, in the mean
 */
public record BinaryIoU(ClassIds targetClassIds, double threshold) implements Overlap {
  public BinaryIoU { Overlap.check("BinaryIoU", 2, targetClassIds); }

  public BinaryIoU() { this(new ClassIds(0, 1), .5); }

  @Override public int numClasses() { return 2; }

  @Override public Tensor predicted(Tensor prediction) { return prediction.greaterEqual((float) threshold).cast(DataType.DT_FLOAT); }
}
