package rtc.muc.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rtc.muc.internal.handshake.Origin;
import rtc.muc.internal.handshake.OriginRules;

/**
 * A description of who may join, for the log.
 *
 * @param access the check that the operator requires
 * @param tokens whether room tokens are required
 * @param policies the class names of the access policies
 * @param origins the rules for pages that may connect
 * @param unlimited the keys of the limits that are switched off
 */
record AccessSummary(
        AccessMode access, boolean tokens, List<String> policies, OriginRules origins, List<String> unlimited) {

    /** {@return the description, a few sentences} */
    String words() {
        return "Who may come in: " + who() + ", from " + pages() + ". " + limits();
    }

    private String who() {
        List<String> needs = new ArrayList<>();
        if (access == AccessMode.PRINCIPAL) {
            needs.add("is signed in");
        }
        if (tokens) {
            needs.add("has a room token");
        }
        policies.forEach(policy -> needs.add("is admitted by the policy " + policy));
        return needs.isEmpty()
                ? "everybody, without a token, a policy or a login (muc.access)"
                : "who " + String.join(" and ", needs);
    }

    private String pages() {
        List<String> named =
                origins.others().stream().map(AccessSummary::text).sorted().toList();
        String sites = Stream.concat(Stream.of("this server").filter(own -> origins.own()), named.stream())
                .collect(Collectors.joining(", "));
        String pages = origins.any() ? "pages of any site" : sites.isEmpty() ? "no page" : "pages of " + sites;
        return pages + (origins.required() ? "" : " and from programs other than browsers");
    }

    private static String text(Origin origin) {
        return origin.scheme() + "://" + origin.host() + (origin.port() < 0 ? "" : ":" + origin.port());
    }

    private String limits() {
        return unlimited.isEmpty()
                ? "All limits are on."
                : "These limits are switched off: " + String.join(", ", unlimited) + ".";
    }
}
