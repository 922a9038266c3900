package rtc.muc.internal.container.payara;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import org.junit.jupiter.api.Test;

final class TyrusUpgradeHandlerTest {

    private static final String LIKE_TYRUS = LikeTyrus.class.getName();

    @Test
    void aFrameMayBeALittleLargerThanAMessage() {
        LikeTyrus handler = new LikeTyrus();
        new TyrusUpgradeHandler(LIKE_TYRUS, 1000).accept(handler);

        assertThat(handler.bytes).isEqualTo(1000 + 64 * 1024);
        assertThat(handler.authenticated).isFalse();
    }

    @Test
    void theLargestMessageSizeDoesNotOverflow() {
        LikeTyrus handler = new LikeTyrus();
        new TyrusUpgradeHandler(LIKE_TYRUS, Integer.MAX_VALUE).accept(handler);

        assertThat(handler.bytes).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void withoutAMessageSizeLimitTheBufferSizeIsUnchanged() {
        LikeTyrus handler = new LikeTyrus();
        new TyrusUpgradeHandler(LIKE_TYRUS, 0).accept(handler);

        assertThat(handler.bytes).isEqualTo(-1);
        assertThat(handler.authenticated).isFalse();
    }

    @Test
    void otherHandlersAreUnchanged() {
        LikeTyrus another = new LikeTyrus();
        new TyrusUpgradeHandler(1000).accept(another);
        assertThat(another.bytes).isEqualTo(-1);
        assertThat(another.authenticated).isTrue();

        assertThatCode(() -> new TyrusUpgradeHandler(Changed.class.getName(), 1000).accept(new Changed()))
                .doesNotThrowAnyException();
    }

    /** Has the members of Tyrus' handler that the project uses. */
    public static final class LikeTyrus implements HttpUpgradeHandler {

        private int bytes = -1;
        private boolean authenticated = true;

        public void setIncomingBufferSize(int size) {
            bytes = size;
        }

        @Override
        public void init(WebConnection connection) {}

        @Override
        public void destroy() {}
    }

    private static final class Changed implements HttpUpgradeHandler {

        @Override
        public void init(WebConnection connection) {}

        @Override
        public void destroy() {}
    }
}
