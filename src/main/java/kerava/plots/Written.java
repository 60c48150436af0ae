package kerava.plots;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files a plot was written to, and, where there is no PNG among them, why not and what to do. */
public record Written(List<Path> files, Optional<String> warning) {}
