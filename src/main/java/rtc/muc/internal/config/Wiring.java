package rtc.muc.internal.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.ConfigProvider;
import rtc.muc.internal.application.CdiObservers;
import rtc.muc.internal.application.ObserverThread;
import rtc.muc.internal.cluster.ClusterPublisher;
import rtc.muc.internal.container.payara.MaxMessageSize;
import rtc.muc.internal.container.payara.SessionTimer;
import rtc.muc.internal.container.wildfly.Undertow;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.ice.IceServers;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.room.MessageEncoder;
import rtc.muc.internal.room.RoomPublisher;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.websocket.ClientMessageDecoder;
import rtc.muc.internal.websocket.SessionRegistry;

/** Creates the parts of the server, each once for the application. */
@ApplicationScoped
public class Wiring {

    /** For the container. */
    public Wiring() {}

    @Produces
    @Singleton
    static SettingsReader settingsReader() {
        return new SettingsReader(key ->
                ConfigProvider.getConfig().getOptionalValue(key, String.class).filter(text -> !text.isBlank()));
    }

    @Produces
    @Singleton
    static Settings settings(SettingsReader reader) {
        return Settings.read(reader);
    }

    @Produces
    @Singleton
    static IceServers iceServers(Settings settings) {
        return new IceServers(settings.iceServers(), InstantSource.system());
    }

    @Produces
    @Singleton
    static SessionTimer payaraTimer(Settings settings) {
        return settings.payaraTimer();
    }

    @Produces
    @Singleton
    static MaxMessageSize largestMessage(Settings settings) {
        return new MaxMessageSize(settings.connection().messageBytes());
    }

    @Produces
    @Singleton
    static MessageCodec codec(Settings settings) {
        return new MessageCodec(settings.messages());
    }

    static void close(@Disposes MessageCodec codec) {
        codec.close();
    }

    @Produces
    @Singleton
    static CdiObservers observers(BeanManager beans, RequestContextController requests, LimitedLogs logs) {
        return new CdiObservers(beans, requests, logs);
    }

    @Produces
    @Singleton
    static ObserverThread observerThread(MessageCodec codec, CdiObservers observers, Settings settings) {
        return new ObserverThread(codec, observers, settings.observerQueue());
    }

    @Produces
    @Singleton
    static ClusterPublisher clusterPublisher() {
        return new ClusterPublisher();
    }

    @Produces
    @Singleton
    static ClusterStart clusterStart(Settings settings, ClusterPublisher publisher, LimitedLogs logs) {
        return new ClusterStart(settings.cluster(), publisher, logs);
    }

    @Produces
    @Singleton
    static Rooms rooms(
            MessageEncoder encoding, Settings settings, ObserverThread observers, ClusterPublisher publisher) {
        return new Rooms(
                encoding,
                () -> UUID.randomUUID().toString(),
                InstantSource.system(),
                System::nanoTime,
                settings.rooms(),
                observers,
                settings.cluster().on() ? publisher : RoomPublisher.NONE);
    }

    @Produces
    @Singleton
    static SessionRegistry sessions(
            Rooms rooms,
            MessageEncoder encoding,
            ClientMessageDecoder decoder,
            Settings settings,
            Admissions admissions,
            IceServers iceServers) {
        return new SessionRegistry(
                rooms,
                encoding,
                decoder,
                settings.connection(),
                settings.liveness(),
                settings.logout(),
                System::nanoTime,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextDouble(),
                admissions,
                iceServers,
                settings.resuming(),
                new Undertow());
    }
}
