package rtc.signaling;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encodes texts like JavaScript's {@code encodeURIComponent}. */
final class UriComponent {

    private static final String UNRESERVED_MARKS = "-_.!~*'()";
    private static final String HEX = "0123456789ABCDEF";

    private UriComponent() {}

    /**
     * Escapes every byte of the text in UTF-8, except ASCII letters, digits and the marks {@code -_.!~*'()}.
     *
     * @throws IllegalArgumentException if the text contains a lone surrogate
     */
    static String encode(String text) {
        var encoded = new StringBuilder(text.length() + 16);
        for (ByteBuffer bytes = utf8(text); bytes.hasRemaining(); ) {
            int octet = bytes.get() & 0xff;
            if (isUnreserved((char) octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xf));
            }
        }
        return encoded.toString();
    }

    /**
     * Escapes an address twice, for clients that put the decoded path into their request line, as the JDK container of
     * Tyrus, Grizzly and Undertow do. The server then receives an address that is escaped once.
     *
     * @param query the query with its question mark; empty if there is none
     */
    static URI escapedTwice(URI address, String query) {
        var text = address.toString();
        int path = text.indexOf('/', text.indexOf("//") + 2);
        var authority = path < 0 ? text : text.substring(0, path);
        var rest = (path < 0 ? "" : text.substring(path)) + query;
        return URI.create(authority + rest.replace("%", "%25"));
    }

    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("A lone surrogate cannot be encoded", e);
        }
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || UNRESERVED_MARKS.indexOf(c) >= 0;
    }
}
