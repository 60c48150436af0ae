package kerava.saving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kerava.FormatException;
import kerava.config.Limits;

/** JSON as maps, lists, strings, numbers, booleans and null. */
final class Json {
  private static final int TOKENS_A_LAYER = 300;
  private static final Pattern LIMITED = Pattern.compile("(.+) \\((\\d+)\\) exceeds the maximum allowed \\((\\d+)");

  private Json() {}

  static String write(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What stands for an object, whose keys are texts. */
  @SuppressWarnings("unchecked") // what Jackson makes of an object
  static Map<String, Object> object(Map<?, ?> json) { return (Map<String, Object>) json; }

  /** The object that {@code text} is; refuses other values, keys that stand twice, anything behind it, and more than the limits allow. */
  static Map<String, Object> read(String text, String where, Limits limits) {
    Limits.check(where, "characters of JSON", text.length(), limits.jsonBytes());
    try (JsonParser parser = factory(limits).createParser(text)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) throw new JsonParseException(parser, "something stands behind it: " + parser.currentToken());
      FormatException.refuseUnless(value instanceof Map, "%s: must be a JSON object, got %s; is it a Keras file?", where,
          Problems.told(value));
      checkText(value, where);
      return object((Map<?, ?>) value);
    } catch (StreamConstraintsException e) {
      throw limited(e, where);
    } catch (IOException e) {
      String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
      throw new FormatException(where + ": no JSON, or not one that is read (" + Problems.told(reason) + "); save it again", e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw new FormatException(where + ": needs more memory than there is; if the file is genuine, start Java with a larger -Xmx", e);
    }
  }

  /**
   * The value that begins at the parser's token. It takes Jackson's parser alone: an ObjectMapper would be half of the time of a short
   * command.
   */
  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) throw new JsonEOFException(parser, null, "there is nothing");
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          members.put(key, value(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) elements.add(value(parser));
        yield elements;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  /** Halves of surrogate pairs, which an escape can make, are no text: whoever writes them again writes something else. */
  private static void checkText(Object value, String where) {
    if (value instanceof Map<?, ?> map) map.forEach((key, each) -> {
      checkText(key, where);
      checkText(each, where);
    });
    else if (value instanceof List<?> list) list.forEach(each -> checkText(each, where));
    else
      FormatException.refuseUnless(
          !(value instanceof String text) || text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE),
          "%s: text must be whole characters, got half of one in %s; save it again", where, Problems.told(value));
  }

  /** Jackson's refusal in the words of all limits. */
  private static FormatException limited(StreamConstraintsException e, String where) {
    Matcher told = LIMITED.matcher(e.getOriginalMessage());
    if (told.lookingAt())
      Limits.check(where, told.group(1).toLowerCase(Locale.ROOT) + " of JSON", Long.parseLong(told.group(2)),
          Long.parseLong(told.group(3)));
    return new FormatException(where + ": too much for the limits: " + Problems.told(e.getOriginalMessage()), e);
  }

  private static JsonFactory factory(Limits limits) {
    StreamReadConstraints constraints = StreamReadConstraints.builder().maxNestingDepth(limits.jsonDepth())
        .maxStringLength(limits.stringLength()).maxNumberLength(limits.numberLength()).maxNameLength(limits.nameLength())
        .maxTokenCount((long) limits.layers() * TOKENS_A_LAYER).build();
    return JsonFactory.builder().streamReadConstraints(constraints).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }
}
