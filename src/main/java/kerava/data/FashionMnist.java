package kerava.data;

import java.util.List;

/**
 * Zalando's pictures of clothes, {@code keras.datasets.fashion_mnist}: as {@link Mnist}, 60000 (train) and 10000 (test) grey pictures of
 * 28 x 28. Source: Xiao, Rasul and Vollgraf, "Fashion-MNIST", 2017; MIT licence.
 */
public final class FashionMnist {
  /** What the labels 0 to 9 stand for. */
  public static final List<String> CLASS_NAMES =
      List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

  private FashionMnist() {}

  /** Fashion-MNIST from Kerava's own files. */
  public static Mnist load(Mnist.Split split) {
    return Mnist.resource("fashion-mnist", split);
  }
}
