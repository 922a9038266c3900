package rtc.muc.internal.cluster.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Reads the fields of a message. The length of each text is checked before memory is allocated for the text. */
final class MessageBytes {

    private final ByteBuffer bytes;

    MessageBytes(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int number8() throws InvalidNodeMessageException {
        try {
            return bytes.get() & 0xFF;
        } catch (BufferUnderflowException tooShort) {
            throw tooShort(tooShort);
        }
    }

    boolean flag() throws InvalidNodeMessageException {
        int flag = number8();
        if (flag > 1) {
            throw new InvalidNodeMessageException("a flag is neither 0 nor 1");
        }
        return flag == 1;
    }

    int number32() throws InvalidNodeMessageException {
        try {
            return bytes.getInt();
        } catch (BufferUnderflowException tooShort) {
            throw tooShort(tooShort);
        }
    }

    long number64() throws InvalidNodeMessageException {
        try {
            return bytes.getLong();
        } catch (BufferUnderflowException tooShort) {
            throw tooShort(tooShort);
        }
    }

    /** Reads a text of any length. */
    String text() throws InvalidNodeMessageException {
        return text(bytes.remaining());
    }

    /** @param limit the maximum length of the text in bytes */
    String text(int limit) throws InvalidNodeMessageException {
        int length = number32();
        if (length < 0 || length > limit || length > bytes.remaining()) {
            throw new InvalidNodeMessageException("a text is too long");
        }
        ByteBuffer text = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        try {
            return UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new InvalidNodeMessageException("a text is not UTF-8", notUtf8);
        }
    }

    /** Skips all bytes that were not read yet. */
    void skip() {
        bytes.position(bytes.limit());
    }

    void end() throws InvalidNodeMessageException {
        if (bytes.hasRemaining()) {
            throw new InvalidNodeMessageException("there are bytes after the message");
        }
    }

    private static InvalidNodeMessageException tooShort(BufferUnderflowException cause) {
        return new InvalidNodeMessageException("the message is too short", cause);
    }
}
