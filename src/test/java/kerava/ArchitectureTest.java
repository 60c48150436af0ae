package kerava;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rooms of the house and the arrows between them (docs/architecture.md); what each library is for; the budgets of a file. */
class ArchitectureTest {
  /** What each room may import beside itself; every room may import {@code kerava} itself, which holds KeravaException. */
  private static final Map<String, Set<String>> ARROWS = arrows();

  private static final String EXAMPLES = "kerava\\.data\\.TfRecordSource.*";

  private static final JavaClasses MAIN = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("kerava");

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new HashMap<>();
    Set<String> ground = Set.of("config", "files", "random", "tensor"),
        formulas = with(ground, "ops", "initializers", "activations", "regularizers", "constraints");
    for (String room : with(ground, "plots")) arrows.put(room, Set.of());
    arrows.put("ops", Set.of("tensor"));
    arrows.put("files", Set.of("config"));
    arrows.put("hdf5", Set.of("config", "files", "tensor"));
    for (String room : List.of("initializers", "activations", "regularizers", "constraints")) arrows.put(room, with(ground, "ops"));
    arrows.put("steps", with(ground, "ops"));
    for (String room : List.of("layers", "losses", "metrics", "optimizers")) arrows.put(room, formulas);
    arrows.put("applications", with(formulas, "layers"));
    Set<String> all = with(formulas, "applications", "layers", "losses", "metrics", "optimizers", "steps");
    for (String room : List.of("network", "engine", "data", "training", "saving", "models")) {
      arrows.put(room, room.equals("data") ? with(ground, "engine") : room.equals("saving") ? with(all, "hdf5") : all);
      all = with(all, room);
    }
    arrows.put("callbacks", with(ground, "metrics", "training"));
    arrows.put("framework", with(formulas, "losses", "metrics"));
    arrows.put("notebooks", with(all, "callbacks", "data"));
    arrows.put("parity", with(all, "callbacks", "data", "notebooks", "plots"));
    arrows.put("cli", with(all, "callbacks", "data", "notebooks", "parity", "plots"));
    return arrows;
  }

  private static Set<String> with(Set<String> rooms, String... more) {
    Set<String> all = new TreeSet<>(rooms);
    all.addAll(Arrays.asList(more));
    return all;
  }

  @TestFactory Stream<DynamicTest> roomsImportOnlyAlongTheArrows() {
    return rooms().stream().map(room -> DynamicTest.dynamicTest(room, () -> {
      assertTrue(ARROWS.containsKey(room),
          "kerava." + room + " is a new room; give it its arrows in ArchitectureTest and docs/architecture.md");
      Set<String> against = new TreeSet<>();
      for (JavaClass from : MAIN) {
        if (!room(from).equals(room)) continue;
        from.getDirectDependenciesFromSelf().stream().filter(d -> ours(d.getTargetClass())).forEach(d -> {
          String to = room(d.getTargetClass());
          if (!to.equals(room) && !to.isEmpty() && !ARROWS.get(room).contains(to)) against.add(d.getDescription());
        });
      }
      assertEquals(Set.of(), against, room + " may import " + ARROWS.get(room));
    }));
  }

  /** What trains and predicts knows nothing of SavedModels, which have a room of their own within the engine's. */
  @Test void theEngineDoesNotKnowSavedModels() {
    noClasses().that().resideInAPackage("kerava.engine").should().dependOnClassesThat().resideInAPackage("kerava.engine.savedmodel..")
        .check(MAIN);
  }

  /** The exceptions alone stand at the root, so it imports nothing of Kerava's. */
  @Test void theRootHoldsTheExceptionsAlone() {
    assertEquals(Set.of("FormatException", "KeravaException"),
        new TreeSet<>(MAIN.stream().filter(c -> room(c).isEmpty() && c.isTopLevelClass() && !c.isInterface()).map(JavaClass::getSimpleName)
            .toList()));
  }

  /**
   * What a model is loads without the native library: only formulas and the engine know TensorFlow, and who reads examples its messages.
   */
  @Test void onlyFormulasAndTheEngineKnowTensorFlow() {
    noClasses().that()
        .resideOutsideOfPackages(packages("initializers", "activations", "ops", "layers", "losses", "metrics", "optimizers",
            "engine", "framework"))
        .and().haveNameNotMatching(EXAMPLES)
        .should().dependOnClassesThat(DescribedPredicate.describe("are TensorFlow's, beyond telling its version",
            c -> c.getPackageName().startsWith("org.tensorflow") && !c.getName().equals("org.tensorflow.TensorFlow")))
        .check(MAIN);
    classes().that().haveNameMatching(EXAMPLES).should()
        .onlyDependOnClassesThat(DescribedPredicate.describe("are no TensorFlow's but messages",
            c -> !c.getPackageName().startsWith("org.tensorflow") || c.getPackageName().equals("org.tensorflow.proto")))
        .check(MAIN);
    noClasses().should().callMethodWhere(called("loads TensorFlow's libraries", "loadLibrary")).check(MAIN);
  }

  /** The operations write graphs, with constants for native tensors; the engine alone runs them, but for one that tries a kernel. */
  @Test void onlyTheEngineRunsGraphs() {
    noClasses().that().resideOutsideOfPackages("kerava.engine..", "kerava.ops..").and()
        .haveNameNotMatching("kerava.framework.MetricGraph.*").should().dependOnClassesThat().haveFullyQualifiedName("org.tensorflow.Graph")
        .check(MAIN);
    noClasses().that().resideOutsideOfPackages("kerava.engine..").and().haveNameNotMatching("kerava.ops.ChannelsFirst").should()
        .dependOnClassesThat().haveFullyQualifiedName("org.tensorflow.Session").orShould().dependOnClassesThat()
        .haveFullyQualifiedName("org.tensorflow.EagerSession").check(MAIN);
    noClasses().that().resideOutsideOfPackages("kerava.engine..").and().haveNameNotMatching("kerava.ops.Constants").should()
        .callMethodWhere(called("makes a native tensor", "tensorOf", "scalarOf", "vectorOf")).check(MAIN);
  }

  /**
   * Backward passes are the operations' own: none but those of foreign ops comes of TensorFlow's C++ library, which has others than Python.
   */
  @Test void onlyTheTapeMakesGradients() {
    noClasses().that().doNotHaveFullyQualifiedName("kerava.ops.Foreign").should()
        .callMethodWhere(called("takes TensorFlow's gradients", "registerCustomGradient", "addGradients")).check(MAIN);
    noClasses().that().resideOutsideOfPackages("kerava.engine..", "kerava.ops..", "kerava.framework..").should().dependOnClassesThat()
        .haveFullyQualifiedName("org.tensorflow.GraphOperation").check(MAIN);
  }

  @Test void eachLibraryHasItsRoom() {
    only("org.knowm..", "plots");
    only("java.awt..", "plots");
    only("com.fasterxml..", "saving", "notebooks", "parity", "cli");
    only("org.apache.commons.cli..", "cli");
    only("org.apache.commons.csv..", "data");
    only("io.jhdf..", "hdf5");
    only("org.tensorflow.framework..", "framework");
  }

  /** What a user may import: module-info exports these rooms and no other. */
  @Test void exportsWhatAUserUses() {
    ModuleDescriptor module = ModuleFinder.of(Path.of("target", "classes")).findAll().iterator().next().descriptor();
    Set<String> exported = module.exports().stream().map(export -> export.source().replaceFirst("kerava\\.?", ""))
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(
        Set.of("", "activations", "applications", "callbacks", "config", "constraints", "data", "framework", "initializers", "layers",
            "losses", "metrics",
            "models",
            "ops",
            "optimizers", "optimizers.schedules",
            "plots", "random", "regularizers", "saving", "steps", "tensor", "training")),
        exported);
  }

  @Test void everyRoomSaysWhatItIs() {
    Set<String> silent = new TreeSet<>();
    for (JavaClass each : MAIN)
      if (!Files.exists(Path.of("src/main/java", each.getPackageName().replace('.', '/'), "package-info.java")))
        silent.add(each.getPackageName());
    assertEquals(Set.of(), silent, "give each room a package-info of three lines");
  }

  @Test void noClassIsNamedForNothing() {
    List<String> vague =
        MAIN.stream().map(JavaClass::getSimpleName).filter(name -> name.matches(".*(Util|Helper|Manager|Impl)s?([A-Z].*)?"))
            .toList();
    assertEquals(List.of(), vague);
  }

  /** Files that are honestly better longer than {@value #LINES} lines, each with its reason. */
  private static final Map<String, String> LONGER = Map.of();
  private static final int LINES = 300, COLUMNS = 140;

  @Test void noFileIsLongerThanItsBudget() throws IOException {
    List<String> over = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(java|py)")).toList()) {
        int lines = Files.readAllLines(file).size();
        if (lines > LINES && !LONGER.containsKey(file.getFileName().toString())) over.add(file + " has " + lines + " lines");
      }
    }
    assertEquals(List.of(), over, "split it, or list it in LONGER with a reason");
  }

  /** A comment is prose, which nobody reads in longer lines. */
  @Test void noCommentIsWiderThanItsBudget() throws IOException {
    List<String> over = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList())
        Files.readAllLines(file).stream().filter(line -> line.length() > COLUMNS && line.matches("\\s*(\\*|//|/\\*\\*).*"))
            .forEach(line -> over.add(file + ": " + line.strip()));
    }
    assertEquals(List.of(), over, "break the line");
  }

  private static void only(String library, String... rooms) {
    noClasses().that().resideOutsideOfPackages(packages(rooms)).should().dependOnClassesThat().resideInAPackage(library).check(MAIN);
  }

  private static String[] packages(String... rooms) {
    return Arrays.stream(rooms).map(room -> "kerava." + room + "..").toArray(String[]::new);
  }

  private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> called(String what, String... names) {
    return DescribedPredicate.describe(what, call -> {
      AccessTarget target = call.getTarget();
      return target.getOwner().getPackageName().startsWith("org.tensorflow") && Arrays.asList(names).contains(target.getName());
    });
  }

  private static boolean ours(JavaClass c) { return c.getPackageName().equals("kerava") || c.getPackageName().startsWith("kerava."); }

  private static Set<String> rooms() {
    Set<String> rooms = new TreeSet<>();
    for (JavaClass c : MAIN) if (!room(c).isEmpty()) rooms.add(room(c));
    return rooms;
  }

  /** {@code saving} for kerava.saving and for kerava.hdf5, nothing for kerava. */
  private static String room(JavaClass c) {
    String[] parts = c.getPackageName().split("\\.");
    return parts.length > 1 ? parts[1] : "";
  }
}
