package kerava.metrics;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.stream.IntStream;
import kerava.config.Numbers;

/** Some of the classes, each by its number from 0 on. */
public record ClassIds(List<Integer> ids) implements Numbers {
  public ClassIds {
    ids = List.copyOf(ids);
    require(!ids.isEmpty() && ids.stream().allMatch(id -> id >= 0), "ClassIds: must be one at least, and not negative, got %s", ids);
  }

  public ClassIds(int... ids) { this(IntStream.of(ids).boxed().toList()); }

  /** Of what a config holds: a list. */
  public static ClassIds of(Object plain) { return new ClassIds(Numbers.list(plain)); }

  @Override public Object plain() { return ids; }
}
