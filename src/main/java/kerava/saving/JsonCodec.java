package kerava.saving;

import static kerava.KeravaException.inJava;

import java.nio.ByteBuffer;
import java.util.Map;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.files.Content;
import kerava.files.FileKind;
import kerava.files.Source;
import kerava.files.Utf8;

/** {@link ModelFormat#JSON}. */
final class JsonCodec implements Codec {
  @Override public Snapshot read(Source source, String name, LoadOptions options) {
    return ArchitectureJson.read(text(source, name, options.limits()), name, options);
  }

  @Override public Description inspect(Source source, String name, LoadOptions options) {
    Map<String, Object> model = ArchitectureJson.parse(text(source, name, options.limits()), name, options.limits());
    String version = model.get("keras_version") instanceof String text ? text : null;
    return new Inspection("json", new ModelReader(name, version, model, options), CompileConfig.in(model), null, null, null)
        .describe(version);
  }

  @Override public Snapshot readWeights(Source source, String name, Snapshot model, LoadWeightsOptions options) {
    throw FileKind.JSON.refusal(name, ModelFormat.WEIGHTS, "give the file that the weights were saved to");
  }

  @Override public Content write(Snapshot model, Dialect dialect, String name) {
    throw new KeravaException(name + ": JSON holds the architecture alone, not the weights; save as .keras or .h5",
        inJava("or take the text of toJson()"));
  }

  private static String text(Source source, String name, Limits limits) {
    Limits.check(name, "bytes of JSON", source.size(), limits.jsonBytes());
    ByteBuffer bytes = ByteBuffer.allocate((int) source.size());
    source.read(0, bytes);
    return Utf8.decode(bytes.flip(), name);
  }
}
