package dev.lazymigration.script.module;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server that speaks MongoDB's wire protocol and remembers what it was asked to do. */
final class LegacyMongo implements AutoCloseable {

    private final List<Document> commands = new CopyOnWriteArrayList<>();
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);
    private final MongoServer server;
    private volatile String hanging = "";

    private LegacyMongo(int port, Optional<LegacyCertificate> certificate) {
        server = new MongoServer(new MemoryBackend() {
            @Override
            public Document handleMessage(MongoMessage message) {
                Document command = message.getDocument();
                commands.add(command);
                if (command.containsKey("saslStart")) {
                    return refusal();
                }
                if (command.containsKey(hanging)) {
                    hang();
                }
                return super.handleMessage(message);
            }

            @Override
            public Document handleCommand(Channel channel, String database, String command, Document query) {
                channels.add(channel);
                return super.handleCommand(channel, database, command, query);
            }

            @Override
            public void handleClose(Channel channel) {
                channels.remove(channel);
                super.handleClose(channel);
            }
        });
        certificate.ifPresent(with -> server.enableSsl(with.key(), null, with.certificate()));
        server.bind("localhost", port);
    }

    static LegacyMongo launch() {
        return launchOn(0);
    }

    /** @param port zero for any */
    static LegacyMongo launchOn(int port) {
        return new LegacyMongo(port, Optional.empty());
    }

    static LegacyMongo launchWith(LegacyCertificate certificate) {
        return new LegacyMongo(0, Optional.of(certificate));
    }

    String uri(String database) {
        return "mongodb://localhost:" + port() + "/" + database;
    }

    int port() {
        return server.getLocalAddress().getPort();
    }

    /** Fills a collection with equal documents. */
    void insert(String database, String collection, int number, String text) {
        try (MongoClient client = MongoClients.create(uri(database))) {
            for (int i = 0; i < number; i++) {
                client.getDatabase(database).getCollection(collection).insertOne(new org.bson.Document("text", text));
            }
        }
    }

    /** From now on this command is never answered. */
    void hangOn(String command) {
        hanging = command;
    }

    /** The commands with this name that arrived. */
    List<Document> commands(String name) {
        return commands.stream().filter(command -> command.containsKey(name)).toList();
    }

    /** How many connections are open on which the driver has introduced itself. */
    int connections() {
        return channels.size();
    }

    void awaitConnections(int number) throws InterruptedException {
        while (connections() > number) {
            Thread.sleep(20);
        }
    }

    /** As a server answers to a wrong password; this one knows none. */
    private static Document refusal() {
        return new Document("ok", 0)
                .append("errmsg", "Authentication failed.")
                .append("code", 18)
                .append("codeName", "AuthenticationFailed");
    }

    private void hang() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.shutdownNow();
    }
}
