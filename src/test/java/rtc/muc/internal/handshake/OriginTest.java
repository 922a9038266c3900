package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.org, https, example.org, 443",
        "https://example.org:443, https, example.org, 443",
        "HTTP://Example.ORG, http, example.org, 80",
        "http://example.org:8080, http, example.org, 8080",
        "http://[2001:DB8::1]:8080, http, [2001:db8::1], 8080",
        "capacitor://localhost, capacitor, localhost, -1",
        "chrome-extension://abcdef, chrome-extension, abcdef, -1"
    })
    void anOriginConsistsOfSchemeHostAndPort(String value, String scheme, String host, int port) {
        assertThat(Origin.of(value)).contains(new Origin(scheme, host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "NULL",
                "example.org",
                "https://",
                "https://example.org/",
                "https://example.org/path",
                "https://ada@example.org",
                "https://example.org:",
                "https://example.org:123456",
                "https://example.org:65536",
                "https://example.org https://example.com",
                "https://example.org, https://example.com",
                "https://ex ample.org",
                "https://exa\u0000mple.org",
                "https://example.org\n",
                "://example.org",
                "https://[::1",
                " https://example.org"
            })
    void otherTextsAreNotOrigins(String value) {
        assertThat(Origin.of(value)).isEmpty();
    }
}
