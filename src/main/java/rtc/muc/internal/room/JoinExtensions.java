package rtc.muc.internal.room;

import java.util.Map;
import java.util.function.Consumer;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.protocol.ServerMessage.Failure;

/** The extensions that a connection offers to its {@link Peer}, if its client asks for them when it joins. */
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
     * @param answer gets the answer to the client, once, on any thread
     */
    void renew(String peer, String token, Consumer<ServerMessage> answer);

    /** {@return whether the client can go on over another connection when this one is lost} */
    boolean resumes();

    /**
     * Resumes another peer over the connection of a peer that has not joined, or notifies the client that this is not
     * possible. Does not block.
     *
     * @param newcomer the peer that the connection came with; it {@linkplain Peer#stepAside steps aside} if it resumes
     */
    void resume(Peer newcomer, ClientMessage.Resume request);
}
