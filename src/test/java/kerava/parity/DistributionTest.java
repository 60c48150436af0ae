package kerava.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.KeravaException;
import org.junit.jupiter.api.Test;

/** Numbers counted by hand. */
class DistributionTest {
  /** Sum 20, mean 4; squares 9 + 4 + 0 + 0 + 25 = 38, over n - 1 = 4: 9.5. */
  private final Distribution d = new Distribution(List.of(4.0, 1.0, 9.0, 2.0, 4.0));

  @Test void meanAndSampleDeviation() {
    assertEquals(4, d.mean());
    assertEquals(Math.sqrt(9.5), d.deviation(), 1e-15);
    assertEquals(3.082207001484488, d.deviation(), 1e-15);
  }

  @Test void rangeAndMedian() {
    assertEquals(1, d.min());
    assertEquals(9, d.max());
    assertEquals(4, d.median());
    assertEquals(2.5, new Distribution(List.of(7.0, 1.0, 2.0, 3.0)).median());
  }

  /** Of 1, 2, 4, 4, 9: below 4 are two, equal two: (2 + 1) / 5. */
  @Test void rankAndQuantile() {
    assertEquals(2, d.below(4));
    assertEquals(2, d.equal(4));
    assertEquals(0.6, d.quantile(4), 1e-15);
    assertEquals(0.8, d.quantile(5), 1e-15);
    assertEquals(0, d.quantile(0.5));
    assertEquals(1, d.quantile(10));
  }

  @Test void theEndsBelongToTheRange() {
    assertTrue(d.holds(1) && d.holds(9) && d.holds(3));
    assertFalse(d.holds(0.999) || d.holds(9.001));
  }

  @Test void valuesThatAreNotFiniteHaveNoPlaces() {
    Distribution astray = new Distribution(List.of(1.0, Double.NaN, 3.0));
    assertFalse(astray.finite());
    assertEquals("nowhere: not all of ours are finite", Results.place(astray, 2));
  }

  @Test void oneValueHasNoDeviationAndNoneIsRefused() {
    assertTrue(Double.isNaN(new Distribution(List.of(5.0)).deviation()));
    assertEquals("Distribution: there must be a value, got none",
        assertThrows(KeravaException.class, () -> new Distribution(List.of())).getMessage());
  }
}
