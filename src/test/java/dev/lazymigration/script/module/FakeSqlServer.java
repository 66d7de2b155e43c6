package dev.lazymigration.script.module;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Speaks as much of SQL Server's protocol (MS-TDS) as it takes to let the driver in and to give it one answer to all
 * requests, without encryption. It shows what the driver sends, not what a server would make of it.
 */
final class FakeSqlServer implements AutoCloseable {

    private static final int ATTENTION = 6;
    private static final int LOGIN = 16;
    private static final int PRELOGIN = 18;

    /** A message from the driver: its type, the status bits of its first packet, and its bytes. */
    record Message(int type, int status, byte[] bytes) {

        boolean isAttention() {
            return type == ATTENTION;
        }

        /** Whether the driver asks the server to reset the connection first. */
        boolean resets() {
            return (status & 8) != 0;
        }

        boolean holds(String text) {
            return new String(bytes, StandardCharsets.ISO_8859_1)
                    .contains(new String(utf16(text), StandardCharsets.ISO_8859_1));
        }
    }

    private final List<Message> requests = new CopyOnWriteArrayList<>();
    private final FakeServer server;
    private final byte[] login;
    private final byte[] answer;

    private FakeSqlServer(byte[] login, byte[] answer) {
        this.login = login;
        this.answer = answer;
        this.server = FakeServer.that(this::talk);
    }

    /** @param answer tokens, or nothing for a server that never answers a request */
    static FakeSqlServer answering(byte[]... answer) {
        return new FakeSqlServer(welcome(), joined(answer));
    }

    static FakeSqlServer refusingLogins() {
        return new FakeSqlServer(joined(error(18456, "Login failed for user 'sa'."), done(0xfd, 2, 0)), new byte[0]);
    }

    int port() {
        return server.port();
    }

    /** The messages after the login. */
    List<Message> requests() {
        return requests;
    }

    private void talk(InputStream in, OutputStream out) throws IOException {
        while (true) {
            Message message = read(in);
            if (message.type() == PRELOGIN) {
                // Version 16, and that there is no encryption.
                send(out, new byte[] {0, 0, 11, 0, 6, 1, 0, 17, 0, 1, (byte) 0xff, 16, 0, 3, (byte) 0xe8, 0, 0, 2});
            } else if (message.type() == LOGIN) {
                send(out, login);
            } else {
                requests.add(message);
                if (message.isAttention()) {
                    send(out, done(0xfd, 0x20, 0));
                } else if (answer.length > 0) {
                    send(out, answer);
                }
            }
        }
    }

    private static Message read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int status = -1;
        while (true) {
            byte[] head = in.readNBytes(8);
            if (head.length < 8) {
                throw new IOException("closed");
            }
            status = status < 0 ? head[1] : status;
            bytes.writeBytes(in.readNBytes(((head[2] & 0xff) << 8 | head[3] & 0xff) - 8));
            if ((head[1] & 1) != 0) {
                return new Message(head[0], status, bytes.toByteArray());
            }
        }
    }

    private static void send(OutputStream out, byte[] tokens) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(8 + tokens.length);
        packet.put((byte) 4).put((byte) 1).putShort((short) packet.capacity()).putInt(0x00010100);
        out.write(packet.put(tokens).array());
        out.flush();
    }

    private static byte[] welcome() {
        byte[] collation = {(byte) 0xe3, 8, 0, 7, 5, 9, 4, (byte) 0xd0, 0, 0x34, 0};
        byte[] name = utf16("Microsoft SQL Server");
        ByteBuffer ack = ByteBuffer.allocate(3 + 10 + name.length).order(ByteOrder.LITTLE_ENDIAN);
        ack.put((byte) 0xad).putShort((short) (10 + name.length)).put(new byte[] {1, 0x74, 0, 0, 4});
        ack.put((byte) (name.length / 2)).put(name).put(new byte[] {16, 0, 3, (byte) 0xe8});
        return joined(collation, ack.array(), done(0xfd, 0, 0));
    }

    /** A result with one row: a number and a text. */
    static byte[] row(String first, int number, String second, String text) {
        ByteArrayOutputStream tokens = new ByteArrayOutputStream();
        tokens.writeBytes(new byte[] {(byte) 0x81, 2, 0});
        tokens.writeBytes(new byte[] {0, 0, 0, 0, 9, 0, 0x26, 4});
        tokens.writeBytes(shortText(first));
        tokens.writeBytes(new byte[] {0, 0, 0, 0, 9, 0, (byte) 0xe7, (byte) 200, 0, 9, 4, (byte) 0xd0, 0, 0x34});
        tokens.writeBytes(shortText(second));
        byte[] value = utf16(text);
        ByteBuffer row = ByteBuffer.allocate(8 + value.length).order(ByteOrder.LITTLE_ENDIAN);
        row.put((byte) 0xd1)
                .put((byte) 4)
                .putInt(number)
                .putShort((short) value.length)
                .put(value);
        tokens.writeBytes(row.array());
        return tokens.toByteArray();
    }

    /** DONEINPROC with a number of rows, after which more comes. */
    static byte[] counted(int rows) {
        return done(0xff, 0x11, rows);
    }

    static byte[] returned(int status) {
        ByteBuffer token = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
        return token.put((byte) 0x79).putInt(status).array();
    }

    /** RETURNVALUE: what became of an output parameter, as text. */
    static byte[] output(int ordinal, String name, String text) {
        byte[] value = utf16(text);
        ByteArrayOutputStream token = new ByteArrayOutputStream();
        token.writeBytes(new byte[] {(byte) 0xac, (byte) ordinal, 0});
        token.writeBytes(shortText(name));
        token.writeBytes(new byte[] {1, 0, 0, 0, 0, 0, 0, (byte) 0xe7, 64, 31, 9, 4, (byte) 0xd0, 0, 0x34});
        token.writeBytes(new byte[] {(byte) value.length, 0});
        token.writeBytes(value);
        return token.toByteArray();
    }

    static byte[] end() {
        return done(0xfe, 0, 0);
    }

    static byte[] failed() {
        return done(0xfe, 2, 0);
    }

    static byte[] error(int number, String text) {
        return message(0xaa, number, 16, text);
    }

    static byte[] printed(String text) {
        return message(0xab, 0, 0, text);
    }

    private static byte[] message(int token, int number, int severity, String text) {
        byte[] value = utf16(text);
        ByteBuffer message = ByteBuffer.allocate(17 + value.length).order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) token).putShort((short) (14 + value.length)).putInt(number);
        message.put((byte) 1)
                .put((byte) severity)
                .putShort((short) text.length())
                .put(value);
        return message.put((byte) 0).put((byte) 0).putInt(1).array();
    }

    private static byte[] done(int token, int status, long rows) {
        ByteBuffer done = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
        return done.put((byte) token)
                .putShort((short) status)
                .putShort((short) 0xc1)
                .putLong(rows)
                .array();
    }

    private static byte[] shortText(String text) {
        return joined(new byte[] {(byte) text.length()}, utf16(text));
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        server.close();
    }
}
