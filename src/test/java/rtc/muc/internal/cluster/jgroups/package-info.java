/** Tests over real channels of JGroups, in one JVM on loopback. */
@NullMarked
package rtc.muc.internal.cluster.jgroups;

import org.jspecify.annotations.NullMarked;
