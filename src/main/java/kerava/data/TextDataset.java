package kerava.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Texts of a folder as a {@link Dataset}, and what is known of them.
 *
 * @param dataset texts are read while it is passed over
 * @param classNames by the numbers of the labels; empty without labels
 * @param filePaths in the order before the dataset's own shuffle
 */
public record TextDataset(Dataset dataset, List<String> classNames, List<Path> filePaths) {
  public TextDataset {
    classNames = List.copyOf(classNames);
    filePaths = List.copyOf(filePaths);
  }

  /** What is trained on, and what is kept for validation. */
  public record Both(TextDataset training, TextDataset validation) {}
}
