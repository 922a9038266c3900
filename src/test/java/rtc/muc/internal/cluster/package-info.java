/**
 * Tests of the links between nodes, and a deterministic simulation of a cluster: nodes, clients and streams under a
 * seeded scheduler with a virtual clock. The simulation runs the production classes, from the rooms to the links. It
 * replaces threads, the network, discovery, and the clients.
 *
 * <p>In half of the seeds, half of the clients can resume, by the production classes for memberships, their outboxes
 * and resumptions. They lose their connections and return to their nodes, or to other nodes, where they join anew. Not
 * simulated for them: a full outbox, the timeouts of a connection, and a loss of access while a client is away.
 *
 * <p>The file {@code mutants.md} among the test resources lists the rules that are broken to test the simulation.
 */
@NullMarked
package rtc.muc.internal.cluster;

import org.jspecify.annotations.NullMarked;
