package rtc.signaling;

import org.jspecify.annotations.Nullable;

/** Explains the HTTP statuses with which a handshake is refused. */
final class HttpStatus {

    private HttpStatus() {}

    /**
     * The status and its likely reason.
     *
     * @param detail a further detail, or null
     */
    static String explain(int status, @Nullable String detail) {
        return status + reason(status) + (detail == null ? "" : ", " + detail);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> ", a page instead of a WebSocket: a login page, or a captive portal";
            case 301, 302, 303, 307, 308 -> ", a redirect: a login page, a captive portal, or another address";
            case 400 -> ", the name of the room is not allowed, or the request is malformed";
            case 401 -> ", the credentials are missing, wrong or expired";
            case 403 -> ", access to the room is not allowed";
            case 404 -> ", there is no such room, or the address is wrong";
            case 426 -> ", a proxy has dropped the header Upgrade";
            case 429 -> ", too many connections or attempts";
            case 503 -> ", the server is full or not available";
            default -> "";
        };
    }

    /**
     * Returns {@link Retry#SOON} for a status that may have a temporary cause, such as an overloaded server or the
     * login page of a network, and {@link Retry#NEVER} for other errors of the request.
     */
    static Retry retry(int status) {
        boolean passing = status < 400 || status == 408 || status == 421 || status == 429 || status >= 500;
        return passing ? Retry.SOON : Retry.NEVER;
    }
}
