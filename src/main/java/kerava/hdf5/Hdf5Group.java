package kerava.hdf5;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A group of an HDF5 file, read or to be written: groups and datasets by name, in order, and attributes. Where a path is taken, it is
 * names joined by {@code /}, relative to this group.
 */
public final class Hdf5Group {
  private final String file;
  private final String path;
  private final Map<String, Object> children = new LinkedHashMap<>();
  private final Hdf5Attributes attributes;

  Hdf5Group(String file, String path) {
    this.file = file;
    this.path = path;
    attributes = new Hdf5Attributes(where());
  }

  /** An empty root, to be filled and written; {@code file} is its name in messages. */
  public static Hdf5Group root(String file) { return new Hdf5Group(file, "/"); }

  /** Where it is in its file; the root's is {@code /}. */
  public String path() { return path; }

  public Hdf5Attributes attributes() { return attributes; }

  /** The names of its groups and datasets: in the order they were put in, or that of the file (h5py keeps them sorted). */
  public Set<String> names() { return Collections.unmodifiableSet(children.keySet()); }

  public boolean hasGroup(String path) { return find(path) instanceof Hdf5Group; }

  public boolean hasDataset(String path) { return find(path) instanceof Hdf5Dataset; }

  /** The group at {@code path}; refuses if there is none. */
  public Hdf5Group group(String path) { return found(path, Hdf5Group.class, "group"); }

  /** The dataset at {@code path}; refuses if there is none. */
  public Hdf5Dataset dataset(String path) { return found(path, Hdf5Dataset.class, "dataset"); }

  private <T> T found(String path, Class<T> type, String what) {
    Object node = find(path);
    refuseUnless(type.isInstance(node), "%s: needs a %s %s, got %s; is it the file of another model?", where(), what,
        Hdf5Names.abridged(path), node == null ? "none" : type == Hdf5Group.class ? "a dataset" : "a group");
    return type.cast(node);
  }

  private Object find(String path) {
    int slash = path.indexOf('/');
    if (slash < 0) return children.get(path);
    return children.get(path.substring(0, slash)) instanceof Hdf5Group group ? group.find(path.substring(slash + 1)) : null;
  }

  /** How many numbers all datasets in it and below hold. */
  public long elements() {
    long sum = 0;
    for (Object child : children.values())
      sum += child instanceof Hdf5Group group ? group.elements() : ((Hdf5Dataset) child).shape().elements();
    return sum;
  }

  /** The group at {@code path}, made with those above it if it is not there. */
  public Hdf5Group makeGroup(String path) {
    int slash = path.indexOf('/');
    String name = slash < 0 ? path : path.substring(0, slash);
    if (!children.containsKey(name)) put(name, new Hdf5Group(file, pathOf(name)));
    require(children.get(name) instanceof Hdf5Group, "%s: %s must be a group, got a dataset of that name; choose another name", where(),
        name);
    Hdf5Group group = (Hdf5Group) children.get(name);
    return slash < 0 ? group : group.makeGroup(path.substring(slash + 1));
  }

  /** Puts {@code dataset} at {@code path}, where nothing may be yet, and makes the groups above it. */
  public void put(String path, Hdf5Dataset dataset) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) put(path, (Object) dataset);
    else makeGroup(path.substring(0, slash)).put(path.substring(slash + 1), dataset);
  }

  private void put(String name, Object child) {
    Hdf5Names.require(where(), name);
    require(children.putIfAbsent(name, child) == null, "%s: %s must be there once, got it twice; choose another name", where(), name);
  }

  /** As it was read. */
  void read(String name, Object child) {
    refuseUnless(children.putIfAbsent(name, child) == null, "%s: %s must be there once, got it twice; the file is damaged", where(), name);
  }

  Map<String, Object> children() { return children; }

  String pathOf(String child) { return path.equals("/") ? "/" + child : path + "/" + child; }

  /** The file and the place in it, for messages. */
  public String where() { return file + ": " + path; }
}
