package rtc.bench;

import static rtc.wire.SingleQuotes.json;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.glassfish.tyrus.client.ClientManager;

/** Two peers in one room that use bare Tyrus sessions, and compose and parse their messages by hand. */
final class TyrusPair implements EventLine {

    private static final String CONTAINER = "org.glassfish.tyrus.container.jdk.client.JdkClientContainer";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final String PADDING = "\",\"text\":\"" + "x".repeat(200) + "\"}}";
    private static final String NUMBER = "\"n\":\"";

    private final Session sender;
    private final Session receiver;
    private final String head;
    private final Receiver receiving;

    private TyrusPair(Session sender, Session receiver, String head, Receiver receiving) {
        this.sender = sender;
        this.receiver = receiver;
        this.head = head;
        this.receiving = receiving;
    }

    static EventLine in(URI base, String room) throws Exception {
        ClientManager client = ClientManager.createClient(CONTAINER);
        Receiver receiving = new Receiver();
        Session receiver = connect(client, receiving, base, room);
        var id = ID.matcher(receiving.next());
        if (!id.find()) {
            throw new IOException("Not joined");
        }
        Receiver unheard = new Receiver();
        Session sender = connect(client, unheard, base, room);
        unheard.next();
        receiving.next();
        String head = json("{'type':'to','peer':'" + id.group(1) + "','event':'load','data':{") + NUMBER;
        return new TyrusPair(sender, receiver, head, receiving);
    }

    @Override
    public void send(int number) {
        sender.getAsyncRemote().sendText(head + number + PADDING, result -> {});
    }

    @Override
    public void onEvent(IntConsumer listener) {
        receiving.listener = listener;
    }

    @Override
    public void close() {
        try {
            sender.close();
            receiver.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Session connect(ClientManager client, Receiver receiver, URI base, String room) throws Exception {
        Session session = client.connectToServer(
                receiver, ClientEndpointConfig.Builder.create().build(), base.resolve("muc/" + room));
        session.getBasicRemote().sendText(json("{'type':'join','status':{}}"));
        return session;
    }

    private static final class Receiver extends Endpoint {

        private final BlockingQueue<String> others = new LinkedBlockingQueue<>();
        private volatile IntConsumer listener = number -> {};

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, this::take);
        }

        /** The next message that is not an event. */
        String next() throws InterruptedException {
            return String.valueOf(others.poll(20, TimeUnit.SECONDS));
        }

        private void take(String text) {
            int start = text.indexOf(NUMBER);
            if (start < 0) {
                others.add(text);
            } else {
                int digits = start + NUMBER.length();
                listener.accept(Integer.parseInt(text.substring(digits, text.indexOf('"', digits))));
            }
        }
    }
}
