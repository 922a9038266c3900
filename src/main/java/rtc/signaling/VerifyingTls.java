package rtc.signaling;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS context whose engines verify the name of the host and report why TLS failed. Undertow's client does neither
 * itself.
 */
final class VerifyingTls extends SSLContextSpi {

    private final SSLContext context;

    private final Consumer<SSLException> failed;

    private VerifyingTls(SSLContext context, Consumer<SSLException> failed) {
        this.context = context;
        this.failed = failed;
    }

    /**
     * Returns a verifying context with the keys and the trust of another context.
     *
     * @param failed receives the first failure of each engine
     */
    static SSLContext over(SSLContext context, Consumer<SSLException> failed) {
        return new SSLContext(new VerifyingTls(context, failed), context.getProvider(), context.getProtocol()) {};
    }

    private SSLEngine verifying(SSLEngine engine) {
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return new TlsEngine(engine, failed);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return verifying(context.createSSLEngine());
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return verifying(context.createSSLEngine(host, port));
    }

    @Override
    protected void engineInit(
            KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException("The context is initialised");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return context.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return context.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return context.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return context.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        return context.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return context.getSupportedSSLParameters();
    }
}
