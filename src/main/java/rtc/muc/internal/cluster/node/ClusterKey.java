package rtc.muc.internal.cluster.node;

/**
 * The secret that the nodes of a cluster share.
 *
 * @param secret the characters of the secret; empty if there is none
 */
public record ClusterKey(String secret) {

    /** No secret: nodes trust everybody who can reach them. */
    public static final ClusterKey NONE = new ClusterKey("");

    /** {@return whether there is a secret} */
    public boolean isSet() {
        return !secret.isEmpty();
    }

    /** {@return a text that does not contain the secret} */
    @Override
    public String toString() {
        return isSet() ? "a cluster key" : "no cluster key";
    }
}
