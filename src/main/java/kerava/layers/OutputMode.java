package kerava.layers;

/** What a layer that numbers things makes of the numbers. Source: Keras {@code utils/numerical_utils.py} encode_categorical_inputs. */
public enum OutputMode {
  /** The numbers themselves. */
  INT,
  /** For each number a row with 1 at its place. */
  ONE_HOT,
  /** For each sample a row with 1 at the places of its numbers. */
  MULTI_HOT,
  /** For each sample a row that says how often each number is there. */
  COUNT,
  /** The same by weights, one a number; of tables of tokens alone. */
  TF_IDF
}
