package rtc.muc.internal.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import rtc.muc.AccessPolicy;
import rtc.muc.internal.token.Tokens;

/** Logs at the start who may join, and warns about likely mistakes. */
@ApplicationScoped
class StartReport {

    private static final System.Logger LOG = System.getLogger(StartReport.class.getName());

    private final Settings settings;
    private final SettingsReader reader;
    private final Tokens tokens;
    private final Instance<AccessPolicy> policies;

    /** For the container, which needs this constructor to create a proxy. */
    @SuppressWarnings("NullAway")
    StartReport() {
        this(null, null, null, null);
    }

    @Inject
    StartReport(Settings settings, SettingsReader reader, Tokens tokens, Instance<AccessPolicy> policies) {
        this.settings = settings;
        this.reader = reader;
        this.tokens = tokens;
        this.policies = policies;
    }

    void log(ServletContext context) {
        List<String> known = reader.settings().stream().map(Setting::key).toList();
        SettingWarnings.of(ConfigProvider.getConfig()).words(known).forEach(words -> LOG.log(Level.WARNING, words));
        List<String> beans = policies.handlesStream()
                .map(handle -> handle.getBean().getBeanClass().getName())
                .toList();
        if (beans.isEmpty()) {
            PolicyClassInitializer.of(context).forEach(StartReport::warnOfPolicy);
        }
        LOG.log(
                Level.INFO,
                new AccessSummary(
                                settings.access(),
                                tokens.check().isPresent(),
                                beans,
                                settings.origins(),
                                reader.unlimited())
                        .words());
    }

    private static void warnOfPolicy(String name) {
        LOG.log(
                Level.WARNING,
                "The class {0} implements AccessPolicy but is not a bean, so it is never called: annotate it with @ApplicationScoped",
                name);
    }
}
