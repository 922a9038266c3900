package rtc.it;

import static java.util.stream.Collectors.toCollection;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads the metrics of a server process on this machine from outside, like JConsole. */
public final class ServerMetrics implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private ServerMetrics(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /** Connects to the process with this id. */
    @SuppressWarnings("BanJNDI") // The address is that of a process of this user, from that process.
    public static ServerMetrics of(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new ServerMetrics(
                        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException noJava) {
            throw new IOException(noJava);
        }
    }

    /** {@return the names of all metrics of this project} */
    public Set<String> names() throws IOException {
        try {
            return server.queryNames(new ObjectName("rtc.muc:*"), null).stream()
                    .map(ObjectName::toString)
                    .collect(toCollection(TreeSet::new));
        } catch (JMException impossible) {
            throw new IOException(impossible);
        }
    }

    /** {@return an attribute of the only metrics whose name contains a text} */
    public long read(String part, String attribute) throws IOException {
        String name = names().stream()
                .filter(each -> each.contains(part))
                .findFirst()
                .orElseThrow(() -> new IOException("There are no metrics " + part));
        try {
            return (Long) server.getAttribute(new ObjectName(name), attribute);
        } catch (JMException unreadable) {
            throw new IOException(unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
