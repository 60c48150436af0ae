package kerava.random;

import static kerava.random.Positions.assertPositions;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import kerava.Goldens;
import kerava.KeravaException;
import org.junit.jupiter.api.Test;

/** Goldens: NumPy's RandomState(seed).permutation(n), twice in turn (src/test/python/data_goldens.py permutation). */
class RandomStateTest {
  @Test void permutesAsNumPy() {
    for (JsonNode g : Goldens.read("permutation").get("cases")) {
      RandomState random = new RandomState(g.get("seed").asLong());
      int n = g.get("n").asInt();
      for (JsonNode expected : g.get("permutations"))
        assertPositions(expected, random.permutation(n), "seed " + g.get("seed") + ", n " + n);
    }
  }

  @Test void theExampleHolds() { assertArrayEquals(new int[] {1, 4, 2, 0, 3}, new RandomState(42).permutation(5)); }

  @Test void theGlobalStreamIsSeededBySetAndGoesOn() {
    RandomSeed.set(42);
    RandomState random = new RandomState(42);
    for (int n : new int[] {5, 100}) assertArrayEquals(random.permutation(n), RandomSeed.permutation(n));
  }

  @Test void refusesWhatNumPyRefuses() {
    for (long seed : new long[] {-1, 1L << 32}) {
      assertEquals("RandomState: the seed must be in 0 .. 4294967295, got " + seed,
          assertThrows(KeravaException.class, () -> new RandomState(seed)).getMessage());
    }
    assertEquals("RandomState: a permutation needs n of at least 0, got -1",
        assertThrows(KeravaException.class, () -> new RandomState(1).permutation(-1)).getMessage());
  }
}
