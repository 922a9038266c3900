package rtc.it.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.jgroups.Message;
import org.jgroups.auth.AuthToken;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.util.Util;

/**
 * What a WildFly with {@code cluster.cli} sends to join a channel: the digest of the key, in clear text. Whoever has
 * read it on the network can repeat it.
 */
public final class DigestToken extends AuthToken {

    /** The number by which WildFly's nodes name the class of their token. */
    private static final short NUMBER = 1100;

    private byte[] digest = {};

    /** Creates an empty token, into which JGroups reads that of another node. */
    public DigestToken() {}

    /** {@return the token of the nodes that have this key} */
    static DigestToken of(String key) throws GeneralSecurityException {
        ClassConfigurator.addIfAbsent(NUMBER, DigestToken.class);
        DigestToken token = new DigestToken();
        token.digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
        return token;
    }

    @Override
    public String getName() {
        return getClass().getName();
    }

    @Override
    public int size() {
        return Util.size(digest);
    }

    @Override
    public boolean authenticate(AuthToken token, Message message) {
        return true;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        Util.writeByteBuffer(digest, out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        digest = Util.readByteBuffer(in);
    }
}
