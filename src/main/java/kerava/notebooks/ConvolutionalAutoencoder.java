package kerava.notebooks;

import java.util.List;
import kerava.layers.Conv2D;
import kerava.layers.Conv2DTranspose;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.MaxPooling2D;
import kerava.layers.Padding;
import kerava.layers.Pair;
import kerava.models.Model;
import kerava.training.FitOptions;

/**
 * The "Convolutional autoencoder" of keras.io's examples, which learns to give MNIST's pictures back. Published: a validation loss of
 * .0622.
 */
public final class ConvolutionalAutoencoder implements Notebook {
  private static final String AUTOENCODER = "autoencoder";

  @Override public String name() { return "autoencoder"; }

  @Override public List<String> runs() { return List.of(AUTOENCODER); }

  @Override public void run(NotebookRunner runner) {
    Pictures pictures = Pictures.mnist(runner);
    try (Model model = runner.build(ConvolutionalAutoencoder::model)) {
      runner.println(model.summary());
      model.compile("adam", "binary_crossentropy");
      runner.fit(AUTOENCODER, model, pictures.x(), pictures.x(),
          new FitOptions().withEpochs(50).withBatchSize(128).withValidationData(pictures.xTest(), pictures.xTest()));
      runner.println(AUTOENCODER + ": " + runner.evaluate(AUTOENCODER, model, pictures.xTest(), pictures.xTest()));
    }
  }

  private static Model model() {
    KerasTensor input = new Input(28, 28, 1).tensor();
    KerasTensor x = new Conv2D(32, 3, "relu").withPadding(Padding.SAME).apply(input);
    x = new MaxPooling2D(2).withPadding(Padding.SAME).apply(x);
    x = new Conv2D(32, 3, "relu").withPadding(Padding.SAME).apply(x);
    x = new MaxPooling2D(2).withPadding(Padding.SAME).apply(x);
    x = new Conv2DTranspose(32, 3, "relu").withStrides(new Pair(2)).withPadding(Padding.SAME).apply(x);
    x = new Conv2DTranspose(32, 3, "relu").withStrides(new Pair(2)).withPadding(Padding.SAME).apply(x);
    return new Model(input, new Conv2D(1, 3, "sigmoid").withPadding(Padding.SAME).apply(x));
  }
}
