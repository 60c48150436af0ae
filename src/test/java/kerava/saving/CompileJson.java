package kerava.saving;

import java.util.Map;
import kerava.config.Limits;
import kerava.training.CompileSettings;

/** What Python has compiled a model with, as {@code to_json} tells it beside the model. */
public final class CompileJson {
  private CompileJson() {}

  @SuppressWarnings("unchecked") // what Json makes of an object
  public static CompileSettings read(String model) {
    Map<String, Object> json = (Map<String, Object>) Json.read(model, "the golden", Limits.DEFAULT);
    return new ModelReader("the golden", "3.15.1", json, new LoadOptions()).compiled(CompileConfig.in(json)).settings();
  }
}
