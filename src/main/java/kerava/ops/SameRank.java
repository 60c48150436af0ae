package kerava.ops;

/**
 * Two values with as many axes: where one has a last axis of 1 more than the other, it loses it, but that one of shape (batch) gets one.
 * Source: Keras {@code losses/loss.py} squeeze_or_expand_to_same_rank.
 */
public record SameRank(Tensor first, Tensor second) {
  public static SameRank of(Tensor first, Tensor second) {
    int more = first.rank() - second.rank();
    if (more == 1 && first.size(-1) == 1)
      return second.rank() == 1 ? new SameRank(first, second.expandDims(-1)) : new SameRank(first.squeezeLast(), second);
    if (more == -1 && second.size(-1) == 1)
      return first.rank() == 1 ? new SameRank(first.expandDims(-1), second) : new SameRank(first, second.squeezeLast());
    return new SameRank(first, second);
  }
}
