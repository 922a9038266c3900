package rtc.muc.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import rtc.muc.RoomName;
import rtc.muc.internal.handshake.AccessPeriod;
import rtc.muc.internal.handshake.Renewal.Answer;
import rtc.muc.internal.handshake.Renewal.Outcome;

final class RenewalsTest {

    private static final String SECRET = "a secret of the tests, long enough for HS256";
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String SENDING = "\"permissions\":[\"send\"]";

    @Test
    void aNewTokenOfTheSameSubjectForTheSameRoomRenewsAccess() {
        assertThat(renewal("ada", "blue", 600, SENDING))
                .isEqualTo(Answer.renewed(new AccessPeriod(NOW.plusSeconds(600), NOW.plusSeconds(630))));
        assertThat(renewal("ada", "blue", 600, "\"x\":1").outcome()).isEqualTo(Outcome.RENEWED);
    }

    @Test
    void otherTokensDoNotRenewAccess() {
        assertThat(renewal("bob", "blue", 600, SENDING)).isEqualTo(Answer.unchanged(Outcome.FORBIDDEN));
        assertThat(renewal("ada", "red", 600, SENDING)).isEqualTo(Answer.unchanged(Outcome.FORBIDDEN));
        assertThat(renewal("ada", "blue", -31, SENDING)).isEqualTo(Answer.unchanged(Outcome.FORBIDDEN));
        assertThat(renewal("ada", "blue", 50_000, SENDING)).isEqualTo(Answer.unchanged(Outcome.FORBIDDEN));
        assertThat(renewal("ada", "blue", 600, "\"permissions\":[]")).isEqualTo(Answer.unchanged(Outcome.FORBIDDEN));
        assertThat(renewal("nonsense", Runnable::run)).containsExactly(Answer.unchanged(Outcome.FORBIDDEN));
        assertThat(renewal("x".repeat(5000), Runnable::run)).containsExactly(Answer.unchanged(Outcome.FORBIDDEN));
    }

    @Test
    void anObserverMayRenewWithMorePermissions() {
        TokenClaims observer = grant("ada", "blue", "\"permissions\":[]");

        assertThat(answers(observer, token("ada", "blue", 600, SENDING), Runnable::run))
                .extracting(Answer::outcome)
                .containsExactly(Outcome.RENEWED);
    }

    @Test
    void tokensAreCheckedByTheExecutorAndRefusedWhenItIsFull() {
        List<Runnable> tasks = new ArrayList<>();
        assertThat(renewal(token("ada", "blue", 600, SENDING), tasks::add)).isEmpty();
        assertThat(tasks).hasSize(1);

        assertThat(renewal(token("ada", "blue", 600, SENDING), task -> {
                    throw new RejectedExecutionException("full, for the test");
                }))
                .containsExactly(Answer.unchanged(Outcome.UNAVAILABLE));
    }

    @Test
    void renewedAccessIsCappedByOtherLimits() {
        List<Answer> answers = new ArrayList<>();
        new Renewals(reader(), Runnable::run)
                .of(grant("ada", "blue", SENDING), new RoomName("blue"))
                .cappedAt(new AccessPeriod(NOW.plusSeconds(300), NOW.plusSeconds(300)))
                .renew(token("ada", "blue", 600, SENDING), answers::add);

        assertThat(answers)
                .containsExactly(Answer.renewed(new AccessPeriod(NOW.plusSeconds(300), NOW.plusSeconds(300))));
    }

    private static Answer renewal(String subject, String room, int seconds, String more) {
        return renewal(token(subject, room, seconds, more), Runnable::run).get(0);
    }

    private static List<Answer> renewal(String token, Executor executor) {
        return answers(grant("ada", "blue", SENDING), token, executor);
    }

    private static List<Answer> answers(TokenClaims first, String token, Executor executor) {
        List<Answer> answers = new ArrayList<>();
        new Renewals(reader(), executor).of(first, new RoomName("blue")).renew(token, answers::add);
        return answers;
    }

    private static TokenClaims grant(String subject, String room, String more) {
        try {
            return reader().read(token(subject, room, 60, more));
        } catch (InvalidTokenException | KeysUnavailableException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static TokenReader reader() {
        TokenRules.Claims claims =
                new TokenRules.Claims(List.of(), List.of(), "room", Duration.ofHours(12), Duration.ofSeconds(30));
        List<TokenKey> secrets = List.of(SecretFile.key(SECRET));
        return new TokenReader(new JwtCodec(List.of(id -> secrets), List.of(), claims), claims, () -> NOW);
    }

    private static String token(String subject, String room, int seconds, String more) {
        return Jwt.hs256(
                json("{'sub':'%s','room':'%s','exp':%d,%s}")
                        .formatted(subject, room, NOW.getEpochSecond() + seconds, more),
                SECRET);
    }
}
