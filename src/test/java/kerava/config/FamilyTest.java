package kerava.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kerava.Goldens;
import kerava.KeravaException;
import kerava.initializers.Initializer;
import kerava.losses.Loss;
import kerava.metrics.Accuracy;
import kerava.metrics.Metric;
import kerava.optimizers.Optimizer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The names of members, against every spelling that Keras's own get() takes (src/test/python/goldens.py names). */
class FamilyTest {
  private static final JsonNode GOLDENS = Goldens.read("names");
  private static final Map<String, Class<?>> FAMILIES =
      Map.of("losses", Loss.class, "metrics", Metric.class, "optimizers", Optimizer.class, "initializers", Initializer.class);

  @TestFactory Stream<DynamicTest> takesEverySpellingThatKerasTakes() {
    return FAMILIES.entrySet().stream().flatMap(family -> GOLDENS.get(family.getKey()).properties().stream()
        .map(name -> DynamicTest.dynamicTest(family.getKey() + " " + name.getKey(),
            () -> check(family.getValue(), name.getKey(), name.getValue().asText()))));
  }

  /** A class that Kerava does not have is no other one's name. */
  private static void check(Class<?> family, String name, String className) {
    if (Family.members(family).containsKey(className) && Settings.required(Family.members(family).get(className)).isEmpty())
      assertEquals(className, Family.byName(family, name).getClass().getSimpleName());
    else
      assertThrows(KeravaException.class, () -> Family.byName(family, name));
  }

  /** A word of compile, and classes that Keras exports but forgets in the lists of their names. */
  private static final Set<String> UNLISTED = Set.of("accuracy", "lamb", "categorical_generalized_cross_entropy");

  @TestFactory Stream<DynamicTest> hasNoNameOfItsOwn() {
    return FAMILIES.entrySet().stream().flatMap(family -> Family.members(family.getValue()).values().stream()
        .filter(member -> member.isAnnotationPresent(AlsoCalled.class) && member != Accuracy.class)
        .flatMap(member -> Stream.of(member.getAnnotation(AlsoCalled.class).value()).map(name -> DynamicTest
            .dynamicTest(family.getKey() + " " + name, () -> assertEquals(member.getSimpleName(),
                GOLDENS.get(family.getKey()).path(name).asText("no name of Keras"))))));
  }

  @TestFactory Stream<DynamicTest> namesThemAsKerasDoes() {
    return FAMILIES.entrySet().stream().map(family -> DynamicTest.dynamicTest(family.getKey(), () -> {
      for (String name : Family.names(family.getValue()))
        assertTrue(GOLDENS.get(family.getKey()).has(name) || UNLISTED.contains(name), name);
    }));
  }

  @TestFactory Stream<DynamicTest> namesThoseThatItTakes() {
    return FAMILIES.entrySet().stream().map(family -> DynamicTest.dynamicTest(family.getKey(), () -> {
      for (String name : Family.names(family.getValue()))
        assertTrue(family.getValue().isInstance(Family.byName(family.getValue(), name)), name);
    }));
  }

  /** The word that chooses by shapes is of compile alone, not a class. */
  @Test void takesTheWordsOfCompileForAccuracy() {
    GOLDENS.get("accuracy").fieldNames().forEachRemaining(word -> assertEquals(new Accuracy(), Family.byName(Metric.class, word), word));
    assertTrue(GOLDENS.get("accuracy").has("acc"));
  }

  @Test void namesWhatThereIs() {
    String refusal = assertThrows(KeravaException.class, () -> Family.byName(Optimizer.class, "adem")).getMessage();
    assertEquals("Optimizer 'adem' is not known; use one of " + Family.names(Optimizer.class), refusal);
    assertThrows(KeravaException.class, () -> Family.byName(Loss.class, null));
  }
}
