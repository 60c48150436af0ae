package kerava.data;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.List;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.random.RandomSeed;
import org.jspecify.annotations.Nullable;

/**
 * The text files of a folder as batches, {@code keras.utils.text_dataset_from_directory}: those that end in {@code .txt}. Each folder in it
 * is a class, its texts those in and under that folder.
 *
 * <pre>{@code
 * TextDataset reviews = new TextDatasetFromDirectory().withSeed(1337).of(Path.of("aclImdb/train"));
 * }</pre>
 *
 * Files, their order and their labels are Keras's for the same seed. A file is read when its turn comes, as it is, with a mark at its
 * beginning and all line breaks. One that is not UTF-8 ends the pass with an error that names it. x is of strings, a text each: (batch,).
 * Source: Keras {@code utils/text_dataset_utils.py}.
 *
 * @param labels one for each text, in the order of the paths; null: the classes are the folders
 * @param classNames the folders that are classes, in the order of their numbers; null: all, in alphabetical order
 * @param batchSize null: single samples
 * @param maxLength how many bytes of a text are taken, of one that is longer; a character that this cuts becomes U+FFFD, for which Keras
 * has its first bytes; null: all
 * @param shuffle whether the files come in a drawn order, each epoch in another; else in that of their paths
 * @param seed 0 .. 2^32 - 1; null: one is drawn as {@code numpy.random} does it, from {@link RandomSeed#set} on the same
 * @param validationSplit what part of the files is kept for validation; 0: none
 * @param subset which part is asked for; null: all, without {@code validationSplit}
 * @param followLinks whether folders that are links are looked into
 * @param limits of the bytes of a file
 */
public record TextDatasetFromDirectory(@Nullable List<Integer> labels, LabelMode labelMode, @Nullable List<String> classNames,
    @Nullable Integer batchSize, @Nullable Integer maxLength, boolean shuffle, @Nullable Long seed, double validationSplit,
    @Nullable Subset subset, boolean followLinks, Limits limits) implements WithDirectory<TextDatasetFromDirectory> {
  private static final String WHO = "TextDatasetFromDirectory";

  public TextDatasetFromDirectory {
    labels = labels == null ? null : List.copyOf(labels);
    classNames = classNames == null ? null : List.copyOf(classNames);
    require(limits != null, inJava("take Limits.DEFAULT"), "%s: limits must not be null", WHO);
    require(maxLength == null || maxLength >= 1, "%s: maxLength must be at least 1, got %d; leave it out for whole texts", WHO, maxLength);
    DirectoryFiles.check(WHO, labelMode, classNames, batchSize, validationSplit);
  }

  /** Keras's defaults: batches of 32 whole texts, shuffled. */
  public TextDatasetFromDirectory() { this(null, LabelMode.INT, null, 32, null, true, null, 0, null, false, Limits.DEFAULT); }

  /** The texts of {@code directory}, of {@code subset} if there is one. */
  public TextDataset of(Path directory) { return dataset(files().of(directory)); }

  /** Both parts, {@code subset="both"}; that for validation is not shuffled again for each epoch. */
  public TextDataset.Both both(Path directory) {
    DirectoryFiles.Both both = files().both(directory);
    return new TextDataset.Both(dataset(both.training()), dataset(both.validation()));
  }

  private DirectoryFiles files() {
    return new DirectoryFiles(WHO, FileIndex.Kind.TEXTS, labels, labelMode, classNames, batchSize, shuffle, seed, validationSplit, subset,
        followLinks);
  }

  private TextDataset dataset(DirectoryFiles.Found found) {
    return new TextDataset(found.dataset(batchSize, pass -> new TextPass(pass, found.files(), maxLength, limits)), found.classNames(),
        found.files());
  }

  public TextDatasetFromDirectory withMaxLength(Integer maxLength) { return Settings.with(this, "maxLength", maxLength); }
}
