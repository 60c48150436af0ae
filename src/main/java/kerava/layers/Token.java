package kerava.layers;

import static kerava.KeravaException.require;

import kerava.config.Numbers;

/** One token: a String, or a whole number of 64 bits. */
public record Token(Object value) implements Numbers {
  public Token {
    require(value instanceof String || value instanceof Long, "Token: must be a string or a whole number, got %s", value);
  }

  /** Of what a config holds: a string or a number. */
  public static Token of(Object plain) { return new Token(plain instanceof Integer number ? Long.valueOf(number) : plain); }

  @Override public Object plain() { return value; }

  @Override public String toString() { return value.toString(); }
}
