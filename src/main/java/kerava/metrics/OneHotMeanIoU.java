package kerava.metrics;

import org.jspecify.annotations.Nullable;

/**
 * {@link MeanIoU} of a truth, and a prediction, that have a number for each class. Source: Keras {@code metrics/iou_metrics.py}
 * OneHotMeanIoU.
 *
 * @param numClasses how many classes there are
 * @param ignoreClass a class of the truth whose places count for nothing; null: none
 * @param sparseYPred whether the prediction holds classes, not a number for each class
 */
public record OneHotMeanIoU(int numClasses, @Nullable Integer ignoreClass, boolean sparseYPred) implements Overlap {
  public OneHotMeanIoU { Overlap.check("OneHotMeanIoU", numClasses, null); }

  public OneHotMeanIoU(int numClasses) { this(numClasses, null, false); }

  @Override public boolean sparseYTrue() { return false; }
}
