package kerava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Who depends on Kerava gets TensorFlow's natives for all platforms; who builds it, for one. */
class PomTest {
  private static final XPath XPATH = XPathFactory.newInstance().newXPath();
  private static final String ONE = "/project/profiles/profile[id='one-platform']";

  private static List<String> texts(String path) throws Exception {
    Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("pom.xml").toFile());
    NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) texts.add(nodes.item(i).getTextContent().strip());
    return texts;
  }

  @Test void whoDependsOnItGetsAllPlatforms() throws Exception {
    String platform = "/project/dependencies/dependency[artifactId='tensorflow-core-platform']";
    assertEquals(List.of("${tensorflow.version}"), texts(platform + "/version"));
    assertEquals(List.of(), texts(platform + "/scope | " + platform + "/optional | " + platform + "//exclusion"));
    assertEquals(List.of(), texts("/project/dependencies/dependency/classifier"), "natives of one platform, for all");
  }

  /** The profile that leaves out the others depends on a file that lies beside no pom in a repository, where there is no basedir. */
  @Test void whoBuildsItGetsOne() throws Exception {
    List<String> file = texts(ONE + "/activation/file/exists");
    assertEquals(1, file.size());
    assertTrue(file.get(0).startsWith("${basedir}/") && Files.exists(Path.of(file.get(0).replace("${basedir}/", ""))), file.get(0));
    assertEquals(1, texts(ONE + "/activation/*").size(), "nothing else activates it");
    assertEquals(List.of("tensorflow-core-native"), texts(ONE + "//exclusion/artifactId"));
    Set<String> natives = new TreeSet<>();
    Matcher jar = Pattern.compile("tensorflow-core-native-[0-9.]+-([a-z][\\w-]+)\\.jar")
        .matcher(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    while (jar.find()) natives.add(jar.group(1));
    assertEquals(1, natives.size(), natives.toString());
  }

  @Test void theBuildKnowsEveryPlatform() throws Exception {
    assertEquals(Set.of("linux-x86_64", "linux-x86_64-gpu", "linux-arm64", "macosx-arm64", "windows-x86_64"),
        new TreeSet<>(texts("//native.platform")));
  }

  @Test void theReadmeTellsHowToDependOnIt() throws Exception {
    String snippet =
        String.format("<dependency>\n  <groupId>%s</groupId>\n  <artifactId>%s</artifactId>\n  <version>%s</version>\n</dependency>",
            texts("/project/groupId").get(0), texts("/project/artifactId").get(0), texts("/project/version").get(0));
    String readme = Files.readString(Path.of("README.md")), tensorflow = texts("/project/properties/tensorflow.version").get(0);
    assertTrue(readme.contains(snippet), snippet);
    assertTrue(readme.contains("`org.tensorflow:tensorflow-core-native:" + tensorflow + "`"), "the version of TensorFlow's natives");
  }

  @Test void tensorFlowFrameworkIsForWhoWantsIt() throws Exception {
    String framework = "/project/dependencies/dependency[artifactId='tensorflow-framework']";
    assertEquals(List.of("true"), texts(framework + "/optional"));
    String version = "<artifactId>tensorflow-framework</artifactId>\n  <version>" + texts("/project/properties/tensorflow.version").get(0);
    assertTrue(Files.readString(Path.of("docs", "tensorflow-framework.md")).contains(version), version);
  }
}
