package kerava.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a {@link Family} whose members Keras names by their classes in lower case: {@code rmsprop}; others are named in snake_case. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE) public @interface NamedInLowerCase {
}
