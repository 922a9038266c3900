/**
 * Runs the links of {@link rtc.muc.internal.cluster}: provides their threads and beats, and encodes their messages. A
 * {@link rtc.muc.internal.cluster.node.NodeChannel} carries the bytes to other nodes.
 *
 * <p>Threads: one for the beats, up to four that run the links, and for each other node one that sends, which may
 * block. All threads end when the {@link rtc.muc.internal.cluster.node.ClusterNode} is closed.
 */
@NullMarked
package rtc.muc.internal.cluster.node;

import org.jspecify.annotations.NullMarked;
