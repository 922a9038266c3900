package rtc.muc.internal.config;

import static rtc.muc.internal.config.SettingType.TEXT;
import static rtc.muc.internal.config.SettingType.choice;
import static rtc.muc.internal.config.SettingType.list;
import static rtc.muc.internal.config.SettingType.number;
import static rtc.muc.internal.config.SettingType.size;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterMember;
import rtc.muc.internal.cluster.node.ClusterRules;

/** Reads the settings of the cluster. */
final class ClusterSettings {

    private static final SettingType<String> NAME = new SettingType<>(
            "a name of 1 to 64 letters, digits, dots, hyphens and underscores",
            text -> Optional.of(text).filter(name -> name.matches("[A-Za-z0-9._-]{1,64}")));
    private static final int SHORTEST_KEY = 32;
    private static final SettingType<ClusterKey> KEY = new SettingType<>(
            "empty, or a secret of at least " + SHORTEST_KEY + " unguessable characters",
            true,
            text -> Optional.of(new ClusterKey(text)).filter(key -> !key.isSet() || text.length() >= SHORTEST_KEY));
    private static final SettingType<String> HOST = new SettingType<>(
            "an address such as 10.0.0.1, a host name, site_local, non_loopback, or a pattern such as match-interface:eth0"
                    + " or match-address:10\\.0\\..*",
            text -> Optional.of(text).filter(host -> host.matches("[A-Za-z0-9._:-]{1,255}") || isAddressPattern(host)));
    private static final SettingType<ClusterMember> MEMBER = new SettingType<>(
            "a host such as 10.0.0.2, node-b.example.org:7800 or [::1]:7800, with a port from 1 to 65435",
            ClusterMember::of);

    private ClusterSettings() {}

    private static boolean isAddressPattern(String text) {
        try {
            return text.matches("match-(interface|address):.+")
                    && !Pattern.compile(text).pattern().isEmpty();
        } catch (PatternSyntaxException invalid) {
            return false;
        }
    }

    static ClusterRules read(SettingsReader from) {
        ClusterRules rules = new ClusterRules(
                from.read("muc.cluster", "off", choice(Map.of("on", true, "off", false))),
                from.read("muc.cluster-name", "muc-signaling", NAME),
                from.read("muc.cluster-key", "", KEY),
                from.read("muc.cluster-queue-size", "64MiB", size("1MiB", "2047MiB")),
                new ClusterRules.OwnChannel(
                        from.read("muc.cluster-bind-address", "127.0.0.1", HOST),
                        from.read("muc.cluster-port", "7800", number(1, 65_435)),
                        from.read("muc.cluster-members", "", list(MEMBER)),
                        from.read("muc.cluster-config", "", TEXT)));
        if (!rules.own().members().isEmpty() && !rules.own().configuration().isEmpty()) {
            throw new IllegalArgumentException("Settings muc.cluster-members and muc.cluster-config exclude each other:"
                    + " a JGroups configuration names the nodes itself");
        }
        return rules;
    }
}
