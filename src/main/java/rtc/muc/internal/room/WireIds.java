package rtc.muc.internal.room;

import java.util.regex.Pattern;

/**
 * The ids by which other nodes know a peer: its own id in the first session between two nodes, and {@code ID~2},
 * {@code ID~3} and so on in later ones.
 */
public final class WireIds {

    private static final Pattern SUFFIX = Pattern.compile("~[0-9]+$");

    private WireIds() {}

    /**
     * {@return the id by which another node knows a peer}
     *
     * @param session the number of the session among those with the other node, from 1
     */
    public static String in(int session, String id) {
        return session == 1 ? id : id + "~" + session;
    }

    /** {@return the id that a peer has on its own node} */
    static String own(String wireId) {
        return SUFFIX.matcher(wireId).replaceFirst("");
    }
}
