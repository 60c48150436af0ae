package kerava.saving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import kerava.FormatException;
import kerava.config.Limits;

/** JSON as maps, lists, strings, numbers, booleans and null. */
final class Json {
  private static final int TOKENS_A_LAYER = 1000;

  private Json() {}

  static String write(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The object that {@code text} is; refuses other values, keys that stand twice, anything behind it, and more than the limits allow. */
  @SuppressWarnings("unchecked") // what Jackson makes of an object
  static Map<String, Object> read(String text, String where, Limits limits) {
    Limits.check(where, "characters of JSON", text.length(), limits.attributeBytes());
    try {
      Object value = mapper(limits).readValue(text, Object.class);
      FormatException.refuseUnless(value instanceof Map, "%s: must be a JSON object, got %s; is it a Keras file?", where,
          Problems.told(value));
      return (Map<String, Object>) value;
    } catch (JsonProcessingException e) {
      throw new FormatException(where + ": no JSON, or not one that is read (" + Problems.told(e.getOriginalMessage()) + "); save it again",
          e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw new FormatException(where + ": needs more memory than there is; if the file is genuine, start Java with a larger -Xmx", e);
    }
  }

  private static ObjectMapper mapper(Limits limits) {
    StreamReadConstraints constraints = StreamReadConstraints.builder().maxNestingDepth(limits.jsonDepth())
        .maxStringLength(limits.stringLength()).maxNumberLength(limits.numberLength()).maxNameLength(limits.nameLength())
        .maxTokenCount((long) limits.layers() * TOKENS_A_LAYER).build();
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(constraints).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
    return new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }
}
