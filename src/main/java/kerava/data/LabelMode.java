package kerava.data;

import kerava.tensor.DType;
import kerava.tensor.NDArray;

/** What stands for the classes of images. Source: Keras {@code utils/dataset_utils.py} labels_to_dataset_tf. */
public enum LabelMode {
  /** Their numbers, int32: (batch). */
  INT {
    @Override NDArray of(int[] labels, int classes) { return NDArray.of(labels); }
  },
  /** One-hot rows, float32: (batch, classes). */
  CATEGORICAL {
    @Override NDArray of(int[] labels, int classes) { return ToCategorical.of(NDArray.of(labels).as(DType.FLOAT32), classes); }
  },
  /** 0 or 1, float32: (batch, 1). */
  BINARY {
    @Override NDArray of(int[] labels, int classes) {
      return NDArray.of(labels).as(DType.FLOAT32).reshape(labels.length, 1);
    }
  },
  /** No labels: elements are x alone, and folders stand for no classes. */
  NONE {
    @Override NDArray of(int[] labels, int classes) { return null; }
  };

  /** A sample for each label; null: none. */
  abstract NDArray of(int[] labels, int classes);
}
