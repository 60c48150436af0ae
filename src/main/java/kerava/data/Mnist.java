package kerava.data;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import kerava.config.Limits;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * Grey pictures of ten classes, in MNIST's files: {@code pixels} (count, rows, cols) and {@code labels} (count), unsigned bytes as they
 * stand in the files. {@link FashionMnist} has the same files with other pictures.
 */
public record Mnist(int count, int rows, int cols, byte[] pixels, byte[] labels) {

  /** The two parts, by the names Keras users give them and the names their files begin with. */
  public enum Split {
    TRAIN("train"),
    TEST("t10k");

    private final String prefix;

    Split(String prefix) { this.prefix = prefix; }

    private String images() { return prefix + "-images-idx3-ubyte.gz"; }
    private String labels() { return prefix + "-labels-idx1-ubyte.gz"; }
  }

  /** MNIST from Kerava's own files: 60000 (train) or 10000 (test) pictures of 28 x 28. */
  public static Mnist load(Split split) {
    return resource("mnist", split);
  }

  /** The four files' namesakes in {@code folder}, for example {@code ~/.keras/datasets/fashion-mnist}. */
  public static Mnist load(Path folder, Split split) {
    Path images = folder.resolve(split.images());
    return of(Idx.read(images), Idx.read(folder.resolve(split.labels())), images.toString());
  }

  /** The files that stand in the class path's folder {@code kerava/data/set}. */
  static Mnist resource(String set, Split split) {
    return of(idx(set + "/" + split.images()), idx(set + "/" + split.labels()), set + "/" + split.images());
  }

  private static Mnist of(Idx images, Idx labels, String name) {
    int[] dims = images.dims();
    refuseUnless(dims.length == 3, "%s: images must have 3 axes (count, rows, columns), got %s; are images and labels swapped?", name,
        Arrays.toString(dims));
    refuseUnless(Arrays.equals(labels.dims(), new int[] {dims[0]}),
        "%s: there must be a label for each of the %d images, got labels of shape %s; take both files from one set",
        name, dims[0], Arrays.toString(labels.dims()));
    return new Mnist(dims[0], dims[1], dims[2], images.values(), labels.values());
  }

  private static Idx idx(String path) {
    try (InputStream in = Mnist.class.getResourceAsStream(path)) {
      require(in != null, "%s: kerava/data/%s is missing from the class path; build Kerava again", path.substring(0, path.indexOf('/')),
          path);
      return Idx.read(in, path, Limits.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pictures scaled to 0 .. 1, shape (count, rows, cols). */
  public NDArray x() { return NDArray.of(Shape.of(count, rows, cols), scaled()); }

  /** The labels, shape (count,). */
  public NDArray y() {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = label(i);
    return NDArray.of(Shape.of(count), values);
  }

  public int label(int i) { return labels[i] & 0xFF; }

  public float[] scaled() { return scaled(0, count); }

  /**
   * Pictures {@code from} to before {@code to}, 0 to 1 as NumPy's {@code (x / 255.0).astype("float32")}: divided as doubles, then rounded.
   */
  public float[] scaled(int from, int to) {
    require(0 <= from && from <= to && to <= count, "MNIST: pictures must lie in 0 to %d, got %d to %d", count, from, to);
    float[] levels = new float[256];
    for (int b = 0; b < levels.length; b++) levels[b] = (float) (b / 255.0);
    int start = from * rows * cols;
    float[] scaled = new float[(to - from) * rows * cols];
    for (int i = 0; i < scaled.length; i++) scaled[i] = levels[pixels[start + i] & 0xFF];
    return scaled;
  }
}
