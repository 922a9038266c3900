package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.unnoticed.Unnoticed;
import rtc.wire.Handshake;

/** Applications that cannot do what their descriptor or settings require: they must provide no rooms. */
@ExtendWith(ArquillianExtension.class)
@Timeout(180)
final class FailingStartIT {

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    Deployer deployer;

    @Deployment(testable = false, managed = false, name = "without fragments")
    static Archive<?> withoutFragments() {
        return named("ordering.war", LoginApplication.war("", "<absolute-ordering/>", "muc.guarded-paths = /own"));
    }

    @Deployment(testable = false, managed = false, name = "token without a key")
    static Archive<?> tokenWithoutKey() {
        return named("token.war", Deployed.war("muc.access = token\nmuc.token-secret =\n"));
    }

    @Deployment(testable = false, managed = false, name = "policy that is no bean")
    static Archive<?> policyThatIsNoBean() {
        return named("policy.war", Deployed.war("muc.access = policy").addClass(Unnoticed.class));
    }

    @Deployment(testable = false, managed = false, name = "cluster without JGroups")
    static Archive<?> clusterWithoutJGroups() {
        return named("cluster.war", Deployed.war("muc.cluster = on"));
    }

    @Test
    void aClusterWithoutJGroupsFailsTheStart() throws Exception {
        fails("cluster without JGroups", "Setting muc.cluster is on, but this server has no JGroups");
    }

    @Test
    void aDescriptorThatOmitsTheFragmentFailsTheStart() throws Exception {
        fails("without fragments", "<absolute-ordering>", "mucSignaling", "<others/>");
        assertThat(Handshake.with(Deployed.ws(), "/own/a").status()).isEqualTo(404);
    }

    @Test
    void tokensWithoutAKeyFailTheStart() throws Exception {
        fails("token without a key", "Setting muc.access is token, but no key of room tokens is set");
    }

    @Test
    void aPolicyThatIsNotABeanFailsTheStart() throws Exception {
        fails("policy that is no bean", "Setting muc.access is policy, but no bean is an rtc.muc.AccessPolicy");
    }

    /** Archives of one test class must have different names. */
    private static Archive<?> named(String name, Archive<?> archive) {
        return ShrinkWrap.create(WebArchive.class, name).merge(archive);
    }

    /**
     * Asserts that a deployment fails. On Payara, the exception is not checked, because the adapter does not report
     * failures.
     */
    private void fails(String deployment, String... why) throws IOException {
        Throwable failure = catchThrowable(() -> deployer.deploy(deployment));
        if (!Deployed.isOnPayara()) {
            assertThat(failure).hasMessageContaining(why[0]);
        }
        assertThat(Handshake.with(Deployed.ws(), "/muc/a").status()).isIn(404, 500);
        assertThat(Deployed.log()).contains(why);
        var unused = catchThrowable(() -> deployer.undeploy(deployment));
    }
}
