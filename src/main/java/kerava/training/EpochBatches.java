package kerava.training;

/** Which batches the epochs of a fit have, as far as a fit and its callbacks must know. */
interface EpochBatches {
  /** Batches of an epoch, as it is meant; -1: only its end will tell. */
  int steps();

  /** Whether the epoch that has come to its end asked for one batch more than there was. */
  default boolean endsEmpty() { return false; }

  /** Where the epoch that is going on began. */
  ArrayEpochs.Pass now();

  /** Where the next one will begin. */
  ArrayEpochs.Pass upcoming();

  /** The next epoch begins at {@code pass}, which a fit like this one was at, after {@code done} of its batches. */
  void goOn(ArrayEpochs.Pass pass, int done);
}
