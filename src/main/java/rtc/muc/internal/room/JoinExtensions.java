package rtc.muc.internal.room;

import java.util.Map;
import java.util.function.Consumer;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/** What a connection brings to its {@link Peer} beside messages, for clients that ask for it when they join. */
public interface JoinExtensions {

    /** Brings nothing. */
    JoinExtensions NONE = new JoinExtensions() {
        @Override
        public Map<String, JsonText> fields(String peer, ClientMessage.Join join) {
            return Map.of();
        }

        @Override
        public boolean renews() {
            return false;
        }

        @Override
        public void renew(String peer, String token, Consumer<ServerMessage> answer) {
            throw new UnsupportedOperationException();
        }
    };

    /**
     * {@return the further fields of the answer to a join, in their order} Called once before the peer joins, by the
     * connection's thread. Does not block.
     *
     * @param peer the peer's id
     */
    Map<String, JsonText> fields(String peer, ClientMessage.Join join);

    /** {@return whether access can be renewed} */
    boolean renews();

    /**
     * Renews access; called only if {@link #renews}. Does not block.
     *
     * @param peer the peer's id
     * @param answer gets the answer to the client, once, on any thread
     */
    void renew(String peer, String token, Consumer<ServerMessage> answer);
}
