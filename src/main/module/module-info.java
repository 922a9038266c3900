/** The Java client. A payload type must be public, in a package that its module exports or opens to all. */
module rtc.signaling {
    requires transitive jakarta.json;
    requires jakarta.json.bind;
    requires java.logging;
    requires tyrus.standalone.client.jdk;

    exports rtc.signaling;
    exports rtc.signaling.tyrus to
            tyrus.standalone.client.jdk;
}
