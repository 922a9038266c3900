package rtc.muc.internal.cluster.jgroups;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jgroups.Message;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.FailureDetection;
import org.jgroups.protocols.FragHeader;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.NAKACK4;
import org.jgroups.protocols.NakAckHeader;
import org.jgroups.protocols.PingHeader;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.TpHeader;
import org.jgroups.protocols.UNICAST4;
import org.jgroups.protocols.UnicastHeader;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.Protocol;

/**
 * The messages that nodes of the cluster send each other.
 *
 * @param types the types of messages, by their numbers in JGroups
 * @param headers the header type of each protocol that adds headers, both by their numbers in JGroups
 * @param serialized whether the content of a message may be a serialized object
 * @param fragmentBytes the length of each part of a long message except the last; 0 if messages are not split
 * @param mostFragments the maximum number of parts of a long message
 */
record FrameRules(
        Set<Short> types, Map<Short, Short> headers, boolean serialized, int fragmentBytes, int mostFragments) {

    private static final Map<Class<? extends Protocol>, Short> HEADERS = Map.of(
            TCPPING.class, new PingHeader().getMagicId(),
            MERGE3.class, new MERGE3.MergeHeader().getMagicId(),
            FD_SOCK2.class, new FD_SOCK2.FdHeader().getMagicId(),
            FD_ALL3.class, new FailureDetection.HeartbeatHeader().getMagicId(),
            VERIFY_SUSPECT2.class, new VERIFY_SUSPECT2.VerifyHeader().getMagicId(),
            NAKACK4.class, new NakAckHeader().getMagicId(),
            UNICAST4.class, new UnicastHeader().getMagicId(),
            GMS.class, new GMS.GmsHeader().getMagicId(),
            FRAG4.class, new FragHeader().getMagicId());

    /**
     * {@return the rules of a channel whose messages are sealed directly above the transport} Its messages consist of
     * bytes with the transport's header. Any content is accepted, because nothing reads the content before the seal is
     * checked.
     */
    static FrameRules sealed(TP transport) {
        return new FrameRules(
                Set.of(Message.BYTES_MSG), Map.of(transport.getId(), new TpHeader().getMagicId()), true, 0, 0);
    }

    /**
     * {@return the rules of a channel with this transport and these protocols}
     *
     * @param queueBytes how many bytes of messages may wait for one node, and so the maximum size of one message. Each
     *     character counts as two bytes, but its UTF-8 form may have three
     */
    static FrameRules plain(TP transport, List<Protocol> stack, int queueBytes) {
        Map<Short, Short> headers = new HashMap<>();
        int fragmentBytes = 0;
        headers.put(transport.getId(), new TpHeader().getMagicId());
        for (Protocol protocol : stack) {
            if (protocol instanceof FRAG4 fragmentation) {
                fragmentBytes = fragmentation.getFragSize();
            }
            HEADERS.forEach((type, header) -> {
                if (type.isInstance(protocol)) {
                    headers.put(protocol.getId(), header);
                }
            });
        }
        return new FrameRules(
                Set.of(Message.BYTES_MSG, Message.EMPTY_MSG, Message.OBJ_MSG),
                Map.copyOf(headers),
                false,
                fragmentBytes,
                fragmentBytes == 0 ? 0 : (int) (queueBytes * 3L / 2 / fragmentBytes) + 1);
    }

    /** {@return the rules of the connections by which nodes notice that another node has ended} */
    static FrameRules failureDetection(FD_SOCK2 protocol) {
        return new FrameRules(
                Set.of(Message.EMPTY_MSG), Map.of(protocol.getId(), new FD_SOCK2.FdHeader().getMagicId()), false, 0, 0);
    }
}
