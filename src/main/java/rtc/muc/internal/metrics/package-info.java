/**
 * Shows the state of the application to operators, as MBeans (JMX) of the server: one for the rooms and connections,
 * and one for the cluster if it is on.
 *
 * <p>Reading an attribute reads the state of the parts at that moment; nothing is stored or scheduled here. Any thread
 * of the server may read at any time. A read locks at most one room at a time, and only to count its peers. Numbers of
 * one read may belong to slightly different moments. The parts count events themselves, by counters without locks.
 *
 * <p>The MBeans are dynamic: attributes have descriptions, and readers need no class of the application. The server
 * refers to an MBean, and thereby to the class loader of the application, until {@link
 * rtc.muc.internal.metrics.Metrics#close}.
 */
@NullMarked
package rtc.muc.internal.metrics;

import org.jspecify.annotations.NullMarked;
