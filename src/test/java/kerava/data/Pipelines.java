package kerava.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import kerava.tensor.DType;
import kerava.tensor.NDArray;

/** The steps that golden_datasets.py names. */
public final class Pipelines {
  private Pipelines() {}

  /** {@code source} after {@code steps}; a concatenated dataset begins at it again. */
  public static Dataset of(Dataset source, JsonNode steps) {
    Dataset dataset = source;
    for (JsonNode step : steps)
      dataset = step.get(0).asText().equals("concatenate") ? dataset.concatenate(of(source, step.get(1))) : step(dataset, step);
    return dataset;
  }

  private static Dataset step(Dataset before, JsonNode step) {
    int number = step.path(1).asInt();
    boolean flag = step.path(2).asBoolean();
    return switch (step.get(0).asText()) {
      case "shuffle" -> before.shuffle(number, step.get(2).isNull() ? null : step.get(2).asLong(), step.path(3).asBoolean(true));
      case "batch" -> before.batch(number, flag);
      case "repeat" -> step.get(1).isNull() ? before.repeat() : before.repeat(number);
      case "take" -> before.take(number);
      case "skip" -> before.skip(number);
      case "cache" -> before.cache();
      case "prefetch" -> before.prefetch(number);
      case "itself" -> before.concatenate(before);
      case "even" -> before.filter(element -> element.x().array().longs()[0] % 2 == 0);
      case "all" -> before.filter(element -> true);
      case "plus" -> before.map(element -> element.withX(plus(element.x().array(), number)));
      case "double" -> before.map(element -> element.withX(doubled(element.x().array())));
      default -> throw new AssertionError(step);
    };
  }

  private static NDArray plus(NDArray whole, long more) {
    return NDArray.of(whole.shape(), DType.INT64, Arrays.stream(whole.longs()).map(each -> each + more).toArray());
  }

  private static NDArray doubled(NDArray array) {
    float[] values = array.values().clone();
    for (int i = 0; i < values.length; i++) values[i] *= 2;
    return NDArray.of(array.shape(), values);
  }

  /** 0 .. n-1, as tf.data.Dataset.range. */
  static Dataset range(int n) {
    long[] numbers = new long[n];
    for (int i = 0; i < n; i++) numbers[i] = i;
    return Dataset.of(NDArray.of(numbers));
  }

}
