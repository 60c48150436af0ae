package kerava.layers;

/** How a whole number that no table has gets one of several places. */
public enum OovMethod {
  /** Itself modulo how many there are. */
  FLOORMOD,
  /** By the hash of its decimal digits. */
  FARMHASH
}
