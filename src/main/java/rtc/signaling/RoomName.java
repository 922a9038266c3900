package rtc.signaling;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The server's rules for room names, which explain why the server refused a name. */
final class RoomName {

    private static final int MAX_LENGTH = 128;
    private static final String JOINERS = "\u200c\u200d";

    private RoomName() {}

    /** Describes what is wrong with the room name at the end of an encoded path; null if the name is valid. */
    static @Nullable String problem(String path) {
        var encoded = path.substring(path.lastIndexOf('/') + 1);
        String name = URI.create("/" + encoded).getPath().substring(1);
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            return "the name of the room is empty or a dot segment";
        }
        if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
            return "the name of the room has more than " + MAX_LENGTH + " characters";
        }
        if (name.codePoints().anyMatch(RoomName::isForbidden)
                || name.matches("[" + JOINERS + "].*|.*[" + JOINERS + "]")) {
            return "the name of the room holds an invisible character";
        }
        return null;
    }

    private static boolean isForbidden(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || (type == Character.FORMAT && JOINERS.indexOf(c) < 0);
    }
}
