package rtc.muc;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** The answer of an {@link AccessPolicy}. */
public sealed interface Access {

    /** {@return the answer that admits a client with all permissions} */
    static Granted granted() {
        return new Granted(Set.of(Permission.values()), Instant.MAX);
    }

    /** {@return the answer that admits a receive-only observer, which may neither send events nor publish a status} */
    static Granted observing() {
        return new Granted(Set.of(), Instant.MAX);
    }

    /**
     * {@return the answer that refuses a client}
     *
     * @param status the HTTP status of the refusal, from 400 to 599, such as 401, 403, 404 or 503
     */
    static Refused refused(int status) {
        return new Refused(status);
    }

    /**
     * Admits a client.
     *
     * @param permissions the permissions of the client's peer
     * @param until the time at which its connection is closed with 4401
     */
    record Granted(Set<Permission> permissions, Instant until) implements Access {

        /** Copies the set. */
        public Granted {
            Objects.requireNonNull(until, "until");
            permissions = Set.copyOf(permissions);
        }

        /** {@return this answer, with a time at which the connection is closed with 4401} */
        public Granted until(Instant end) {
            return new Granted(permissions, end);
        }
    }

    /**
     * Refuses a client.
     *
     * @param status the HTTP status of the refusal
     */
    record Refused(int status) implements Access {

        /**
         * Checks the status.
         *
         * @throws IllegalArgumentException if the status is not from 400 to 599
         */
        public Refused {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("The status of a refusal must be from 400 to 599, not " + status);
            }
        }
    }
}
