package kerava.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name under which files know a class of the user's own, as Python's {@code keras.saving.register_keras_serializable(package, name)}
 * gives it: {@code "my_package>MyLayer"}. Without it a class is {@code "Custom>MyLayer"}, as a Python class is that is registered without a
 * package.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE) public @interface Registered {
  String value();

  /** The module in which Python finds the class without having been told of it; empty: in none. */
  String module() default "";
}
