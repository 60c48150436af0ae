package kerava.metrics;

import kerava.config.Members;
import kerava.config.Names;
import kerava.tensor.Shape;

/** A number told beside the loss: a mean over the samples of the epoch, or what is made of a state. Source: Keras {@code metrics/}. */
@Members({
    AUC.class,
    Accuracy.class,
    BinaryAccuracy.class,
    BinaryCrossentropy.class,
    BinaryIoU.class,
    CategoricalAccuracy.class,
    CategoricalCrossentropy.class,
    CategoricalHinge.class,
    ConcordanceCorrelation.class,
    CosineSimilarity.class,
    F1Score.class,
    FBetaScore.class,
    FalseNegatives.class,
    FalsePositives.class,
    Hinge.class,
    IoU.class,
    KLDivergence.class,
    LogCoshError.class,
    MeanAbsoluteError.class,
    MeanAbsolutePercentageError.class,
    MeanIoU.class,
    MeanSquaredError.class,
    MeanSquaredLogarithmicError.class,
    OneHotIoU.class,
    OneHotMeanIoU.class,
    PearsonCorrelation.class,
    Poisson.class,
    Precision.class,
    PrecisionAtRecall.class,
    R2Score.class,
    Recall.class,
    RecallAtPrecision.class,
    RootMeanSquaredError.class,
    SensitivityAtSpecificity.class,
    SparseCategoricalAccuracy.class,
    SparseCategoricalCrossentropy.class,
    SparseTopKCategoricalAccuracy.class,
    SpecificityAtSensitivity.class,
    SquaredHinge.class,
    TopKCategoricalAccuracy.class,
    TrueNegatives.class,
    TruePositives.class
}) public sealed interface Metric permits MeanMetric, StateMetric {
  /** Itself, but for those that choose by shape (both with the batch axis); refuses shapes that it cannot compare. */
  default Metric resolve(Shape truth, Shape prediction) {
    return this;
  }

  /** What logs call it if nothing else is said. */
  default String logName() { return Names.snakeCase(getClass().getSimpleName()); }
}
