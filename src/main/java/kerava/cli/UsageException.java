package kerava.cli;

import kerava.KeravaException;

/** A command line that cannot be understood: exit code 2. */
final class UsageException extends KeravaException {
  private static final long serialVersionUID = 1;

  UsageException(String message) { super(message); }
}
