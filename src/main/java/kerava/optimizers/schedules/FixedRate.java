package kerava.optimizers.schedules;

/** A learning rate that stays as it is unless somebody changes it. */
public record FixedRate(double value) implements Rate {}
