package rtc.muc.internal.room;

import java.util.Map;
import java.util.function.Consumer;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.protocol.ServerMessage.Failure;

/**
 * The extensions that a connection offers to its {@link Peer}. Each applies only if the client asks for it in its join.
 */
public interface JoinExtensions {

    /** Offers no extension. */
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
            answer.accept(Failure.UNKNOWN_TYPE);
        }

        @Override
        public boolean resumes() {
            return false;
        }

        @Override
        public void resume(Peer newcomer, ClientMessage.Resume request) {
            newcomer.refuseResume();
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
     * @param answer receives the answer to the client, once, on any thread
     */
    void renew(String peer, String token, Consumer<ServerMessage> answer);

    /** {@return whether the client can resume over another connection if this one is lost} */
    boolean resumes();

    /**
     * Resumes another peer over the connection of a peer that has not joined, or notifies the client that this is not
     * possible. Does not block.
     *
     * @param newcomer the peer with which the connection was opened; it {@linkplain Peer#stepAside steps aside} if the
     *     resume succeeds
     */
    void resume(Peer newcomer, ClientMessage.Resume request);
}
