package rtc.muc.internal.cluster.jgroups;

import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jgroups.BytesMessage;
import org.jgroups.Message;
import org.jgroups.stack.Protocol;
import org.jgroups.util.ByteArray;
import org.jgroups.util.FastArray;
import org.jgroups.util.MessageBatch;
import org.jgroups.util.Util;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.Printable;

/**
 * Seals whole messages with their headers, directly above the transport. This includes the messages by which nodes find
 * each other, join, and suspect each other. SYM_ENCRYPT of JGroups is not used, because it leaves headers in clear text
 * and cannot detect changed content.
 */
final class SealProtocol extends Protocol {

    private static final System.Logger LOG = System.getLogger(SealProtocol.class.getName());

    /** Empty, because the addresses are part of the sealed message. */
    private final byte[] noContext = {};

    private final Seal seal;
    private final LimitedLog dropped;
    private final LongAdder rejected = new LongAdder();

    SealProtocol(Seal seal, LimitedLogs logs) {
        this.seal = seal;
        this.dropped = logs.of(LOG, Level.WARNING);
    }

    @Override
    public @Nullable Object down(Message message) {
        if (message.getSrc() == null) {
            message.setSrc(local_addr);
        }
        Message sealed;
        try {
            ByteArray whole = Util.messageToBuffer(message);
            sealed = new BytesMessage(
                    message.getDest(), seal.close(whole.getArray(), whole.getOffset(), whole.getLength(), noContext));
        } catch (Exception failed) {
            dropped.log(() -> "A message to another node is lost, because it cannot be encrypted", failed);
            return null;
        }
        sealed.setSrc(message.getSrc()).setFlag(message.getFlags(false), false).setFlag(message.getFlags(true), true);
        return down_prot.down(sealed);
    }

    @Override
    public @Nullable Object up(Message sealed) {
        Message message = open(sealed);
        return message == null ? null : up_prot.up(message);
    }

    @Override
    public void up(MessageBatch batch) {
        Iterator<Message> messages = batch.iterator();
        while (messages.hasNext()) {
            Message message = open(messages.next());
            if (message == null) {
                messages.remove();
            } else {
                ((FastArray<Message>.FastIterator) messages).replace(message);
            }
        }
        if (!batch.isEmpty()) {
            up_prot.up(batch);
        }
    }

    /** {@return how many messages were dropped because they were not sealed with this node's key} */
    long rejected() {
        return rejected.sum();
    }

    /** {@return the message that was sealed; null if it was not sealed with this key or for these addresses} */
    private @Nullable Message open(Message sealed) {
        try {
            if (!sealed.hasArray()) {
                throw new GeneralSecurityException("the message is not sealed");
            }
            byte[] whole = seal.open(sealed.getArray(), sealed.getOffset(), sealed.getLength(), noContext);
            Message message = Util.messageFromBuffer(whole, 0, whole.length);
            if (!Objects.equals(message.getSrc(), sealed.getSrc())
                    || !Objects.equals(message.getDest(), sealed.getDest())) {
                throw new GeneralSecurityException("the message was sealed for other addresses");
            }
            message.setFlag(sealed.getFlags(true), true);
            return message;
        } catch (Exception unexpected) {
            rejected.increment();
            dropped.log(() -> "Dropped a message of " + Printable.of(String.valueOf(sealed.getSrc()))
                    + ", which does not have the muc.cluster-key of this node: " + unexpected.getMessage());
            return null;
        }
    }
}
