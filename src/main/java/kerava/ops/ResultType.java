package kerava.ops;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kerava.tensor.DType;

/** What types that meet become. Source: Keras {@code backend/common/dtypes.py} result_type. */
public final class ResultType {
  /** Two that meet become the later one, but the two of 16 bits float32. */
  private static final List<DType> ORDER = List.of(DType.BOOL, DType.UINT8, DType.INT32, DType.INT64, DType.BFLOAT16, DType.FLOAT16,
      DType.FLOAT32, DType.FLOAT64);

  private ResultType() {}

  /** Of tensors' types, at least one, and numbers, which yield to them. */
  public static DType of(Object... met) {
    List<DType> types = Stream.of(met).filter(DType.class::isInstance).map(DType.class::cast).toList();
    DType type = types.stream().max(Comparator.comparing(ORDER::indexOf)).orElseThrow();
    if (types.contains(DType.BFLOAT16) && type == DType.FLOAT16) type = DType.FLOAT32;
    for (Object each : met) {
      if (each instanceof Double && !type.isFloating()) type = DType.FLOAT32;
      if (each instanceof Integer && type == DType.BOOL) type = DType.INT32;
    }
    return type;
  }

  /** The same of what is divided, or goes through a function of real numbers. */
  public static DType floating(Object... met) { return of(Stream.concat(Stream.of(met), Stream.of(1.0)).toArray()); }
}
