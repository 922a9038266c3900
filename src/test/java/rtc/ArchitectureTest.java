package rtc;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;

/**
 * The allowed dependencies between packages, and other rules for the code without its tests.
 *
 * <pre>
 * rtc.muc: the API for applications, which depends on no other package of the project.
 * The other packages of the server are in rtc.muc.internal:
 *
 * websocket, application ─► handshake ─┐
 * cluster ─────────────────────────────┼─► room ─► protocol, limits ─► address
 *
 * handshake ─► container.backpressure ─► container ◄─ container.wildfly ─► websocket      container.payara ─► handshake
 * metrics ─► websocket, handshake, cluster, room: only reads their state
 * config ─► all of these                     page        rtc.signaling (the client)
 * </pre>
 */
@AnalyzeClasses(packages = "rtc", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String SERVER = "rtc.muc..";
    private static final String API = "rtc.muc";
    private static final String PROTOCOL = "rtc.muc.internal.protocol..";
    private static final String ROOM = "rtc.muc.internal.room..";
    private static final String LIMITS = "rtc.muc.internal.limits..";
    private static final String HANDSHAKE = "rtc.muc.internal.handshake..";
    private static final String CONTAINER = "rtc.muc.internal.container";
    private static final String UPGRADE = "rtc.muc.internal.container.backpressure..";
    private static final String INTERNAL = "rtc.muc.internal..";
    private static final String ADDRESS = "rtc.muc.internal.address..";
    private static final String WEBSOCKET = "rtc.muc.internal.websocket..";
    private static final String CLUSTER = "rtc.muc.internal.cluster..";
    private static final String JGROUPS = "rtc.muc.internal.cluster.jgroups..";
    private static final String PAYARA = "rtc.muc.internal.container.payara..";
    private static final String METRICS = "rtc.muc.internal.metrics..";
    private static final String CONFIG = "rtc.muc.internal.config..";
    private static final String CLIENT = "rtc.signaling..";

    private static final DescribedPredicate<JavaClass> PLAIN_JAVA =
            resideInAnyPackage("java..", "jakarta.json..", "org.jspecify..", "com.google.errorprone.annotations..");

    private static final DescribedPredicate<JavaClass> MADE_BY_THE_CONTAINER = describe(
            "made by the container",
            type -> type.isAnnotatedWith(ServerEndpoint.class)
                    || type.isAnnotatedWith(WebListener.class)
                    || type.isAssignableTo(Filter.class)
                    || type.isAssignableTo(ServletContextListener.class)
                    || type.isAssignableTo(HttpServlet.class)
                    || type.isAssignableTo(Encoder.class)
                    || type.isAssignableTo(Decoder.class)
                    || type.isAssignableTo(ServerEndpointConfig.Configurator.class));

    private static final DescribedPredicate<JavaClass> EXTENDING_OURS =
            describe("extending a class of ours", type -> type.getRawSuperclass()
                    .filter(parent -> parent.getPackageName().startsWith("rtc."))
                    .isPresent());

    private static final DescribedPredicate<JavaClass> MUTABLE = resideInAPackage("java.util.concurrent.atomic")
            .or(assignableTo(ConcurrentMap.class))
            .or(assignableTo(Executor.class))
            .or(assignableTo(Lock.class))
            .or(assignableTo(Thread.class))
            .or(assignableTo(ThreadLocal.class))
            .or(describe("arrays", JavaClass::isArray))
            .as("mutable");

    @ArchTest
    static final ArchRule protocolDependsOnNoOtherProjectPackage = classes()
            .that()
            .resideInAPackage(PROTOCOL)
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("rtc..")).or(resideInAPackage(PROTOCOL)));

    @ArchTest
    static final ArchRule roomDependsOnlyOnPlainJavaAndLowerPackages = classes()
            .that()
            .resideInAPackage(ROOM)
            .should()
            .onlyDependOnClassesThat(PLAIN_JAVA.or(resideInAnyPackage(API, ROOM, PROTOCOL, LIMITS, ADDRESS)));

    @ArchTest
    static final ArchRule limitsDependOnlyOnPlainJavaAndAddresses = classes()
            .that()
            .resideInAPackage(LIMITS)
            .should()
            .onlyDependOnClassesThat(PLAIN_JAVA.or(resideInAnyPackage(LIMITS, ADDRESS)));

    @ArchTest
    static final ArchRule apiDoesNotDependOnInternalPackages = noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INTERNAL);

    @ArchTest
    static final ArchRule websocketDoesNotDependOnCluster = noClasses()
            .that()
            .resideInAPackage(WEBSOCKET)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLUSTER);

    /** Adapters for containers implement {@code websocket.SessionAdapter} instead. */
    @ArchTest
    static final ArchRule websocketDoesNotDependOnContainerPackages = noClasses()
            .that()
            .resideInAPackage(WEBSOCKET)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CONTAINER + "..");

    @ArchTest
    static final ArchRule clusterDoesNotDependOnWebsocket = noClasses()
            .that()
            .resideInAPackage(CLUSTER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(WEBSOCKET);

    @ArchTest
    static final ArchRule backpressureDependsOnlyOnTheSharedContainerPackage = classes()
            .that()
            .resideInAPackage(UPGRADE)
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("rtc..")).or(resideInAnyPackage(UPGRADE, CONTAINER)));

    @ArchTest
    static final ArchRule payaraDependsOnlyOnHandshake = classes()
            .that()
            .resideInAPackage(PAYARA)
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("rtc..")).or(resideInAnyPackage(PAYARA, HANDSHAKE)));

    @ArchTest
    static final ArchRule noOtherPackageDependsOnConfig = noClasses()
            .that()
            .resideOutsideOfPackage(CONFIG)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CONFIG);

    @ArchTest
    static final ArchRule onlyConfigKnowsMetrics = noClasses()
            .that()
            .resideOutsideOfPackages(METRICS, CONFIG)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(METRICS);

    @ArchTest
    static final ArchRule metricsKnowTheirSourcesAlone = classes()
            .that()
            .resideInAPackage(METRICS)
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("rtc.."))
                    .or(resideInAnyPackage(METRICS, API, ROOM, WEBSOCKET, HANDSHAKE))
                    .or(resideInAnyPackage("rtc.muc.internal.cluster", "rtc.muc.internal.cluster.node")));

    @ArchTest
    static final ArchRule onlyMetricsKnowJmx = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .and()
            .resideOutsideOfPackage(METRICS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.management..");

    @ArchTest
    static final ArchRule onlyTwoClassesDependOnTheOptionalTokenLibrary = noClasses()
            .that()
            .haveNameNotMatching("rtc\\.muc\\.internal\\.token\\.(JwtCodec|JwkSet)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule onlyOnePackageDependsOnTheOptionalJGroups = noClasses()
            .that()
            .resideOutsideOfPackage(JGROUPS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jgroups..");

    @ArchTest
    static final ArchRule linksDependOnlyOnPlainJavaClusterAndRooms = classes()
            .that()
            .resideInAnyPackage("rtc.muc.internal.cluster", "rtc.muc.internal.cluster.node")
            .should()
            .onlyDependOnClassesThat(PLAIN_JAVA.or(resideInAnyPackage(API, CLUSTER, ROOM, PROTOCOL, LIMITS, ADDRESS)));

    @ArchTest
    static final ArchRule serverDoesNotDependOnTheClient = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, "org.glassfish..");

    @ArchTest
    static final ArchRule clientDependsOnlyOnPlainJavaWebSocketAndTyrus = classes()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .onlyDependOnClassesThat(PLAIN_JAVA.or(
                    resideInAnyPackage(CLIENT, "javax.net.ssl..", "jakarta.websocket..", "org.glassfish.tyrus..")));

    /** On a server, the client uses the server's WebSocket container and must not need Tyrus. */
    @ArchTest
    static final ArchRule onlyTheTyrusClassesOfTheClientNeedTyrus = noClasses()
            .that()
            .resideInAPackage(CLIENT)
            .and()
            .haveNameNotMatching("rtc\\.signaling\\.(Tyrus\\w*|tyrus\\.\\w+)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.glassfish..");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("rtc.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noNamedClassExtendsAnotherOfOurs =
            noClasses().that().areNotAnonymousClasses().should(be(EXTENDING_OURS));

    @ArchTest
    static final ArchRule staticFieldsAreFinal = fields().that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule serverHasNoStaticState = noFields()
            .that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage(SERVER)
            .should()
            .haveRawType(MUTABLE);

    @ArchTest
    static final ArchRule onlyClassesMadeByTheContainerHaveInjectedFields = fields().that()
            .areAnnotatedWith(Inject.class)
            .or()
            .areAnnotatedWith(Resource.class)
            .should()
            .beDeclaredInClassesThat(MADE_BY_THE_CONTAINER);

    @ArchTest
    static final ArchRule nothingIsSerialized = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Serializable.class);

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule logsGoToTheSystemLogger =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging");
}
