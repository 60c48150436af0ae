package kerava.training;

/** In what order a fit visits the samples. Source: Keras {@code trainers/data_adapters/array_data_adapter.py} get_tf_dataset. */
public enum Shuffling {
  /** As they are: Keras's {@code shuffle=False}. */
  NONE,
  /** In a drawn order, of one seed the same in every epoch: Keras 3's {@code shuffle=True}. */
  SAME,
  /** In an order that is drawn anew for every epoch, as tf.keras 2 did it; every fit of one seed begins with the same. */
  ANEW,
  /** Batches as they are, the samples of each in a drawn order, the same in every epoch: Keras 3's {@code shuffle="batch"}. */
  WITHIN_BATCHES
}
