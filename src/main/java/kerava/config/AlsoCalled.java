package kerava.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names that Keras knows a member of a {@link Family} by, beside that of its class. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE) public @interface AlsoCalled {
  String[] value();
}
