package kerava.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import kerava.Goldens;
import kerava.KeravaException;
import org.junit.jupiter.api.Test;

class RandomSeedTest {
  @Test void drawsAsKerasDoesAfterSetRandomSeed() {
    for (long seed : new long[] {42, 0, 4294967295L, 42}) {
      RandomSeed.set(seed);
      assertEquals(OptionalLong.of(seed), RandomSeed.current());
      assertEquals(seed, RandomSeed.forShuffle());
      for (JsonNode number : Goldens.read("draws").get("randint_1_1e9").get(Long.toString(seed)).get("first"))
        assertEquals(number.asInt(), RandomSeed.draw());
    }
  }

  @Test void drawsDoNotDependOnShuffles() {
    RandomSeed.set(1234);
    RandomSeed.forShuffle();
    assertEquals(835549144, RandomSeed.draw());
  }

  @Test void refusesSeedsThatPythonRefuses() {
    RandomSeed.set(7);
    for (long seed : new long[] {-1, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE}) {
      String refusal = assertThrows(KeravaException.class, () -> RandomSeed.set(seed)).getMessage();
      assertTrue(refusal.contains("RandomSeed") && refusal.contains("0 .. 4294967295") && refusal.contains("got " + seed), refusal);
    }
    assertEquals(OptionalLong.of(7), RandomSeed.current(), "a refused seed changes nothing");
  }
}
