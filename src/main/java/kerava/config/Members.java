package kerava.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The members of a {@link Family} that a file or a command may name: its catalogue, one class a line. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE) public @interface Members {
  Class<?>[] value();
}
