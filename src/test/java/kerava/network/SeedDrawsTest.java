package kerava.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.initializers.HeNormal;
import kerava.initializers.Initializer;
import kerava.initializers.LecunNormal;
import kerava.initializers.RandomNormal;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Layer;
import kerava.layers.MultiHeadAttention;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.random.Rules;
import org.junit.jupiter.api.Test;

/**
 * Seeds in the order in which Keras's constructors draw them; {@link #DRAWS} are Python's {@code random.randint(1, 10**9)} after
 * {@code random.seed(42)}.
 */
class SeedDrawsTest {
  private static final List<Integer> DRAWS = List.of(686579304, 119540832, 26855093, 796233791, 295310486, 262950629);

  private static Network network(Layer... layers) {
    RandomSeed.set(42);
    return Network.sequential("m", List.of(layers));
  }

  private static int seed(Network network, int layer, Initializer initializer) {
    return (int) LayerState.of(network.layers().get(layer)).seed(initializer);
  }

  /** {@code Dense(4, bias_initializer=LecunNormal())}: the argument is constructed before the layer constructs its kernel's. */
  @Test void whatALayerIsGivenComesBeforeWhatItMakes() {
    Dense before = new Dense(3), dense = new Dense(4).withBiasInitializer(new LecunNormal());
    Network network = network(before, dense);
    assertEquals(DRAWS.get(1), seed(network, 1, dense.biasInitializer()));
    assertEquals(DRAWS.get(2), seed(network, 1, dense.kernelInitializer()));
  }

  @Test void whatIsConstructedFirstIsDrawnFirst() {
    HeNormal early = new HeNormal();
    Dropout noise = new Dropout(.5);
    Dense dense = new Dense(4).withBiasInitializer(new RandomNormal()).withKernelInitializer(new LecunNormal()),
        last = new Dense(2, Activations.RELU, early);
    Network network = network(noise, dense, last);
    assertEquals(DRAWS.get(0), seed(network, 2, early));
    assertEquals(DRAWS.get(1), LayerState.generatorSeed(noise));
    assertEquals(DRAWS.get(2), seed(network, 1, dense.biasInitializer()));
    assertEquals(DRAWS.get(3), seed(network, 1, dense.kernelInitializer()));
  }

  /** Keras's attention makes its projections as it is first used, however early it is constructed. */
  @Test void whatALayerMakesAsItIsBuiltIsDrawnThen() {
    RandomSeed.set(42);
    MultiHeadAttention attention = new MultiHeadAttention(2, 3);
    Dense dense = new Dense(4), later = new Dense(4);
    KerasTensor input = new Input(5, 4).tensor(), seen = attention.apply(dense.apply(input), input);
    Dense last = new Dense(4);
    Network network = Network.functional(null, List.of(input), List.of(last.apply(later.apply(seen))));
    assertEquals(List.of(DRAWS.get(0), DRAWS.get(1), DRAWS.get(2)), drawn(attention, dense, later));
    List<String> names = List.of("query_dense", "key_dense", "value_dense");
    assertEquals(List.of(DRAWS.get(3), DRAWS.get(4), DRAWS.get(5)),
        drawn(names.stream().map(attention.parts()::get).toArray(Layer[]::new)));
    assertEquals(5, network.layers().size());
  }

  private static List<Integer> drawn(Layer... layers) {
    return Stream.of(layers)
        .map(layer -> (int) LayerState.of(layer).seed((Initializer) Settings.of((Record) layer).get("kernel_initializer"))).toList();
  }

  /** By the rules of Keras 2 a seed is drawn when a weight is made, and noise draws none. */
  @Test void inKeras2WhatIsUsedFirstIsDrawnFirst() {
    HeNormal early = new HeNormal();
    Dense dense = new Dense(4).withBiasInitializer(new RandomNormal()), last = new Dense(2, Activations.RELU, early);
    RandomSeed.set(42, Rules.KERAS_2);
    Network network = Network.sequential("m", List.of(new Dropout(.5), dense, last));
    RandomSeed.set(42);
    assertEquals(DRAWS.get(0), seed(network, 1, dense.kernelInitializer()));
    assertEquals(DRAWS.get(1), seed(network, 1, dense.biasInitializer()));
    assertEquals(DRAWS.get(2), seed(network, 2, early));
  }

  @Test void oneObjectHasOneSeedAndCopiesOfALayerHaveTheirOwn() {
    HeNormal shared = new HeNormal();
    Dense first = new Dense(2, Activations.RELU, shared), second = new Dense(3, Activations.RELU, shared), plain = new Dense(5),
        copy = plain.named("copy");
    Network network = network(first, second, plain, copy);
    assertEquals(DRAWS.get(0), seed(network, 0, shared));
    assertEquals(DRAWS.get(0), seed(network, 1, shared));
    assertEquals(DRAWS.get(1), seed(network, 2, plain.kernelInitializer()));
    assertEquals(DRAWS.get(2), seed(network, 3, copy.kernelInitializer()));
  }

  /** Layers are named one after the other as they are written, and a model after all in it. */
  @Test void namesAreCountedInTheOrderOfConstruction() {
    LayerNames.clear();
    Network network = Network.sequential(null,
        List.of(new Dense(2), new Sequential(new Dense(3)).layer(), new Dense(4).named("mine"), new Dense(5).withUseBias(false)));
    assertEquals(List.of("dense", "sequential", "mine", "dense_2"), List.copyOf(network.parts().keySet()));
    assertEquals(List.of("dense_1"), List.copyOf(network.layers().get(1).parts().keySet()));
    assertEquals("sequential_1", network.modelName());
  }

  /**
   * What stands in a model inside draws in its turn, though that model was made first; and a model made first draws first, though it is
   * used last.
   */
  @Test void modelsDrawInTheOrderOfTheirLayersBirth() {
    RandomSeed.set(42);
    Dense first = new Dense(2), inner = new Dense(3), second = new Dense(4), other = new Dense(5);
    Network inside = Network.sequential("inside", List.of(inner)), whole = Network.sequential("whole", List.of(first, inside, second)),
        last = Network.sequential("last", List.of(other));
    assertEquals(DRAWS.get(3), seed(last, 0, other.kernelInitializer()));
    assertEquals(DRAWS.get(1), seed(inside, 0, inner.kernelInitializer()));
    assertEquals(DRAWS.get(0), seed(whole, 0, first.kernelInitializer()));
    assertEquals(DRAWS.get(2), seed(whole, 2, second.kernelInitializer()));
  }
}
