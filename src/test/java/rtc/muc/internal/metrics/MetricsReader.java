package rtc.muc.internal.metrics;

import static java.util.stream.Collectors.toCollection;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Reads metrics from an MBean server, like an operator's tool. */
record MetricsReader(MBeanServer server) {

    /** {@return the names of all registered metrics} */
    Set<String> names() throws JMException {
        return server.queryNames(new ObjectName("rtc.muc:*"), null).stream()
                .map(ObjectName::toString)
                .collect(toCollection(TreeSet::new));
    }

    Object read(String name, String attribute) throws JMException {
        return server.getAttribute(new ObjectName(name), attribute);
    }

    long number(String name, String attribute) {
        try {
            return (Long) read(name, attribute);
        } catch (JMException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** {@return the attributes of one MBean} */
    Set<String> attributes(String name) throws JMException {
        return Arrays.stream(server.getMBeanInfo(new ObjectName(name)).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .collect(toCollection(TreeSet::new));
    }
}
