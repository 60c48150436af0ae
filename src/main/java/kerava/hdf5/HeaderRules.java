package kerava.hdf5;

import static kerava.FormatException.refuseUnless;

import io.jhdf.Constants;
import io.jhdf.ObjectHeader;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.FillValueOldMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.Message;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What the header of an object must not leave open: another reader may take the other message of two, or the other place of two. */
final class HeaderRules {
  private static final List<Class<? extends Message>> ONCE = List.of(DataSpaceMessage.class, DataTypeMessage.class, DataLayoutMessage.class,
      FilterPipelineMessage.class, FillValueMessage.class, FillValueOldMessage.class, SymbolTableMessage.class, LinkInfoMessage.class,
      AttributeInfoMessage.class);

  private HeaderRules() {}

  static void check(ObjectHeader header, String where) {
    for (Class<? extends Message> type : ONCE)
      refuseUnless(header.getMessagesOfType(type).size() <= 1,
          "%s: its header must say each thing once, got two of %s; the file is damaged or hostile",
          where, type.getSimpleName().replace("Message", ""));
    boolean table = header.hasMessageOfType(SymbolTableMessage.class), links = header.hasMessageOfType(LinkInfoMessage.class)
        || header.hasMessageOfType(LinkMessage.class);
    refuseUnless(!table || !links,
        "%s: a group must have its links in one place, got a symbol table and others; the file is damaged or hostile", where);
    boolean dataset = header.hasMessageOfType(DataSpaceMessage.class) || header.hasMessageOfType(DataLayoutMessage.class);
    refuseUnless(!dataset || !table && !links, "%s: must be a group or a dataset, got both; the file is damaged or hostile", where);
    boolean heap = isDense(header.getMessagesOfType(LinkInfoMessage.class).stream().map(LinkInfoMessage::getFractalHeapAddress));
    refuseUnless(!heap || !header.hasMessageOfType(LinkMessage.class),
        "%s: a group must have its links in one place, got some in its header and some in a heap; the file is damaged or hostile",
        where);
    boolean attributes =
        isDense(header.getMessagesOfType(AttributeInfoMessage.class).stream().map(AttributeInfoMessage::getFractalHeapAddress));
    refuseUnless(!attributes || !header.hasMessageOfType(AttributeMessage.class),
        "%s: must have its attributes in one place, got some in its header and some in a heap; the file is damaged or hostile",
        where);
  }

  private static boolean isDense(Stream<Long> addresses) { return addresses.anyMatch(address -> address != Constants.UNDEFINED_ADDRESS); }

  /** In a heap, names are found by their hashes. */
  static void checkHash(String name, long hash, String where) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    refuseUnless(Lookup3.of(bytes, bytes.length) == (int) hash,
        "%s: %s must be filed under its own hash, by which other programs find it; the file is damaged or hostile",
        where, Hdf5Names.abridged(name));
  }
}
