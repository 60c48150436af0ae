package kerava.parity;

/** The scores of one training of ours. */
public record TrainedScores(String run, long seed, double loss, double accuracy) {}
