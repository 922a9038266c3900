package rtc.muc.internal.metrics;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.management.MBeanAttributeInfo;

/**
 * A value that operators can read.
 *
 * @param name the name of the attribute
 * @param description what the value means, for displays
 * @param type the type of the value
 * @param value reads the current value; called by any thread
 */
record Metric(String name, String description, Class<?> type, Supplier<Object> value) {

    /** A number: a size at this moment, or a counter since the start. */
    static Metric number(String name, String description, LongSupplier value) {
        return new Metric(name, description, long.class, value::getAsLong);
    }

    static Metric text(String name, String description, Supplier<String> value) {
        return new Metric(name, description, String.class, value::get);
    }

    MBeanAttributeInfo attribute() {
        return new MBeanAttributeInfo(name, type.getName(), description, true, false, false);
    }
}
