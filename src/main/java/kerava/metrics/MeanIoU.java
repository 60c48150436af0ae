package kerava.metrics;

import org.jspecify.annotations.Nullable;

/**
 * The overlap of truth and prediction, the mean of all classes that occur. Source: Keras {@code metrics/iou_metrics.py} MeanIoU.
 *
 * @param numClasses how many classes there are
 * @param ignoreClass a class of the truth whose places count for nothing; null: none
 * @param sparseYTrue whether the truth holds classes, not a number for each class
 * @param sparseYPred whether the prediction holds classes, not a number for each class
 */
public record MeanIoU(int numClasses, @Nullable Integer ignoreClass, boolean sparseYTrue, boolean sparseYPred) implements Overlap {
  public MeanIoU { Overlap.check("MeanIoU", numClasses, null); }

  public MeanIoU(int numClasses) { this(numClasses, null, true, true); }
}
