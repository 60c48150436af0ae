package kerava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a constructor of a public record leaves null by itself is {@code @Nullable} for Kotlin, IDEs and checkers. */
class NullableTest {
  /** Something to give to a constructor, by the type of the parameter. */
  private static final Map<Class<?>, Object> GIVEN =
      Map.of(int.class, 2, long.class, 2L, double.class, 0.5, String.class, "relu", boolean.class,
          true, int[].class, new int[] {2}, double[].class, new double[] {0.5}, String[].class, new String[] {"a"});
  /** Of the records here at least so many can be made of what is given. */
  private static final int MADE = 150;

  private static Stream<? extends Class<?>> records() {
    return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("kerava").stream()
        .map(JavaClass::reflect)
        .filter(each -> each.isRecord() && Modifier.isPublic(each.getModifiers()) && each.getModule().isExported(each.getPackageName()));
  }

  @Test void whatIsNullByDefaultSaysSo() throws ReflectiveOperationException {
    Set<String> silent = new TreeSet<>(), made = new TreeSet<>();
    for (Class<?> record : records().toList())
      for (Constructor<?> constructor : record.getConstructors()) {
        Object[] given = Arrays.stream(constructor.getParameterTypes()).map(GIVEN::get).toArray();
        if (Arrays.asList(given).contains(null) || isCanonical(record, constructor)) continue;
        try {
          Object instance = constructor.newInstance(given);
          made.add(record.getName());
          for (RecordComponent component : record.getRecordComponents())
            if (component.getAccessor().invoke(instance) == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
              silent.add(record.getName() + "." + component.getName());
        } catch (InvocationTargetException refused) {
          assertTrue(refused.getCause() instanceof KeravaException, refused.getCause().toString());
        }
      }
    assertEquals(Set.of(), silent, "write @Nullable before their types");
    assertTrue(made.size() >= MADE, made.size() + " records were made");
  }

  private static boolean isCanonical(Class<?> record, Constructor<?> constructor) {
    return Arrays.equals(constructor.getParameterTypes(),
        Arrays.stream(record.getRecordComponents()).map(RecordComponent::getType).toArray());
  }
}
