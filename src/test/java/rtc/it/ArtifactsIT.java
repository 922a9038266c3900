package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The contents of the artifacts. */
final class ArtifactsIT {

    @Test
    void theWarContainsOneLibrary() throws IOException {
        assertThat(files("muc-signaling.war"))
                .contains("muc-signaling.js", "muc-signaling/signaling.js", "WEB-INF/classes/META-INF/beans.xml")
                .contains("WEB-INF/classes/rtc/signaling/MucSignaling.class")
                .noneMatch(file -> file.startsWith("WEB-INF/lib/") && !file.startsWith("WEB-INF/lib/nimbus-jose-jwt-"))
                .anyMatch(file -> file.startsWith("WEB-INF/lib/nimbus-jose-jwt-"))
                .noneMatch(file -> file.startsWith("WEB-INF/classes/META-INF/resources/"))
                .doesNotContain("WEB-INF/classes/META-INF/web-fragment.xml")
                .noneMatch(file -> file.endsWith("module-info.class"))
                .noneMatch(file -> file.contains("org/glassfish/tyrus") || file.matches(".*/jakarta[^/]*\\.jar"));
    }

    @Test
    void theClusterWarAddsOnlyJGroups() throws IOException {
        List<String> files = new ArrayList<>(files("muc-signaling-cluster.war"));

        assertThat(files.removeIf(file -> file.matches("WEB-INF/lib/jgroups-5[^/]*\\.jar")))
                .isTrue();
        assertThat(files).containsExactlyInAnyOrderElementsOf(files("muc-signaling.war"));
    }

    @Test
    void theFragmentContainsServerAndClient() throws IOException {
        assertThat(files("muc-signaling-classes.jar"))
                .contains("META-INF/beans.xml", "META-INF/web-fragment.xml")
                .contains(
                        "META-INF/resources/call-peer.js",
                        "META-INF/resources/muc-signaling.js",
                        "META-INF/resources/muc-signaling/signaling.js")
                .contains("rtc/signaling/MucSignaling.class")
                .noneMatch(file -> file.startsWith("org/") || file.endsWith("module-info.class"));
    }

    @Test
    void theClientContainsOnlyTheClient() throws IOException {
        assertThat(files("muc-signaling-client.jar"))
                .allMatch(file -> file.startsWith("rtc/signaling/")
                        || file.startsWith("META-INF/maven/")
                        || file.equals("META-INF/versions/17/module-info.class")
                        || file.equals("META-INF/MANIFEST.MF"));
        ModuleDescriptor module = ModuleFinder.of(Deployed.file().resolveSibling("muc-signaling-client.jar"))
                .find("rtc.signaling")
                .orElseThrow()
                .descriptor();
        assertThat(module.isAutomatic()).isFalse();
        assertThat(module.exports())
                .filteredOn(exported -> !exported.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("rtc.signaling");
    }

    @Test
    void theBillOfMaterialsListsTheLibraries() throws IOException {
        JsonObject bill;
        try (JsonReader reader =
                Json.createReader(Files.newBufferedReader(Deployed.file().resolveSibling("bom.json")))) {
            bill = reader.readObject();
        }
        List<String> jars = bill.getJsonArray("components").getValuesAs(JsonObject.class).stream()
                .map(library -> library.getString("name") + "-" + library.getString("version") + ".jar")
                .toList();

        assertThat(jars)
                .containsAll(librariesOfTheWar())
                .anyMatch(jar -> jar.startsWith("tyrus-standalone-client"))
                .noneMatch(jar -> jar.startsWith("junit") || jar.startsWith("jakarta.jakartaee-api"));
        assertThat(bill).as("what differs from build to build").doesNotContainKey("serialNumber");
        assertThat(bill.getJsonObject("metadata")).doesNotContainKey("timestamp");
    }

    private static List<String> librariesOfTheWar() throws IOException {
        String folder = "WEB-INF/lib/";
        return files("muc-signaling.war").stream()
                .filter(file -> file.startsWith(folder))
                .map(file -> file.substring(folder.length()))
                .toList();
    }

    private static List<String> files(String name) throws IOException {
        try (JarFile jar = open(name)) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }

    private static JarFile open(String name) throws IOException {
        return new JarFile(Deployed.file().resolveSibling(name).toFile());
    }
}
