package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import datasets.EndlessStream;
import datasets.LargeTable;
import datasets.Photos;
import datasets.Records;
import datasets.Reviews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.data.Elements;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes of docs/datasets.md run. */
class DatasetPageTest {
  @TempDir Path folder;

  @Test void thePageShowsTheClasses() throws IOException {
    DocPages.showsItsClasses("datasets");
  }

  @Test void theTableTrains() throws IOException {
    StringBuilder rows = new StringBuilder("a,b,label,c,d\n");
    for (int i = 0; i < 1000; i++) rows.append("%d,%d,%d,%d,1.5%n".formatted(i % 3, i % 7, i % 3, i % 5));
    RandomSeed.set(3);
    List<Double> losses = LargeTable.train(Files.writeString(folder.resolve("table.csv"), rows)).get("val_loss");
    assertEquals(3, losses.size());
    assertTrue(losses.get(2) < losses.get(0), losses.toString());
  }

  @Test void theStreamTrains() {
    RandomSeed.set(3);
    assertTrue(EndlessStream.lastLoss() < 2);
  }

  @Test void thePhotosAreSeen() {
    RandomSeed.set(3);
    Path images = Path.of("src", "test", "resources", "kerava", "images");
    var seen = Photos.seen(images.resolve("tree"), images.resolve("rgb.jpg"));
    assertEquals(3, seen.size());
    assertTrue(seen.get(0).score() >= seen.get(1).score() && List.of("cats", "dogs", "emus", "owls").contains(seen.get(0).label()),
        seen.toString());
  }

  @Test void theReviewIsRead() {
    RandomSeed.set(3);
    NDArray read = Reviews.read(Path.of("src", "test", "resources", "kerava", "texts", "tree"), "a fine cast");
    assertEquals(Shape.of(1, 3), read.shape());
    assertEquals(1, read.get(0, 0) + read.get(0, 1) + read.get(0, 2), 1e-6);
  }

  /** The file is tf.io.TFRecordWriter's. */
  @Test void theRecordsAreRead() {
    Path file = Path.of("src", "test", "resources", "kerava", "records.tfrecord");
    try (Elements elements = Records.read(List.of(file)).batch(3).elements()) {
      var batch = elements.next();
      assertEquals(NDArray.of(new float[][] {{0, 0.5f}, {1, 1.5f}, {2, 2.5f}}), batch.x().array());
      assertEquals(NDArray.of(new long[] {0, 1, 2}), batch.y().array());
    }
  }
}
