package rtc.signaling;

import java.util.ArrayList;
import java.util.List;

/** The successive connections of a signaling object, which are fakes. */
final class FakeChannels {

    private final List<FakeChannel> channels = new ArrayList<>();

    FakeChannel make() {
        var channel = new FakeChannel();
        channels.add(channel);
        return channel;
    }

    /** The latest connection. */
    FakeChannel now() {
        return channels.get(channels.size() - 1);
    }

    /** The number of connections so far. */
    int count() {
        return channels.size();
    }

    /** The server accepts the latest connection and answers its join with this id and these peers. */
    void letIn(String own, String peers) {
        now().open();
        now().receive("{'type':'joined','id':'" + own + "','peers':{" + peers + "}}");
    }

    /** The latest connection breaks. */
    void breakDown() {
        now().end(1006, "");
    }
}
