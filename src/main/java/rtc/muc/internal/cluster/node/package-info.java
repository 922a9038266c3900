/**
 * What runs the pure links of {@link rtc.muc.internal.cluster}: their threads, their beats, and their messages as bytes. How
 * bytes get to another node is a {@link rtc.muc.internal.cluster.node.NodeChannel}.
 *
 * <p>Threads: one for the beats, up to four for what links do, and for each other node one that sends and may block. All end
 * when the {@link rtc.muc.internal.cluster.node.ClusterNode} is closed.
 */
@NullMarked
package rtc.muc.internal.cluster.node;

import org.jspecify.annotations.NullMarked;
