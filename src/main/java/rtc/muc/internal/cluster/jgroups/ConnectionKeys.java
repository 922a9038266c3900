package rtc.muc.internal.cluster.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Authenticates the bytes of one connection between nodes, with a separate key for each direction. */
final class ConnectionKeys {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    /** @param secret known to both nodes and used for this connection only */
    ConnectionKeys(byte[] secret) {
        this.secret = secret;
    }

    /** {@return a new authenticator of the bytes that the connecting node sends} */
    Mac ofConnecting() throws GeneralSecurityException {
        return mac("connecting");
    }

    /** {@return a new authenticator of the bytes that the accepting node sends} */
    Mac ofAccepting() throws GeneralSecurityException {
        return mac("accepting");
    }

    private Mac mac(String side) throws GeneralSecurityException {
        return keyed(keyed(secret).doFinal(side.getBytes(UTF_8)));
    }

    private static Mac keyed(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(key, ALGORITHM));
        return mac;
    }
}
