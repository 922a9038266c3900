/**
 * Links between nodes, and a deterministic simulation of a cluster: nodes, clients and streams under a seeded scheduler with a
 * virtual clock. What it drives are the classes of production, from the rooms to the links; what it stands in for are
 * threads, the network, discovery, and the clients.
 */
@NullMarked
package rtc.muc.internal.cluster;

import org.jspecify.annotations.NullMarked;
