package kerava.hdf5;

import java.util.List;
import kerava.tensor.Shape;

/** Trees with one of everything that is written. */
public final class Written {
  private Written() {}

  public static Hdf5Group numbers() {
    Hdf5Group root = Hdf5Group.root("written.h5");
    float[] values = new float[24];
    for (int i = 0; i < values.length; i++) values[i] = i * 1.25f - 7;
    root.put("z last", Hdf5Dataset.of(Shape.of(3), -0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY));
    root.put("2x3x4", Hdf5Dataset.of(Shape.of(2, 3, 4), values));
    root.dataset("2x3x4").attributes().put("kind", "dtype");
    root.put("bits", Hdf5Dataset.of(Shape.of(2), Float.intBitsToFloat(0x7F800001), Float.intBitsToFloat(0xFFC12345)));
    root.put("doubles", Hdf5Dataset.of(Shape.of(1, 3), 1e300, Math.PI, Double.MIN_VALUE));
    root.put("whole", Hdf5Dataset.of(Shape.of(3), Long.MIN_VALUE, -1L, Long.MAX_VALUE));
    root.put("iteration", Hdf5Dataset.of(Shape.of(), 1L << 40));
    root.put("learning_rate", Hdf5Dataset.of(Shape.of(), 0.001f));
    root.put("empty", Hdf5Dataset.of(Shape.of(0, 3), new float[0]));
    root.put("숨은 층/kernel:0", Hdf5Dataset.of(Shape.of(1), 2f));
    root.makeGroup("nothing/in/it");
    return root;
  }

  public static Hdf5Group attributes() {
    Hdf5Group root = Hdf5Group.root("written.h5");
    root.attributes().put("text", "모델 1: naïve").put("ascii", "tensorflow").put("none", "").put("long", "가나다".repeat(10_000));
    root.attributes().put("longest that stays", "x".repeat(60_000)).put("first that goes", "x".repeat(60_001));
    root.attributes().put("weight_names", List.of()).put("layer_names0", List.of("a", "bb")).put("layer_names1", List.of("숨은 층"));
    root.attributes().put("int", -3L).put("float32", 0.1f).put("float64", 0.1);
    root.makeGroup("g").attributes().put("second long", "y".repeat(70_000)).put("이름", "z");
    return root;
  }
}
