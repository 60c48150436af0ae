package kerava.metrics;

import org.jspecify.annotations.Nullable;

/**
 * The overlap of truth and prediction for some of the classes. Source: Keras {@code metrics/iou_metrics.py} IoU.
 *
 * @param numClasses how many classes there are
 * @param targetClassIds the classes whose overlaps are told, in the mean
 * @param ignoreClass a class of the truth whose places count for nothing; null: none
 * @param sparseYTrue whether the truth holds classes, not a number for each class
 * @param sparseYPred whether the prediction holds classes, not a number for each class
 */
public record IoU(int numClasses, ClassIds targetClassIds, @Nullable Integer ignoreClass, boolean sparseYTrue,
    boolean sparseYPred) implements Overlap {
  public IoU { Overlap.check("IoU", numClasses, targetClassIds); }

  public IoU(int numClasses, ClassIds targetClassIds) { this(numClasses, targetClassIds, null, true, true); }
}
