package dev.lazymigration.script.module;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;

/**
 * {@code host.mongo}: {@code connect(uri, options)} gives a handle and {@code close(handle)} takes it back;
 * {@code find} and {@code aggregate} give a handle for their results, which {@code more} reads in batches;
 * {@code write} writes and {@code command} does everything else. Documents go both ways as canonical MongoDB Extended
 * JSON (version 2); {@code internal/bson.js} knows the types.
 */
final class MongoModule implements HostModule {

    private final MongoPools pools;

    MongoModule(MongoPools pools) {
        this.pools = pools;
    }

    @Override
    public String name() {
        return "mongo";
    }

    @Override
    public List<String> functions() {
        return List.of("connect", "close", "find", "aggregate", "more", "discard", "write", "command");
    }

    @Override
    public Object call(String function, List<Object> values, HostCall call) throws HostException {
        Arguments arguments = new Arguments(values);
        return switch (function) {
            case "connect" -> {
                Object options = arguments.at(1);
                MongoTarget target =
                        MongoTarget.of(arguments.text(0, "uri"), options instanceof Map<?, ?> map ? map : Map.of());
                yield call.keep(pools.borrow(target, call.deadline()));
            }
            case "close", "discard" -> {
                close(call, arguments.at(0));
                yield null;
            }
            case "find" -> call.keep(collection(arguments, call).find(document(arguments, 3), call.deadline()));
            case "aggregate" ->
                call.keep(collection(arguments, call).aggregate(document(arguments, 3), call.deadline()));
            case "more" ->
                call.kept(arguments.at(0), MongoResults.class)
                        .more(call.deadline())
                        .orElse(null);
            case "write" ->
                collection(arguments, call)
                        .write(document(arguments, 3), call.deadline())
                        .toJson(MongoText.CANONICAL);
            case "command" ->
                call.kept(arguments.at(0), MongoSession.class)
                        .command(arguments.text(1, "database"), document(arguments, 2), call.deadline())
                        .toJson(MongoText.CANONICAL);
            default -> throw HostException.broken("No such function: mongo." + function);
        };
    }

    private static MongoSession.Named collection(Arguments arguments, HostCall call) throws HostException {
        return call.kept(arguments.at(0), MongoSession.class)
                .collection(arguments.text(1, "database"), arguments.text(2, "collection"));
    }

    private static BsonDocument document(Arguments arguments, int index) throws HostException {
        return MongoText.document(arguments.text(index, "document"));
    }

    private static void close(HostCall call, Object handle) throws HostException {
        try {
            call.kept(handle, AutoCloseable.class).close();
        } catch (HostException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Neither connections nor results throw when they are closed", e);
        }
        call.release(handle);
    }
}
