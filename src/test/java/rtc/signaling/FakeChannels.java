package rtc.signaling;

import java.util.ArrayList;
import java.util.List;

/** The connections that a signaling object makes one after the other, each a fake. */
final class FakeChannels {

    private final List<FakeChannel> channels = new ArrayList<>();

    FakeChannel make() {
        var channel = new FakeChannel();
        channels.add(channel);
        return channel;
    }

    /** The latest. */
    FakeChannel now() {
        return channels.get(channels.size() - 1);
    }

    /** How many there were. */
    int count() {
        return channels.size();
    }

    /** The latest is accepted, and its join answered with these peers and this own id. */
    void letIn(String own, String peers) {
        now().open();
        now().receive("{'type':'joined','id':'" + own + "','peers':{" + peers + "}}");
    }

    /** The latest breaks. */
    void breakDown() {
        now().end(1006, "");
    }
}
