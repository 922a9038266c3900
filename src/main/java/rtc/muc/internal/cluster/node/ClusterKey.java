package rtc.muc.internal.cluster.node;

/**
 * The secret that the nodes of a cluster share.
 *
 * @param secret its characters; empty for none
 */
public record ClusterKey(String secret) {

    /** No secret: nodes trust everybody who can reach them. */
    public static final ClusterKey NONE = new ClusterKey("");

    /** {@return whether there is a secret} */
    public boolean isSet() {
        return !secret.isEmpty();
    }

    /** Does not show the secret. */
    @Override
    public String toString() {
        return isSet() ? "a cluster key" : "no cluster key";
    }
}
