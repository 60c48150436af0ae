package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import kerava.hdf5.Fixtures;
import kerava.hdf5.Hdf5Dataset;
import kerava.hdf5.Hdf5File;
import kerava.hdf5.Hdf5Group;
import kerava.hdf5.Written;
import kerava.tensor.Shape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written, h5py reads the same: names, shapes, types, attributes and the bits of all numbers. */
@Tag("interop") class Hdf5Interop {
  @TempDir Path folder;

  @Test void numbers() throws IOException { compare(Written.numbers()); }

  @Test void attributes() throws IOException {
    JsonNode told = compare(Written.attributes()).get("groups").get("/");
    assertEquals("|S16", told.get("text").get("dtype").asText());
    assertEquals("|S60000", told.get("longest that stays").get("dtype").asText());
    assertEquals("<U60001", told.get("first that goes").get("dtype").asText(), "a str, from the global heap");
    assertEquals("[0]", told.get("weight_names").get("shape").toString());
    assertEquals("|S1", told.get("weight_names").get("dtype").asText());
    assertEquals("|S2", told.get("layer_names0").get("dtype").asText());
    assertEquals("float32", told.get("float32").get("dtype").asText());
  }

  @Test void fiveThousandChildrenOfOneGroup() throws IOException {
    Hdf5Group root = Hdf5Group.root("written.h5");
    for (int i = 0; i < 5000; i++) root.put("layers/층 " + i + "/kernel:0", Hdf5Dataset.of(Shape.of(1, 2), i, -i));
    compare(root);
  }

  private JsonNode compare(Hdf5Group root) throws IOException {
    Path file = folder.resolve("written.h5");
    try (OutputStream out = Files.newOutputStream(file)) {
      Hdf5File.write(root, out);
    }
    JsonNode told = Python.lines("hdf5_dump.py", file.toString()).get(0);
    Fixtures.assertSame(told, root);
    return told;
  }
}
