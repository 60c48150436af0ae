package kerava.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of shapes in Python, where set_shape tells TensorFlow's own inference what it does not find out, is known here. */
class StaticShapeTest {
  @Test void joinedAlongAnAxis() {
    assertArrayEquals(new long[] {-1, 2, 8}, StaticShape.joined(List.of(new long[] {-1, 2, 3}, new long[] {-1, -1, 5}), -1));
    assertArrayEquals(new long[] {6, 7, 3}, StaticShape.joined(List.of(new long[] {6, 2, 3}, new long[] {-1, 5, 3}), 1));
    assertArrayEquals(new long[] {6, -1, 3}, StaticShape.joined(List.of(new long[] {6, 2, 3}, new long[] {6, -1, 3}), 1));
  }
}
