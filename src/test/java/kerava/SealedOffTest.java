package kerava;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.lang.reflect.Array;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What text out of a file could be made into, no class can make: classes, code, processes, connections, and, where models are read, paths
 * (SECURITY.md).
 */
class SealedOffTest {
  private static final JavaClasses MAIN = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("kerava");

  @Test void noClassIsLookedUpByName() {
    noClasses().should().callMethod(Class.class, "forName", String.class)
        .orShould().callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
        .orShould().dependOnClassesThat().areAssignableTo(ClassLoader.class).check(MAIN);
  }

  /** Arrays of any type are made too, of which none is named in a file. */
  @Test void recordsAloneAreMadeByReflection() {
    noClasses().that().doNotHaveFullyQualifiedName("kerava.config.Settings").and().doNotHaveFullyQualifiedName("kerava.config.Family")
        .should().dependOnClassesThat(resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..").and(not(type(Array.class))))
        .check(MAIN);
  }

  @Test void nothingIsRunFetchedOrUnpickled() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("java.net..", "javax.script..", "javax.naming..", "java.rmi..")
        .orShould().dependOnClassesThat().areAssignableTo(ObjectInputStream.class)
        .orShould().dependOnClassesThat().areAssignableTo(ProcessBuilder.class)
        .orShould().callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
            com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("exec")))
        .check(MAIN);
  }

  @Test void noNameInAModelBecomesAPath() {
    noClasses().that().resideInAPackage("kerava.saving..").and().haveNameNotMatching("kerava.saving.Safe(File|Folder)(\\$.*)?")
        .should().callMethod(Path.class, "resolve", String.class).orShould().callMethod(Path.class, "of", String.class, String[].class)
        .orShould().callConstructor(java.io.File.class, String.class).check(MAIN);
  }
}
