package kerava.metrics;

import org.jspecify.annotations.Nullable;

/**
 * {@link IoU} of a truth, and a prediction, that have a number for each class. Source: Keras {@code metrics/iou_metrics.py} OneHotIoU.
 *
 * @param numClasses how many classes there are
 * @param targetClassIds the classes whose overlaps are told, in the mean
 * @param ignoreClass a class of the truth whose places count for nothing; null: none
 * @param sparseYPred whether the prediction holds classes, not a number for each class
 */
public record OneHotIoU(int numClasses, ClassIds targetClassIds, @Nullable Integer ignoreClass, boolean sparseYPred) implements Overlap {
  public OneHotIoU { Overlap.check("OneHotIoU", numClasses, targetClassIds); }

  public OneHotIoU(int numClasses, ClassIds targetClassIds) { this(numClasses, targetClassIds, null, false); }

  @Override public boolean sparseYTrue() { return false; }
}
