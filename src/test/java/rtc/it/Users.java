package rtc.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The users of the servers under test: Ada, who has the role {@code staff}, and Bob, who has another role. */
final class Users {

    static final String PASSWORD = "a-password-of-the-tests";

    private static final String ADA = "ada";
    private static final String BOB = "bob";
    private static final String STAFF = "staff";
    private static final String GUESTS = "guests";

    /** The descriptor that every application with these roles needs on Payara. */
    static final String GROUPS_ARE_ROLES = """
            <payara-web-app>
              <security-role-mapping><role-name>staff</role-name><group-name>staff</group-name></security-role-mapping>
            </payara-web-app>
            """;

    private Users() {}

    /** Writes the same files as {@code add-user.sh -a}. */
    static void ofWildFly(Path configuration) throws IOException {
        Files.writeString(configuration.resolve("application-users.properties"), line(ADA) + line(BOB));
        Files.writeString(
                configuration.resolve("application-roles.properties"),
                ADA + "=" + STAFF + "\n" + BOB + "=" + GUESTS + "\n");
    }

    /** Writes the commands that add the users when Payara Micro starts. */
    static void ofPayaraMicro(Path home) throws IOException {
        Path password = Files.writeString(home.resolve("password.txt"), "AS_ADMIN_USERPASSWORD=" + PASSWORD + "\n");
        String command = "create-file-user --passwordfile " + password + " --groups ";
        Files.writeString(
                home.resolve("postboot.txt"), command + STAFF + " " + ADA + "\n" + command + GUESTS + " " + BOB + "\n");
    }

    private static String line(String user) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest((user + ":ApplicationRealm:" + PASSWORD).getBytes(UTF_8));
            return user + "=" + HexFormat.of().formatHex(digest) + "\n";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
