package dev.lazymigration.script.module;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mariadb.jdbc.Statement;
import org.mariadb.jdbc.client.Column;
import org.mariadb.jdbc.client.ColumnDecoder;
import org.mariadb.jdbc.client.Completion;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.client.ReadableByteBuf;
import org.mariadb.jdbc.client.impl.StandardReadableByteBuf;
import org.mariadb.jdbc.client.socket.Reader;
import org.mariadb.jdbc.client.socket.Writer;
import org.mariadb.jdbc.client.util.ClosableLock;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.message.ClientMessage;
import org.mariadb.jdbc.message.server.OkPacket;
import org.mariadb.jdbc.message.server.PrepareResultPacket;

/**
 * One command to a MySQL or MariaDB server, and the results that it answers.
 *
 * <p>It goes through the driver's protocol layer, below JDBC: JDBC rewrites the text and the values, and does not say
 * how many rows matched and how many changed. And the driver's own commands send the server a file of this machine when
 * the text and the server agree on its name, whatever its options say; a script may well be the author of both.
 */
final class MySqlCommand implements ClientMessage {

    /** More columns than any table can have. */
    private static final int MOST_COLUMNS = 4096;

    private final Payload payload;
    private final Kind kind;
    private final MySqlResults results = new MySqlResults();

    private MySqlCommand(Kind kind, Payload payload) {
        this.kind = kind;
        this.payload = payload;
    }

    /** COM_QUERY: values come as text. */
    static MySqlCommand query(String text) {
        return new MySqlCommand(Kind.QUERY, writer -> {
            writer.writeByte(0x03);
            writer.writeString(text);
        });
    }

    /** COM_STMT_PREPARE: its completion is a {@link PrepareResultPacket}. */
    static MySqlCommand prepare(String text) {
        return new MySqlCommand(Kind.PREPARE, writer -> {
            writer.writeByte(0x16);
            writer.writeString(text);
        });
    }

    /** COM_STMT_EXECUTE of a prepared statement. */
    static MySqlCommand execute(int statement, List<?> values) {
        MySqlParameters parameters = new MySqlParameters(values);
        return new MySqlCommand(Kind.EXECUTE, writer -> parameters.write(writer, statement));
    }

    /** One for each statement that was run. */
    List<Map<String, Object>> results() {
        return results.all();
    }

    @Override
    public int encode(Writer writer, Context context) throws IOException {
        writer.initPacket();
        payload.write(writer);
        writer.flush();
        return 1;
    }

    @Override
    public boolean binaryProtocol() {
        return kind == Kind.EXECUTE;
    }

    @Override
    public Completion readPacket(
            Statement statement,
            int fetchSize,
            long maxRows,
            int concurrency,
            int type,
            boolean closeOnCompletion,
            Reader reader,
            Writer writer,
            Context context,
            ExceptionFactory failures,
            ClosableLock lock,
            boolean trace,
            ClientMessage message,
            Consumer<String> redirect)
            throws IOException, SQLException {
        ReadableByteBuf packet = reader.readReusablePacket(trace);
        switch (packet.getUnsignedByte()) {
            case 0x00 -> {
                if (kind == Kind.PREPARE) {
                    return new PrepareResultPacket(packet, reader, context);
                }
                results.add(OkPacket.parseWithInfo(packet, context), context);
            }
            case 0xff -> throw failure(packet, failures);
            case 0xfb -> throw new IOException("The server asked for a file");
            default -> readRows(packet, reader, context, failures);
        }
        return results;
    }

    private void readRows(ReadableByteBuf header, Reader reader, Context context, ExceptionFactory failures)
            throws IOException, SQLException {
        int count = header.readIntLengthEncodedNotNull();
        if (count < 1 || count > MOST_COLUMNS) {
            throw new IOException("The server announced " + count + " columns");
        }
        ColumnDecoder[] columns = new ColumnDecoder[count];
        for (int i = 0; i < count; i++) {
            columns[i] =
                    context.getColumnDecoderFunction().apply(new StandardReadableByteBuf(reader.readPacket(false)));
        }
        if (!context.isEofDeprecated()) {
            reader.skipPacket();
        }
        MySqlRow row = new MySqlRow(columns, binaryProtocol(), context);
        results.begin(List.<Column>of(columns));
        while (true) {
            // The reusable packet would hold no more than the first 16 MB of a row.
            ReadableByteBuf packet = new StandardReadableByteBuf(reader.readPacket(false));
            int first = packet.getUnsignedByte();
            if (first == 0xff) {
                throw failure(packet, failures);
            }
            if (first == 0xfe && isEnd(packet, context)) {
                readEnd(packet, context);
                results.end();
                return;
            }
            results.add(row.read(packet));
        }
    }

    private static boolean isEnd(ReadableByteBuf packet, Context context) {
        return packet.readableBytes() < (context.isEofDeprecated() ? 0xffffff : 8);
    }

    private static void readEnd(ReadableByteBuf packet, Context context) {
        packet.skip();
        if (context.isEofDeprecated()) {
            packet.readLongLengthEncodedNotNull();
            packet.readLongLengthEncodedNotNull();
            context.setServerStatus(packet.readUnsignedShort());
            context.setWarning(packet.readUnsignedShort());
        } else {
            context.setWarning(packet.readUnsignedShort());
            context.setServerStatus(packet.readUnsignedShort());
        }
    }

    /** The driver's {@code ErrorPacket} logs the message, which quotes the text of the query. */
    private static SQLException failure(ReadableByteBuf packet, ExceptionFactory failures) {
        packet.skip();
        int number = packet.readUnsignedShort();
        String state = "HY000";
        if (packet.readableBytes() > 5 && packet.getByte() == '#') {
            packet.skip();
            state = packet.readAscii(5);
        }
        return failures.create(packet.readStringEof(), state, number);
    }

    private enum Kind {
        QUERY,
        PREPARE,
        EXECUTE
    }

    private interface Payload {
        void write(Writer writer) throws IOException;
    }
}
