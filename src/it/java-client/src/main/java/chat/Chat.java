package chat;

import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import rtc.signaling.Ending;
import rtc.signaling.MucSignaling;
import rtc.signaling.SignalingPeer;
import rtc.signaling.WebSocketChannel;

/**
 * Joins a room, sends the lines of its input to all peers, and prints the lines that they send, until its input ends.
 */
public final class Chat {

    private Chat() {}

    /**
     * The arguments are the server's address, such as {@code ws://localhost:8080/muc}, the room and the name of the
     * user.
     */
    public static void main(String[] args) {
        var signaling = new MucSignaling(new WebSocketChannel(args[0], args[1]));
        signaling.setStatus(Map.of("name", args[2]));
        signaling.onPeerJoined(Chat::meet);
        var closed = new CompletableFuture<Ending>();
        signaling.onClosed(closed::complete);
        signaling.connect().join();
        System.out.println("Joined " + args[1]);

        var lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            String line = lines.nextLine();
            signaling.peers().forEach(peer -> peer.send("line", line));
        }
        signaling.close();
        System.out.println(
                "Closed: " + closed.orTimeout(10, TimeUnit.SECONDS).join().code());
    }

    private static void meet(SignalingPeer peer) {
        String name = peer.status().getString("name", "Somebody");
        System.out.println(name + (peer.first() ? " came" : " is here"));
        peer.on("line", String.class, line -> System.out.println(name + ": " + line));
        peer.onLeft(() -> System.out.println(name + " left"));
    }
}
