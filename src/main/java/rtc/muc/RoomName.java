package rtc.muc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;

/**
 * The name of a room: 1 to 128 code points, neither {@code .} nor {@code ..}, without control or format characters,
 * line separators or lone surrogates. The zero width joiner and non-joiner, which Persian words and emoji need, are
 * allowed inside a name, but not at its start or end.
 *
 * <p>Names are normalized to NFC, so that composed and decomposed forms of the same characters are the same name.
 *
 * @param value the name, decoded and in NFC
 */
public record RoomName(String value) {

    /** The maximum length of a name, in code points. */
    public static final int MAX_LENGTH = 128;

    /** The maximum length of a decomposed name, in code points: a character decomposes into at most four. */
    private static final int LONGEST_DECOMPOSED = 4 * MAX_LENGTH;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /**
     * Normalizes and checks a decoded name.
     *
     * @throws IllegalArgumentException if the name is invalid; the message contains the reason, but not the name
     */
    public RoomName {
        if (value.codePointCount(0, value.length()) > LONGEST_DECOMPOSED) {
            throw tooLong();
        }
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The room name is empty");
        }
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("The room name is a relative path");
        }
        if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw tooLong();
        }
        if (isJoiner(value.codePointAt(0)) || isJoiner(value.codePointBefore(value.length()))) {
            throw new IllegalArgumentException("The room name has a zero width character at its start or end");
        }
        if (value.codePoints().anyMatch(RoomName::isForbidden)) {
            throw new IllegalArgumentException("The room name has a control, format or broken character");
        }
    }

    /**
     * Reads a name from a segment of a URI's path: it is percent-decoded once as UTF-8, {@code +} is literal, and a
     * trailing slash is ignored.
     *
     * @param segment the raw text after {@code /muc/}
     * @throws IllegalArgumentException if the name is invalid
     */
    public static RoomName ofPathSegment(String segment) {
        return new RoomName(decode(segment.endsWith("/") ? segment.substring(0, segment.length() - 1) : segment));
    }

    /**
     * Reads a name from the last segment of a connection's path.
     *
     * @param path the raw path, such as {@code /context/muc/caf%C3%A9}
     * @throws IllegalArgumentException if the name is invalid
     */
    public static RoomName ofPath(String path) {
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return ofPathSegment(path.substring(path.lastIndexOf('/', end - 1) + 1, end));
    }

    private static IllegalArgumentException tooLong() {
        return new IllegalArgumentException("The room name is longer than " + MAX_LENGTH + " characters");
    }

    private static boolean isJoiner(int codePoint) {
        return codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
    }

    private static boolean isForbidden(int codePoint) {
        if (isJoiner(codePoint)) {
            return false;
        }
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

    /** All other characters must be escaped (RFC 3986, section 3.3). */
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
