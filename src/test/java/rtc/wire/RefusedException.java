package rtc.wire;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The server did not answer the handshake with 101. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> answer;

    RefusedException(int status, List<String> answer) {
        super("refused: " + answer.get(0));
        this.status = status;
        this.answer = List.copyOf(answer);
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The value of a header of the answer. */
    public Optional<String> header(String name) {
        return answer.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
