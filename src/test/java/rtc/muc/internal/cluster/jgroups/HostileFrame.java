package rtc.muc.internal.cluster.jgroups;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.BatchMessage;
import org.jgroups.BytesMessage;
import org.jgroups.CompositeMessage;
import org.jgroups.FragmentedMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.FragHeader;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TpHeader;
import org.jgroups.protocols.UNICAST4;
import org.jgroups.protocols.UnicastHeader;
import org.jgroups.util.UUID;
import org.jgroups.util.Util;

/** Frames with which a stranger makes an unprotected JGroups create a {@link Canary}. */
enum HostileFrame {
    SERIALIZED_OBJECT {
        @Override
        Message message(Address node) {
            return new ObjectMessage(node, new Canary.Serialized());
        }
    },
    OBJECT_OF_A_NAMED_CLASS {
        @Override
        Message message(Address node) {
            return new ObjectMessage(node, new Canary.Named());
        }
    },
    SERIALIZED_BYTES_THAT_ASK_FOR_MESSAGES {
        @Override
        Message message(Address node) {
            return new BytesMessage(node, (Object) new Canary.Serialized())
                    .putHeader(ClassConfigurator.getProtocolId(UNICAST4.class), UnicastHeader.createXmitReqHeader());
        }
    },
    COMPOSITE {
        @Override
        Message message(Address node) {
            return new CompositeMessage(node, SERIALIZED_OBJECT.message(node));
        }
    },
    BATCH {
        @Override
        Message message(Address node) {
            return new BatchMessage(node, STRANGER, new Message[] {SERIALIZED_OBJECT.message(node)}, 1);
        }
    },
    FRAGMENT_OF_AN_OBJECT {
        @Override
        Message message(Address node) {
            Message whole = SERIALIZED_OBJECT.message(node);
            return new FragmentedMessage(whole, 0, whole.size())
                    .setDest(node)
                    .putHeader(
                            ClassConfigurator.getProtocolId(FRAG4.class),
                            new FragHeader(1, 0, 1).setOriginalType(Message.OBJ_MSG));
        }
    },
    LIST {
        @Override
        Message message(Address node) {
            return SERIALIZED_OBJECT.message(node);
        }

        @Override
        void write(Address node, DataOutputStream out) throws IOException {
            Util.writeMessageList(node, STRANGER, "test".getBytes(US_ASCII), List.of(message(node)), out, false);
        }
    };

    static final UUID STRANGER = new UUID(1, 2);

    abstract Message message(Address node);

    void write(Address node, DataOutputStream out) throws IOException {
        Message message = message(node)
                .setSrc(STRANGER)
                .putHeader(ClassConfigurator.getProtocolId(TCP.class), new TpHeader("test"));
        Util.writeMessage(message, out, false);
    }

    /** {@return the frame for a node with this address} */
    byte[] bytes(Address node) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(node, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
