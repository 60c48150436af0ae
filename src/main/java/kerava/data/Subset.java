package kerava.data;

import java.util.List;

/**
 * Which part of the files a dataset has, where a part is kept for validation. Source: Keras {@code utils/dataset_utils.py}
 * get_training_or_validation_split.
 */
public enum Subset {
  /** All but the last ones. */
  TRAINING {
    @Override <T> List<T> of(List<T> all, int validation) { return all.subList(0, all.size() - validation); }
  },
  /** The last ones. */
  VALIDATION {
    @Override <T> List<T> of(List<T> all, int validation) { return all.subList(all.size() - validation, all.size()); }
  };

  /** The part of {@code all} where {@code validation} are kept for validation. */
  abstract <T> List<T> of(List<T> all, int validation);
}
