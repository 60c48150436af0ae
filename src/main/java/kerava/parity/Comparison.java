package kerava.parity;

import java.util.List;
import java.util.Optional;

/** A recorded training beside ours, one for each seed in order. */
public record Comparison(Recorded recorded, List<TrainedScores> trained) {
  public Comparison { trained = List.copyOf(trained); }

  public Distribution of(Score score) { return new Distribution(trained.stream().map(score::of).toList()); }

  /** The scores that are compared. */
  public List<Score> scores() { return recorded.scores(); }

  public boolean inside(Score score) { return of(score).holds(score.of(recorded)); }

  /** How many of our trainings learned. */
  public int learned() { return (int) trained.stream().filter(this::learned).count(); }

  /** The same with those alone that learned; empty if all did or none did. */
  public Optional<Comparison> amongLearned() {
    int learned = learned();
    if (learned == 0 || learned == trained.size()) return Optional.empty();
    return Optional.of(new Comparison(recorded, trained.stream().filter(this::learned).toList()));
  }

  private boolean learned(TrainedScores one) { return one.accuracy() >= recorded.learned(); }
}
