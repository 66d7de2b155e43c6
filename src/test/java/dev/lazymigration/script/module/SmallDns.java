package dev.lazymigration.script.module;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A name server that knows one SRV record (RFC 2782), and of all other names that they do not exist. */
final class SmallDns implements AutoCloseable {

    private static final int SRV = 33;
    private static final int NO_SUCH_NAME = 3;
    private static final int HEADER = 12;

    private final DatagramSocket socket;
    private final String name;
    private final String target;
    private final int port;

    private SmallDns(String name, String target, int port) throws SocketException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.name = name;
        this.target = target;
        this.port = port;
    }

    static SmallDns launch(String name, String target, int port) throws IOException {
        SmallDns dns = new SmallDns(name, target, port);
        Thread thread = new Thread(dns::serve, "small-dns");
        thread.setDaemon(true);
        thread.start();
        return dns;
    }

    /** As JNDI takes it. */
    String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            DatagramPacket question = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(question);
                byte[] answer = answer(Arrays.copyOf(buffer, question.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException e) {
                return;
            }
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        StringBuilder asked = new StringBuilder();
        int at = HEADER;
        while (question[at] != 0) {
            asked.append(asked.isEmpty() ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
            at += question[at] + 1;
        }
        int type = (question[at + 1] & 0xff) << 8 | question[at + 2] & 0xff;
        int end = at + 5;
        boolean known = asked.toString().equalsIgnoreCase(name) && type == SRV;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(known ? 0x8180 : 0x8180 | NO_SUCH_NAME);
        out.writeShort(1);
        out.writeShort(known ? 1 : 0);
        out.writeInt(0);
        out.write(question, HEADER, end - HEADER);
        if (known) {
            byte[] host = name(target);
            out.writeShort(0xc000 | HEADER);
            out.writeShort(SRV);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(6 + host.length);
            out.writeShort(0);
            out.writeShort(0);
            out.writeShort(port);
            out.write(host);
        }
        return bytes.toByteArray();
    }

    private static byte[] name(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.")) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
