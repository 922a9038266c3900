package rtc.muc;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** The answer of an {@link AccessPolicy}. */
public sealed interface Access {

    /** {@return the answer that lets a client in, to do everything} */
    static Granted granted() {
        return new Granted(Set.of(Permission.values()), Instant.MAX);
    }

    /** {@return the answer that lets a client in as an observer, which may neither send nor show a status} */
    static Granted observing() {
        return new Granted(Set.of(), Instant.MAX);
    }

    /**
     * {@return the answer that keeps a client out}
     *
     * @param status the HTTP status that it gets: 401, 403, 404, 503, … 400 or above
     */
    static Refused refused(int status) {
        return new Refused(status);
    }

    /**
     * Lets a client in.
     *
     * @param permissions what its peer may do
     * @param until when its connection ends, with 4401
     */
    record Granted(Set<Permission> permissions, Instant until) implements Access {

        /** Copies the set. */
        public Granted {
            Objects.requireNonNull(until, "until");
            permissions = Set.copyOf(permissions);
        }

        /** {@return this answer, for a connection that ends with 4401 at some time} */
        public Granted until(Instant end) {
            return new Granted(permissions, end);
        }
    }

    /**
     * Keeps a client out.
     *
     * @param status the HTTP status that it gets
     */
    record Refused(int status) implements Access {

        /**
         * Checks the status.
         *
         * @throws IllegalArgumentException if it is no refusal
         */
        public Refused {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("A refusal's status is from 400 to 599, not " + status);
            }
        }
    }
}
