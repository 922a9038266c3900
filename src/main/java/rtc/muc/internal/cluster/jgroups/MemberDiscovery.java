package rtc.muc.internal.cluster.jgroups;

import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCPPING;
import org.jgroups.util.Responses;

/**
 * The protocol TCPPING of JGroups, which looks up all hosts each time it searches for nodes, and then forgets addresses
 * that no longer are theirs. TCPPING itself keeps the addresses that it has found once, and keeps looking up only
 * unknown names.
 */
final class MemberDiscovery extends TCPPING {

    private final List<MemberLookup> members;

    /** Held while hosts are looked up, which takes long if no name server answers. */
    private final ReentrantLock lookup = new ReentrantLock();

    MemberDiscovery(List<MemberLookup> members) {
        this.id = ClassConfigurator.getProtocolId(TCPPING.class);
        this.initial_hosts_set_programmatically = true;
        this.members = List.copyOf(members);
    }

    /** {@return the name in configurations and logs} */
    @Override
    public String getName() {
        return TCPPING.class.getSimpleName();
    }

    /** Searches at the latest addresses if an earlier search is still looking up the hosts. */
    @Override
    public void findMembers(List<Address> mine, boolean initial, Responses responses) {
        if (lookup.tryLock()) {
            try {
                update(members.stream()
                        .flatMap(member -> member.again().stream())
                        .distinct()
                        .toList());
            } finally {
                lookup.unlock();
            }
        }
        super.findMembers(mine, initial, responses);
    }

    /**
     * Takes the latest addresses. If one has changed, forgets the other addresses from which nodes have called, because a
     * host may have had them before; nodes that are still there call again.
     */
    private void update(List<PhysicalAddress> latest) {
        if (!Set.copyOf(latest).equals(Set.copyOf(initial_hosts))) {
            initial_hosts = latest;
            clearDynamicHostList();
        }
    }
}
