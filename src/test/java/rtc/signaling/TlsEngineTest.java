package rtc.signaling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** To Tyrus, a failed handshake must look like the end of the connection, not like a completed handshake. */
class TlsEngineTest {

    private final List<SSLException> failures = new ArrayList<>();
    private final ByteBuffer out = ByteBuffer.allocate(20_000);
    private final ByteBuffer in = ByteBuffer.allocate(20_000);
    private TlsEngine engine;

    @BeforeEach
    void beginHandshake() throws GeneralSecurityException, SSLException {
        var plain = SSLContext.getDefault().createSSLEngine("signaling.invalid", -1);
        plain.setUseClientMode(true);
        engine = new TlsEngine(plain, failures::add);
        engine.beginHandshake();
        engine.wrap(ByteBuffer.allocate(0), out);
        out.clear();
        assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
    }

    @Test
    void aPlainTextAnswerIsReportedAsNotTls() {
        assertThatThrownBy(() -> receive("HTTP/1.1 400 Bad Request\r\n\r\n")).isInstanceOf(SSLHandshakeException.class);
        assertThat(failures)
                .singleElement()
                .returns("The server does not speak TLS", SSLException::getMessage)
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void theAlertIsStillSentAfterAFailure() throws SSLException {
        assertThatThrownBy(() -> receive("no TLS")).isInstanceOf(SSLException.class);
        assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
        engine.wrap(ByteBuffer.allocate(0), out);
        assertThat(out.flip().get()).isEqualTo((byte) 21);
        assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
    }

    @Test
    void dataAfterAFailureIsConsumedAndReportedAsClosed() throws SSLException {
        assertThatThrownBy(() -> receive("no TLS")).isInstanceOf(SSLException.class);
        engine.wrap(ByteBuffer.allocate(0), out);
        for (int i = 0; i < 3; i++) {
            var more = ByteBuffer.wrap("more".getBytes(US_ASCII));
            assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
            assertThat(engine.unwrap(more, in))
                    .returns(Status.CLOSED, r -> r.getStatus())
                    .returns(4, r -> r.bytesConsumed());
            assertThat(more.hasRemaining()).isFalse();
        }
        assertThat(engine.isInboundDone()).isTrue();
        assertThat(failures).hasSize(1);
    }

    @Test
    void nothingIsSentAfterAnAlertFromTheServer() {
        assertThatThrownBy(() -> engine.unwrap(ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 2, 40}), in))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("handshake_failure");
        assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
    }

    @Test
    void aFailedHandshakeCannotBeRestarted() {
        assertThatThrownBy(() -> receive("no TLS")).isInstanceOf(SSLException.class);
        assertThatThrownBy(engine::beginHandshake).isSameAs(failures.get(0));
    }

    @Test
    void anUnexpectedExceptionIsReportedAsAnSslException() throws GeneralSecurityException {
        var broken = SSLContext.getDefault().createSSLEngine();
        var other = new TlsEngine(broken, failures::add);
        assertThatThrownBy(other::beginHandshake)
                .isInstanceOf(SSLException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(failures).hasSize(1);
    }

    private void receive(String text) throws SSLException {
        engine.unwrap(ByteBuffer.wrap(text.getBytes(US_ASCII)), in);
    }
}
