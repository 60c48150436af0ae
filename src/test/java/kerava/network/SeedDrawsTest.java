package kerava.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import kerava.activations.Activations;
import kerava.initializers.HeNormal;
import kerava.initializers.Initializer;
import kerava.initializers.LecunNormal;
import kerava.initializers.RandomNormal;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Layer;
import kerava.layers.Nested;
import kerava.layers.Nested.Part;
import kerava.random.RandomSeed;
import org.junit.jupiter.api.Test;

/** Seeds in the order in which Keras's constructors draw them; {@link #DRAWS} are Python's {@code random.randint(1, 10**9)} after {@code random.seed(42)}. */
class SeedDrawsTest {
  private static final List<Integer> DRAWS = List.of(686579304, 119540832, 26855093, 796233791, 295310486, 262950629);

  private static Network network(Layer... layers) {
    RandomSeed.set(42);
    return Network.sequential("m", Arrays.stream(layers).map(Part::of).toList());
  }

  private static int seed(Network network, int layer, Initializer initializer) {
    return network.members().get(layer).seeds().get(initializer);
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
    assertEquals(List.of(DRAWS.get(1)), network.members().get(0).generatorSeeds());
    assertEquals(DRAWS.get(2), seed(network, 1, dense.biasInitializer()));
    assertEquals(DRAWS.get(3), seed(network, 1, dense.kernelInitializer()));
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
    Network network = Network.sequential(null, List.of(Part.of(new Dense(2)), Part.of(new Nested(new Dense(3))), Part.of(new Dense(4))));
    assertEquals(List.of("dense", "sequential", "dense_2"), network.members().stream().map(Member::name).toList());
    assertEquals("dense_1", ((Nested) network.members().get(1).layer()).parts().get(0).name());
    assertEquals("sequential_1", network.name());
  }
}
