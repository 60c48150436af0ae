package kerava.parity;

/** The scores of one training of ours. */
public record Trained(String run, long seed, double loss, double accuracy) {}
