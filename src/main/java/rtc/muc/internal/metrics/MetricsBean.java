package rtc.muc.internal.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/** Some metrics as one MBean with read-only attributes. Thread-safe. */
final class MetricsBean implements DynamicMBean, MBeanRegistration {

    /** Where this bean is registered. */
    private record Place(MBeanServer server, ObjectName name) {}

    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private final MBeanInfo description;
    private volatile @Nullable Place place;

    MetricsBean(String description, List<Metric> metrics) {
        metrics.forEach(metric -> this.metrics.put(metric.name(), metric));
        this.description = new MBeanInfo(
                MetricsBean.class.getName(),
                description,
                metrics.stream().map(Metric::attribute).toArray(MBeanAttributeInfo[]::new),
                null,
                null,
                null);
    }

    /** Removes this bean from its server; does nothing if it is not registered, or was replaced by another bean. */
    void unregister() throws JMException {
        Place registered = place;
        if (registered != null) {
            registered.server().unregisterMBean(registered.name());
        }
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return description;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        Metric metric = metrics.get(attribute);
        if (metric == null) {
            throw new AttributeNotFoundException("There is no attribute " + attribute);
        }
        return metric.value().get();
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList values = new AttributeList();
        Stream.of(attributes)
                .map(metrics::get)
                .filter(Objects::nonNull)
                .forEach(metric ->
                        values.add(new Attribute(metric.name(), metric.value().get())));
        return values;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("There is no writable attribute " + attribute.getName());
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String operation, Object[] parameters, String[] signature) throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(operation));
    }

    @Override
    public ObjectName preRegister(MBeanServer server, ObjectName name) {
        place = new Place(server, name);
        return name;
    }

    @Override
    public void postRegister(Boolean done) {
        if (!done) {
            place = null;
        }
    }

    @Override
    public void preDeregister() {}

    @Override
    public void postDeregister() {
        place = null;
    }
}
