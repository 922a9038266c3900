package rtc.abuse;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import rtc.wire.Frame;
import rtc.wire.RawWebSocket;

/**
 * Connections that repeat one message, at a rate or at full speed, and read everything or nothing. All run on one
 * thread.
 */
final class Swarm implements Closeable {

    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private static final class Member {
        private final SocketChannel channel;
        private final ByteBuffer frame;
        private final long nanosBetween;
        private final boolean reads;
        private long due = System.nanoTime();
        private long sent;
        private long received;
        private long trickle;
        private long outstanding = Long.MAX_VALUE;

        /** {@return whether this member pauses because too many of the bytes that it sent are outstanding} */
        boolean waits() {
            return sent * frame.limit() - received > outstanding;
        }

        Member(SocketChannel channel, ByteBuffer frame, long nanosBetween, boolean reads) {
            this.channel = channel;
            this.frame = frame.position(frame.limit());
            this.nanosBetween = nanosBetween;
            this.reads = reads;
        }
    }

    private final Selector selector = Selector.open();
    private final List<Member> members = new ArrayList<>();
    private final ByteBuffer inbound = ByteBuffer.allocateDirect(256 * 1024);
    private long sent;
    private long received;

    Swarm() throws IOException {}

    /** Adds a connection that sends nothing and reads everything. */
    void addReader(RawWebSocket socket) throws IOException {
        members.add(new Member(socket.detach(), ByteBuffer.allocate(0), Long.MAX_VALUE, true));
    }

    /**
     * Adds a connection that sends.
     *
     * @param perSecond the rate; 0 for full speed
     * @param reads whether the connection reads
     */
    void addSpeaker(RawWebSocket socket, Frame frame, int perSecond, boolean reads) throws IOException {
        long nanosBetween = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        members.add(new Member(socket.detach(), frame.masked(0), nanosBetween, reads));
    }

    /**
     * Adds a connection that occupies as much memory of the server as it can without being closed: it sends to itself
     * and reads slowly.
     *
     * @param trickle the bytes that it reads per second
     * @param outstanding the bytes sent but not yet read above which it pauses
     */
    void addHoarder(RawWebSocket socket, Frame frame, int perSecond, long trickle, long outstanding)
            throws IOException {
        addSpeaker(socket, frame, perSecond, false);
        Member hoarder = members.get(members.size() - 1);
        hoarder.trickle = trickle;
        hoarder.outstanding = outstanding;
    }

    /** Runs all connections for this time. */
    void rage(Duration time) throws IOException {
        for (Member member : members) {
            if (member.channel.isOpen()) {
                member.channel.register(selector, member.reads ? SelectionKey.OP_READ : 0, member);
            }
        }
        long last = System.nanoTime();
        for (long start = last; last - start < time.toNanos(); ) {
            long now = System.nanoTime();
            boolean busy = false;
            for (Member member : members) {
                read(member, member.trickle * (now - last) / TimeUnit.SECONDS.toNanos(1));
                busy |= speak(member);
            }
            last = now;
            selector.select(this::listen, busy ? 1 : TimeUnit.NANOSECONDS.toMillis(LONGEST_PAUSE));
        }
    }

    /** {@return the number of open connections} */
    long connected() {
        return members.stream().filter(member -> member.channel.isOpen()).count();
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    /** Sends what is due; returns whether the member has more to send without a pause. */
    private boolean speak(Member member) throws IOException {
        long now = System.nanoTime();
        try {
            while (member.channel.isOpen() && (member.frame.hasRemaining() || member.due - now <= 0)) {
                if (!member.frame.hasRemaining()) {
                    if (member.nanosBetween == Long.MAX_VALUE || member.waits()) {
                        return false;
                    }
                    member.frame.rewind();
                    member.due += member.nanosBetween;
                    member.sent++;
                    sent++;
                }
                if (member.channel.write(member.frame) == 0) {
                    return true;
                }
                if (member.nanosBetween == 0 && member.sent % 100 == 0) {
                    return true;
                }
            }
        } catch (IOException cut) {
            member.channel.close();
        }
        return false;
    }

    private void listen(SelectionKey key) {
        read((Member) key.attachment(), inbound.capacity());
    }

    private void read(Member member, long most) {
        if (most == 0 || !member.channel.isOpen()) {
            return;
        }
        try {
            int count = member.channel.read(inbound.clear().limit((int) Math.min(most, inbound.capacity())));
            received += Math.max(count, 0);
            member.received += Math.max(count, 0);
            if (count < 0) {
                member.channel.close();
            }
        } catch (IOException cut) {
            close(member.channel);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException closedMeanwhile) {
            // already closed
        }
    }

    @Override
    public void close() throws IOException {
        for (Member member : members) {
            member.channel.close();
        }
        selector.close();
    }
}
