package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kerava.SameNames;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * docs/equality.md names each member of each family once: as equal, which {@link SmallFitsInterop} checks, or with the reason why it is in
 * no training there.
 */
class EqualityTest {
  @TestFactory Stream<DynamicTest> everyMemberStandsOnThePage() {
    return Equality.FAMILIES.stream().map(family -> DynamicTest.dynamicTest(family.getSimpleName(), () -> check(family)));
  }

  private static void check(Class<?> family) throws IOException {
    List<Set<String>> sides = Equality.told().get(Equality.title(family));
    Set<String> all = new TreeSet<>(sides.get(0)), twice = new TreeSet<>(sides.get(0));
    twice.retainAll(sides.get(1));
    assertEquals(Set.of(), twice, "on both sides");
    all.addAll(sides.get(1));
    SameNames.check(Equality.members(family), all, "docs/equality.md, " + Equality.title(family));
  }
}
