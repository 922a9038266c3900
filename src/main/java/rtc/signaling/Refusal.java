package rtc.signaling;

/** Why a server that answers a join with an error does not let one in, told as it would by closing. */
final class Refusal {

    private Refusal() {}

    /** The close code that means the same as the code of an error. */
    static CloseCode of(String errorCode) {
        return switch (errorCode) {
            case "room_full" -> CloseCode.OVERLOADED;
            case "internal" -> CloseCode.INTERNAL_ERROR;
            case "rate_limited" -> CloseCode.TOO_FAST;
            case "forbidden" -> CloseCode.FORBIDDEN;
            default -> CloseCode.POLICY;
        };
    }
}
