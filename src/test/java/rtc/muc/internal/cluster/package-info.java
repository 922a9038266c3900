/**
 * Tests of the links between nodes, and a deterministic simulation of a cluster: nodes, clients and streams under a
 * seeded scheduler with a virtual clock. The simulation runs the production classes, from the rooms to the links. It
 * replaces threads, the network, discovery, and the clients.
 */
@NullMarked
package rtc.muc.internal.cluster;

import org.jspecify.annotations.NullMarked;
