package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableHostsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "0.0.0.0",
                "::",
                "255.255.255.255",
                "224.0.0.1",
                "ff02::1"
            })
    void linkLocalAndMetadataAddressesAreOutOfReach(String address) throws IOException {
        assertThatThrownBy(() -> ReachableHosts.DEFAULT.check("db.example.org", InetAddress.getByName(address)))
                .isInstanceOf(UnreachableHostException.class)
                .hasMessageContaining("db.example.org")
                .hasMessageContaining("reachable-hosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "192.0.2.7", "2001:db8::7", "64:ff9b::c000:207"})
    void everythingElseIsReachableByDefault(String address) throws IOException {
        ReachableHosts.DEFAULT.check("db.example.org", InetAddress.getByName(address));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, any.example.org, 10.255.0.1, true",
        "10.0.0.0/8, any.example.org, 11.0.0.1, false",
        "10.0.0.0/8, any.example.org, ::ffff:10.0.0.1, true",
        "10.0.0.8/29, any.example.org, 10.0.0.15, true",
        "10.0.0.8/29, any.example.org, 10.0.0.16, false",
        "2001:db8::/32, any.example.org, 2001:db8::1, true",
        "2001:db8::/32, any.example.org, 2001:db9::1, false",
        "192.0.2.7, any.example.org, 192.0.2.7, true",
        "192.0.2.7, any.example.org, 192.0.2.8, false",
        "DB.example.org, db.example.ORG, 192.0.2.7, true",
        "db.example.org, other.example.org, 192.0.2.7, false",
        "*.example.org, db.example.org, 192.0.2.7, true",
        "*.example.org, example.org, 192.0.2.7, false",
        "*.example.org, evil-example.org, 192.0.2.7, false",
        "'a.example.org , 192.0.2.0/24', b.example.org, 192.0.2.9, true",
        "'', db.example.org, 192.0.2.7, false",
    })
    void aListOfNamesAndAddressesSaysWhatIsReachable(String list, String host, String address, boolean reachable)
            throws IOException {
        ReachableHosts hosts = ReachableHosts.parse(list);
        InetAddress resolved = InetAddress.getByName(address);

        if (reachable) {
            hosts.check(host, resolved);
        } else {
            assertThatThrownBy(() -> hosts.check(host, resolved)).isInstanceOf(UnreachableHostException.class);
        }
    }

    @Test
    void aNameOnTheListDoesNotOpenAMetadataAddressButAnAddressDoes() throws IOException {
        InetAddress metadata = InetAddress.getByName("169.254.169.254");

        assertThatThrownBy(() -> ReachableHosts.parse("db.example.org").check("db.example.org", metadata))
                .isInstanceOf(UnreachableHostException.class);
        ReachableHosts.parse("169.254.169.254").check("db.example.org", metadata);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://db", "db.example.org:5432", "10.0.0.0/40", "300.0.0.1", "a b", "-x"})
    void anEntryThatIsNoHostIsRefused(String list) {
        assertThatThrownBy(() -> ReachableHosts.parse(list)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSocketConnectsToWhatIsReachable() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket =
                        new CheckedSocketFactory("127.0.0.0/8").createSocket("localhost", server.getLocalPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void aSocketDoesNotConnectToAnythingElseHoweverTheNameIsGiven() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new CheckedSocketFactory("10.0.0.0/8").createSocket()) {
            int port = server.getLocalPort();

            assertThatThrownBy(() -> new CheckedSocketFactory("10.0.0.0/8").createSocket("localhost", port))
                    .isInstanceOf(UnreachableHostException.class);
            assertThatThrownBy(() -> socket.connect(InetSocketAddress.createUnresolved("localhost", port)))
                    .isInstanceOf(UnreachableHostException.class);
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.1", port), 1000))
                    .isInstanceOf(UnreachableHostException.class);
        }
    }
}
