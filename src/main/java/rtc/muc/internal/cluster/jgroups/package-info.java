/**
 * The channel between nodes, by JGroups. The one package that knows its types: they may be missing on the server, and so none
 * of it is loaded while {@code muc.cluster} is {@code off}.
 */
@NullMarked
package rtc.muc.internal.cluster.jgroups;

import org.jspecify.annotations.NullMarked;
