package rtc.it;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The protocol on one server. */
@ExtendWith(ArquillianExtension.class)
@Tag("payara-server")
final class ProtocolIT extends ProtocolStories {

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Override
    protected URI next() {
        return Deployed.ws();
    }

    /** Returns at once, because a single server knows a peer before it answers the join. */
    @Override
    protected void awaitKnown(String room, String id) {}
}
