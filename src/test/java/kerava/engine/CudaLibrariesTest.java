package kerava.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries are found in folders and in the linker's cache, and what is missing is told by name. */
class CudaLibrariesTest {
  @TempDir Path folder;

  @Test void nothingIsThere() {
    CudaLibraries libraries = new CudaLibraries(List.of(folder), folder.resolve("no.cache"));
    assertEquals(CudaLibraries.NEEDED, libraries.missing());
    assertEquals(String.join(", ", CudaLibraries.NEEDED) + ": not found, looked for in " + folder + " and " + folder + "/no.cache",
        libraries.told());
  }

  @Test void oneLiesInAFolderAndOthersInTheCache() throws IOException {
    Path cache = folder.resolve("cache");
    Files.createFile(folder.resolve("libcudnn.so.9"));
    StringBuilder text = new StringBuilder("\1\2libcuda.so.1\0/x/notlibcudart.so.12\0/x/libcufft.so.11.2\0");
    CudaLibraries.NEEDED.stream().filter(name -> !List.of("libcudnn.so.9", "libcudart.so.12", "libcufft.so.11").contains(name))
        .forEach(name -> text.append("\3/opt/cuda/").append(name).append('\0'));
    Files.writeString(cache, text, StandardCharsets.ISO_8859_1);
    assertEquals(List.of("libcudart.so.12", "libcufft.so.11"), new CudaLibraries(List.of(folder), cache).missing());
    Files.createFile(folder.resolve("libcudart.so.12"));
    Files.createFile(folder.resolve("libcufft.so.11"));
    assertTrue(new CudaLibraries(List.of(folder), cache).told().startsWith("CUDA's libraries are there"));
  }
}
