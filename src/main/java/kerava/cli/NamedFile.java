package kerava.cli;

/** {@code NAME=FILE}: what belongs to the input or output {@code name} of a model. */
record NamedFile(String name, String file) {
  static boolean is(String text) { return text.matches("(?s)[^=/\\\\]+=.+"); }

  static NamedFile of(String option, String text) {
    if (!is(text))
      throw new UsageException(
          String.format("--%s: given more than once it takes NAME=VALUE, the name of an input or output, got '%s'", option, text));
    int at = text.indexOf('=');
    return new NamedFile(text.substring(0, at), text.substring(at + 1));
  }
}
