package kerava.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kerava.Warned;
import org.junit.jupiter.api.Test;

class WarningsTest {
  @Test void aWarningGoesToTheLoggerFormatted() {
    assertEquals(List.of("load: 2 weights are NaN, 100%"),
        Warned.during(() -> Warnings.warn("load: %d weights are %s, 100%%", 2, "NaN")));
  }
}
