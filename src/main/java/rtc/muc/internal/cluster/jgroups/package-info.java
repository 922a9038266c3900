/**
 * The channel between nodes, by JGroups. Only this package uses the types of JGroups: they may be missing on the
 * server, so none of its classes is loaded while {@code muc.cluster} is {@code off}.
 */
@NullMarked
package rtc.muc.internal.cluster.jgroups;

import org.jspecify.annotations.NullMarked;
