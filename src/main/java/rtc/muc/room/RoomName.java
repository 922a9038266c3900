package rtc.muc.room;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The name of a room: 1 to 128 code points, neither {@code .} nor {@code ..}, without control or format characters,
 * line separators or lone surrogates.
 *
 * @param value the name, decoded
 */
public record RoomName(String value) {

    /** The longest name, in code points. */
    public static final int MAX_LENGTH = 128;

    /**
     * Checks a decoded name.
     *
     * @throws IllegalArgumentException if it is none; the message says why, and does not repeat the name
     */
    public RoomName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The room name is empty");
        }
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("The room name is a relative path");
        }
        if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException("The room name is longer than " + MAX_LENGTH + " characters");
        }
        if (value.codePoints().anyMatch(RoomName::isForbidden)) {
            throw new IllegalArgumentException("The room name has a control, format or broken character");
        }
    }

    /**
     * Reads a name as it stands in the path of a URI: percent-decoded once as UTF-8, {@code +} being itself. A slash at
     * the end is no part of it.
     *
     * @param segment what follows {@code /muc/}, raw
     * @throws IllegalArgumentException if it is no name
     */
    public static RoomName ofPathSegment(String segment) {
        return new RoomName(decode(segment.endsWith("/") ? segment.substring(0, segment.length() - 1) : segment));
    }

    /**
     * Reads a name from the path of a connection, whose last segment it is.
     *
     * @param path the raw path, such as {@code /context/muc/caf%C3%A9}
     * @throws IllegalArgumentException if it is no name
     */
    public static RoomName ofPath(String path) {
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return ofPathSegment(path.substring(path.lastIndexOf('/', end - 1) + 1, end));
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String decode(String segment) {
        ByteBuffer bytes = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char at = segment.charAt(i);
            if (at == '%') {
                bytes.put(escaped(segment, i));
                i += 2;
            } else if (isPathCharacter(at)) {
                bytes.put((byte) at);
            } else {
                throw new IllegalArgumentException("The room name is not percent-encoded");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("The room name is not UTF-8", notUtf8);
        }
    }

    /** As RFC 3986, section 3.3, has it: what is none must be escaped. */
    private static boolean isPathCharacter(char at) {
        return (at >= 'a' && at <= 'z')
                || (at >= 'A' && at <= 'Z')
                || (at >= '0' && at <= '9')
                || "-._~!$&'()*+,;=:@".indexOf(at) >= 0;
    }

    private static byte escaped(String segment, int at) {
        if (at + 2 >= segment.length()
                || !HexFormat.isHexDigit(segment.charAt(at + 1))
                || !HexFormat.isHexDigit(segment.charAt(at + 2))) {
            throw new IllegalArgumentException("The room name has a malformed escape");
        }
        return (byte) HexFormat.fromHexDigits(segment, at + 1, at + 3);
    }

    @Override
    public String toString() {
        return value;
    }
}
