/**
 * The channel between nodes, implemented with JGroups. Only this package uses the types of JGroups. They may be missing
 * on the server, so no class of this package is loaded while {@code muc.cluster} is {@code off}.
 */
@NullMarked
package rtc.muc.internal.cluster.jgroups;

import org.jspecify.annotations.NullMarked;
