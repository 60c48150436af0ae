package kerava.hdf5;

import static kerava.FormatException.refuseUnless;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.util.HashSet;
import java.util.Set;
import kerava.FormatException;
import kerava.config.Limits;

/**
 * Walks a file from its root, once, and makes groups, attributes and unread datasets of it. jHDF decodes the structures; the walk is ours
 * because jHDF's own follows links and cycles, and gives up a whole group for one dataset that it does not know.
 */
final class TreeReader {
  private static final int DEEPEST = 100;
  /** Characters that a path may have on average, for each object keeps its own; and how many of the longest names one may be made of. */
  private static final long PATH = 256, PARTS = 4;

  private final String file;
  private final MeteredBytes bytes;
  private final Limits limits;
  private final AttributeReader attributes;
  private final DatasetReader datasets;
  private final Set<Long> objects = new HashSet<>();
  private int count;
  private long paths;

  TreeReader(String file, MeteredBytes bytes, Limits limits) {
    this.file = file;
    this.bytes = bytes;
    this.limits = limits;
    attributes = new AttributeReader(bytes, limits);
    datasets = new DatasetReader(bytes, limits, attributes);
  }

  Hdf5Group read(long address) {
    Hdf5Group root = new Hdf5Group(file, "/");
    objects.add(address);
    ObjectHeader header = ObjectHeader.readObjectHeader(bytes, address);
    HeaderRules.check(header, root.where());
    fill(root, header, 0);
    return root;
  }

  private void fill(Hdf5Group group, ObjectHeader header, int depth) {
    refuseUnless(depth <= DEEPEST, "%s: groups may be nested %d deep; is it a model?", group.where(), DEEPEST);
    attributes.read(header, group.attributes(), group.where());
    if (header.hasMessageOfType(SymbolTableMessage.class)) readSymbolTable(group, header, depth);
    else readLinks(group, header, depth);
  }

  /** Groups as h5py makes them by default: names in a local heap, sorted in a version 1 B-tree. */
  private void readSymbolTable(Hdf5Group group, ObjectHeader header, int depth) {
    GroupTree.read(bytes, header.getMessageOfType(SymbolTableMessage.class), group.where(), (name, entry) -> {
      if (entry.getCacheType() == 2) refuseLink(group, name, "a soft");
      add(group, name, entry.getObjectHeaderAddress(), depth);
    });
  }

  /** Groups of newer files: links in the header or, if there are many, in a fractal heap. */
  private void readLinks(Hdf5Group group, ObjectHeader header, int depth) {
    LinkInfoMessage info = header.getMessageOfType(LinkInfoMessage.class);
    if (info.getBTreeNameIndexAddress() == Constants.UNDEFINED_ADDRESS) {
      for (LinkMessage link : header.getMessagesOfType(LinkMessage.class)) add(group, link, depth);
      return;
    }
    FractalHeap heap = new FractalHeap(bytes, info.getFractalHeapAddress());
    for (LinkNameForIndexedGroupRecord link : new BTreeV2<LinkNameForIndexedGroupRecord>(bytes, info.getBTreeNameIndexAddress())
        .getRecords())
      add(group, hashed(LinkMessage.fromBuffer(heap.getId(link.getId()), bytes.getSuperblock()), link.getHash(), group.where()), depth);
  }

  private static LinkMessage hashed(LinkMessage link, long hash, String where) {
    HeaderRules.checkHash(link.getLinkName(), hash, where);
    return link;
  }

  private void add(Hdf5Group group, LinkMessage link, int depth) {
    if (link.getLinkType() == LinkMessage.LinkType.SOFT) refuseLink(group, link.getLinkName(), "a soft");
    if (link.getLinkType() == LinkMessage.LinkType.EXTERNAL) refuseLink(group, link.getLinkName(), "an external");
    add(group, link.getLinkName(), link.getHardLinkAddress(), depth);
  }

  private void refuseLink(Hdf5Group group, String name, String kind) {
    throw new FormatException(
        String.format("%s: %s is %s link, and links are refused: a model file holds all that it needs; save the model again",
            group.where(), Hdf5Names.abridged(name), kind));
  }

  private void add(Hdf5Group group, String name, long address, int depth) {
    Limits.check(group.where() + ": " + Hdf5Names.abridged(name), "length of a name", name.length(), limits.nameLength());
    String rule = Hdf5Names.broken(name);
    refuseUnless(rule == null, "%s: %s, got %s; the file is damaged or hostile", group.where(), rule, Hdf5Names.abridged(name));
    String path = group.pathOf(name), where = file + ": " + path;
    Limits.check(file, "length of a path", path.length(), PARTS * limits.nameLength());
    Limits.check(file, "characters of all paths", paths += path.length(), PATH * limits.datasets());
    Limits.check(where, "groups and datasets", ++count, limits.datasets());
    group.read(name, JhdfErrors.guarded(where, () -> child(group, name, address, where, depth)));
  }

  private Object child(Hdf5Group group, String name, long address, String where, int depth) {
    ObjectHeader header;
    refuseUnless(objects.add(address), "%s: an object must have one name, got a second link to it, as in a cycle; save the model again",
        where);
    try {
      header = ObjectHeader.readObjectHeader(bytes, address);
    } catch (RuntimeException e) {
      if (JhdfErrors.isOpaque(e)) return StoredDataset.unsupported(where, null, null, "bfloat16 (opaque bytes)");
      throw e;
    }
    HeaderRules.check(header, where);
    if (header.hasMessageOfType(DataSpaceMessage.class)) return datasets.read(header, where);
    refuseUnless(!header.hasMessageOfType(DataTypeMessage.class), "%s: named data types are not supported; save the model again", where);
    Hdf5Group child = new Hdf5Group(file, group.pathOf(name));
    fill(child, header, depth + 1);
    return child;
  }
}
