package rtc.signaling;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A TLS engine that reports why TLS failed, and then takes no further part in the handshake.
 *
 * <p>After a failure, the JDK's engine reports that it is not handshaking. Tyrus takes this for a completed handshake
 * and passes the same bytes to the engine again and again, in an endless loop. This engine consumes all bytes that
 * arrive after a failure, and reports that it is closed. The alert is still sent to the server.
 */
final class TlsEngine extends SSLEngine {

    /** The first byte of a TLS record is its type. */
    private static final int FIRST_RECORD_TYPE = 20;

    private static final int LAST_RECORD_TYPE = 24;

    private final SSLEngine engine;
    private final Consumer<SSLException> failed;

    private volatile @Nullable SSLException failure;
    private volatile boolean closing;
    private volatile boolean alerted;
    private volatile boolean heard;

    /** @param failed receives the first failure, before Tyrus does */
    TlsEngine(SSLEngine engine, Consumer<SSLException> failed) {
        this.engine = engine;
        this.failed = failed;
    }

    @Override
    public void beginHandshake() throws SSLException {
        var before = failure;
        if (before != null) {
            throw before;
        }
        try {
            engine.beginHandshake();
        } catch (SSLException | RuntimeException | Error e) {
            throw failed(e);
        }
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        var status = engine.getHandshakeStatus();
        boolean isOver = alerted || (failure != null && status != HandshakeStatus.NEED_WRAP);
        return isOver ? HandshakeStatus.NEED_UNWRAP : status;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
        try {
            return engine.wrap(sources, offset, length, target);
        } catch (SSLException | RuntimeException | Error e) {
            if (failure == null && !closing) {
                throw failed(e);
            }
            alerted = true; // Tyrus would not close the socket after an exception.
            return closed(0);
        }
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
        if (failure != null) {
            int bytes = source.remaining();
            source.position(source.limit());
            return closed(bytes);
        }
        boolean isText = !heard && source.hasRemaining() && !isRecord(source);
        try {
            var result = engine.unwrap(source, targets, offset, length);
            heard |= result.bytesConsumed() > 0;
            return result;
        } catch (SSLException | RuntimeException | Error e) {
            throw failed(isText ? new SSLHandshakeException("The server does not speak TLS") : e);
        }
    }

    private static boolean isRecord(ByteBuffer source) {
        int type = source.get(source.position());
        return type >= FIRST_RECORD_TYPE && type <= LAST_RECORD_TYPE;
    }

    private static SSLEngineResult closed(int consumed) {
        return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, consumed, 0);
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        var task = engine.getDelegatedTask();
        return task == null ? null : () -> run(task);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException(failed(e));
        }
    }

    /**
     * Reports the first failure, and converts failures to {@link SSLException}s: after any other exception, Tyrus waits
     * for ever.
     */
    private SSLException failed(Throwable thrown) {
        var why = thrown instanceof SSLException tls ? tls : new SSLException("TLS failed: " + thrown, thrown);
        if (failure == null) {
            failure = why;
            failed.accept(why);
        }
        return why;
    }

    @Override
    public boolean isInboundDone() {
        return failure != null || engine.isInboundDone();
    }

    @Override
    public boolean isOutboundDone() {
        return engine.isOutboundDone();
    }

    @Override
    public void closeInbound() throws SSLException {
        engine.closeInbound();
    }

    @Override
    public void closeOutbound() {
        closing = true;
        engine.closeOutbound();
    }

    @Override
    public SSLSession getSession() {
        return engine.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return engine.getHandshakeSession();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        engine.setSSLParameters(parameters);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine.setEnabledProtocols(protocols);
    }

    @Override
    public void setUseClientMode(boolean mode) {
        engine.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        engine.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine.getEnableSessionCreation();
    }
}
