package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts find in the modules {@code ldapjs} and {@code ldapts}, against a directory over real sockets. */
class LdapScriptTest {

    private static final String CLIENT = "const ldap = require('ldapjs');"
            + "const client = ldap.createClient({ url: env.LDAP_URL });"
            + "const done = (work) => new Promise((resolve, reject) => work((e, r) => (e ? reject(e) : resolve(r))));"
            + "const found = (base, options) => new Promise((resolve, reject) => client.search(base, options, (e, res) => {"
            + " if (e) return reject(e); const entries = []; res.on('searchEntry', (x) => entries.push(x));"
            + " res.on('error', reject); res.on('end', () => resolve(entries)); })); ";

    private static final String LOGIN =
            """
            function login(query, password) {
              const ldap = require('ldapjs');
              const client = ldap.createClient({ url: env.LDAP_URL, connectTimeout: 5000, timeout: 5000 });
              return new Promise((resolve, reject) => {
                client.on('error', reject);
                client.bind('cn=admin,dc=example,dc=org', 'adm1n', (adminError) => {
                  if (adminError) return reject(adminError);
                  const filter = new ldap.EqualityFilter({ attribute: 'mail', value: query.email });
                  client.search('dc=example,dc=org', { filter: filter, scope: 'sub' }, (searchError, res) => {
                    if (searchError) return reject(searchError);
                    let user = null;
                    res.on('searchEntry', (entry) => { user = entry.object; });
                    res.on('error', reject);
                    res.on('end', () => {
                      if (!user) return reject(new WrongUsernameOrPasswordError(query.email));
                      client.bind(user.dn, password, (error) => {
                        client.unbind();
                        if (error) return reject(new WrongUsernameOrPasswordError(query.email));
                        resolve({ id: user.uid, email: user.mail[0], name: user.cn });
                      });
                    });
                  });
                });
              });
            }""";

    private LegacyLdap directory = LegacyLdap.launch();
    private LdapConnections connections = new LdapConnections(HostSettings.DEFAULT);

    @AfterEach
    void nothingIsOpen() {
        assertThat(connections.active()).isZero();
        directory.close();
    }

    private NodeScript script(String url) {
        return NodeScript.on(List.of(new LdapModule(connections))).env("LDAP_URL", url);
    }

    private NodeScript script() {
        return script(directory.url());
    }

    private String json(String body) {
        return String.valueOf(script().value("return JSON.stringify(await (async () => {" + body + "})());"));
    }

    private LoginOutcome login(String email, String password) {
        return script().login(LOGIN, LegacyQuery.byEmail(email), password);
    }

    @Nested
    class Passwords {

        @Test
        void areChecked() {
            assertThat(login("ada@example.org", "right"))
                    .isEqualTo(new LoginOutcome.Authenticated(new LegacyUser(
                            "ada", Map.of("id", "ada", "email", "ada@example.org", "name", "Ada Lovelace"))));
            assertThat(login("ada@example.org", "wrong")).isInstanceOf(LoginOutcome.Refused.class);
            assertThat(login("eve@example.org", "right")).isInstanceOf(LoginOutcome.Refused.class);
        }

        @Test
        void thatAreEmptyAreNeverRight() {
            assertThat(login("ada@example.org", "")).isInstanceOf(LoginOutcome.Refused.class);
            assertThat(directory.binds()).containsOnly(LegacyLdap.ADMIN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"''", "undefined", "null"})
        void thatAreMissingAreNeverRightEither(String password) {
            for (String name : List.of(LegacyLdap.ADA, "")) {
                assertThat(script().value(CLIENT + "try { await done((cb) => client.bind('" + name + "', " + password
                                + ", cb)); } catch (e) { return [e.name, e.code, e instanceof ldap.InvalidCredentialsError]; }"
                                + " return 'in';"))
                        .isEqualTo(List.of("InvalidCredentialsError", 49, true));
            }
            assertThat(directory.binds()).isEmpty();
        }

        @Test
        void thatAreWrongAreAnErrorOfTheirOwnClass() {
            assertThat(
                            script().value(
                                            CLIENT + "try { await done((cb) => client.bind('" + LegacyLdap.ADA
                                                    + "', 'wrong', [], cb)); } catch (e) { return [e.name, e.code, e instanceof Error,"
                                                    + " e instanceof ldap.LDAPError, e.lde_message === e.message, /Invalid/.test(String(e))]; }"))
                    .isEqualTo(List.of("InvalidCredentialsError", 49, true, true, true, true));
        }

        @Test
        void ofTheClientItselfAreUsedWhenItConnects() {
            assertThat(
                            script().value(
                                            "const ldap = require('ldapjs'); const client = ldap.createClient({ urls: [env.LDAP_URL],"
                                                    + " bindDN: 'cn=admin,dc=example,dc=org', bindCredentials: 'adm1n' });"
                                                    + "return await new Promise((resolve) => client.on('connect', () => resolve('connected')));"))
                    .isEqualTo("connected");
            assertThat(directory.binds()).containsExactly(LegacyLdap.ADMIN);
        }
    }

    @Nested
    class Searches {

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                quoteCharacter = '`',
                value = {
                    "'(uid=ada)' ; 1",
                    "'uid=ada' ; 1",
                    "'(&(objectClass=inetOrgPerson)(|(uid=ada)(uid=eve)))' ; 1",
                    "'(sn=*Byron*)' ; 1",
                    "'(uid=nobody)' ; 0",
                    "new ldap.EqualityFilter({ attribute: 'sn', value: 'Lovelace (née Byron)' }) ; 1",
                    "new ldap.EqualityFilter({ attribute: 'uid', value: '*' }) ; 0",
                    "new ldap.PresenceFilter({ attribute: 'uid' }) ; 1",
                    "new ldap.SubstringFilter({ attribute: 'cn', initial: 'Ada', any: ['ove'], final: 'ace' }) ; 1",
                    "new ldap.AndFilter({ filters: [new ldap.PresenceFilter({ attribute: 'mail' }), new ldap.NotFilter({ filter: new ldap.EqualityFilter({ attribute: 'uid', value: 'eve' }) })] }) ; 1",
                    "new ldap.OrFilter({ filters: [new ldap.EqualityFilter({ attribute: 'uid', value: 'x' }), new ldap.EqualityFilter({ attribute: 'uid', value: 'ada' })] }) ; 1",
                    "ldap.parseFilter('(uid=ada)') ; 1",
                    "'(uid=' + ldap.escape('a*)(uid=*') + ')' ; 0",
                })
        void filter(String filter, int number) {
            assertThat(script().value(CLIENT + "return (await found('dc=example,dc=org', { scope: 'sub', filter: "
                            + filter + " })).length;"))
                    .isEqualTo(number);
        }

        @ParameterizedTest
        @CsvSource({"base, 1", "one, 1", "sub, 3"})
        void haveAScope(String scope, int number) {
            assertThat(script().value(CLIENT + "return (await found('dc=example,dc=org', { scope: '" + scope
                            + "' })).length;"))
                    .isEqualTo(number);
        }

        @Test
        void giveEntriesInAllTheFormsThatVersionsHad() {
            assertThat(json(CLIENT + "const entry = (await found('" + LegacyLdap.ADA
                            + "', { attributes: ['uid', 'mail', 'jpegPhoto'] }))[0];"
                            + "return [entry.object.dn, entry.object.uid, entry.object.mail, entry.dn.toString(), entry.objectName,"
                            + " entry.pojo.attributes[0], entry.attributes[1].type, entry.attributes[1].vals,"
                            + " Buffer.isBuffer(entry.raw.jpegPhoto), entry.raw.jpegPhoto.toString('hex'),"
                            + " entry.attributes.length, 'cn' in entry.object];"))
                    .isEqualTo("[\"" + LegacyLdap.ADA + "\",\"ada\",[\"ada@example.org\",\"countess@example.org\"],\""
                            + LegacyLdap.ADA + "\",\"" + LegacyLdap.ADA
                            + "\",{\"type\":\"uid\",\"values\":[\"ada\"]},\"mail\","
                            + "[\"ada@example.org\",\"countess@example.org\"],true,\"ffd8000180\",3,false]");
        }

        @Test
        void endWithTheirStatus() {
            assertThat(json(CLIENT
                            + "return await new Promise((resolve) => client.search('dc=example,dc=org', {}, (e, res) =>"
                            + " res.on('searchEntry', () => {}).on('end', (result) => resolve(result.status))));"))
                    .isEqualTo("0");
        }

        @Test
        void belowNothingAreAnError() {
            assertThat(script().value(CLIENT + "try { await found('ou=nowhere,dc=example,dc=org', {}); } catch (e) {"
                            + " return [e.name, e.code, e.dn]; }"))
                    .isEqualTo(List.of("NoSuchObjectError", 32, LegacyLdap.BASE));
        }

        @Test
        void keepToTheLimitOfTheScript() {
            assertThat(script().value(
                                    CLIENT + "try { await found('dc=example,dc=org', { scope: 'sub', sizeLimit: 2 }); }"
                                            + " catch (e) { return [e.name, e.code]; }"))
                    .isEqualTo(List.of("SizeLimitExceededError", 4));
        }

        @Test
        void goPageByPage() {
            for (int i = 0; i < 25; i++) {
                directory.add("dn: cn=" + i + ",ou=people,dc=example,dc=org", "objectClass: device", "cn: " + i);
            }

            assertThat(script().value(CLIENT + "return (await found('dc=example,dc=org', { scope: 'sub',"
                            + " filter: '(objectClass=device)', paged: { pageSize: 10 } })).length;"))
                    .isEqualTo(25);
        }

        @Test
        void areBoundedInSize() {
            String text = "x".repeat(1024 * 1024);
            for (int i = 0; i < 17; i++) {
                directory.add(
                        "dn: cn=" + i + ",ou=people,dc=example,dc=org",
                        "objectClass: device",
                        "cn: " + i,
                        "description: " + text);
            }

            assertThat(script().find(
                                    "async () => { " + CLIENT + "await found('dc=example,dc=org', { scope: 'sub' }); }",
                                    LegacyQuery.byId("1")))
                    .isInstanceOfSatisfying(
                            LookupOutcome.Unavailable.class,
                            unavailable -> assertThat(unavailable.reason()).contains("larger than 16777216 bytes"));
        }

        @Test
        void needAFilterThatCanBeRead() {
            assertThat(script().error(CLIENT + "await found('dc=example,dc=org', { filter: '(&(uid=' });"))
                    .asString()
                    .contains("filter is not valid");
        }
    }

    @Nested
    class Writes {

        private static final String ADMIN =
                CLIENT + "await done((cb) => client.bind('cn=admin,dc=example,dc=org', 'adm1n', cb)); ";

        @Test
        void markAnEntry() {
            script().value(ADMIN + "await done((cb) => client.modify('" + LegacyLdap.ADA
                    + "', new ldap.Change({ operation: 'replace',"
                    + " modification: { description: 'migrated' } }), cb));"
                    + "await done((cb) => client.modify('" + LegacyLdap.ADA + "', [new ldap.Change({ operation: 'add',"
                    + " modification: new ldap.Attribute({ type: 'employeeType', values: ['a'] }) })], cb));");

            assertThat(directory.value(LegacyLdap.ADA, "description")).isEqualTo("migrated");
            assertThat(directory.value(LegacyLdap.ADA, "employeeType")).isEqualTo("a");
        }

        @Test
        void addRenameCompareAndDelete() {
            assertThat(
                            json(
                                    ADMIN
                                            + "await done((cb) => client.add('cn=a,dc=example,dc=org', { cn: 'a', objectclass: ['top', 'device'] }, cb));"
                                            + "await done((cb) => client.modifyDN('cn=a,dc=example,dc=org', 'cn=b,ou=people,dc=example,dc=org', cb));"
                                            + "const same = await done((cb) => client.compare('cn=b,ou=people,dc=example,dc=org', 'cn', 'b', cb));"
                                            + "const other = await done((cb) => client.compare('cn=b,ou=people,dc=example,dc=org', 'cn', 'c', cb));"
                                            + "await done((cb) => client.del('cn=b,ou=people,dc=example,dc=org', cb));"
                                            + "return [same, other, await found('cn=b,ou=people,dc=example,dc=org', {}).catch((e) => e.name)];"))
                    .isEqualTo("[true,false,\"NoSuchObjectError\"]");
        }
    }

    @Nested
    class Encryption {

        private static final String BIND = "const ldap = require('ldapjs');"
                + "const client = ldap.createClient({ url: env.LDAP_URL, tlsOptions: %s }); client.on('error', () => {});"
                + "await new Promise((resolve, reject) => client.bind('cn=admin,dc=example,dc=org', 'adm1n',"
                + " (e) => (e ? reject(e) : resolve())));";

        private static final String START_TLS = "const ldap = require('ldapjs');"
                + "const client = ldap.createClient({ url: env.LDAP_URL });"
                + "await new Promise((resolve, reject) => client.starttls(%s, [], (e) => (e ? reject(e) : resolve())));"
                + "await new Promise((resolve, reject) => client.bind('cn=admin,dc=example,dc=org', 'adm1n',"
                + " (e) => (e ? reject(e) : resolve())));";

        private static final String CA = "{ ca: [env.CA] }";

        private NodeScript script(String url, LegacyCertificate certificate) {
            return LdapScriptTest.this.script(url).env(Map.of("LDAP_URL", url, "CA", certificate.pem()));
        }

        @Test
        void trustsTheAuthoritiesOfTheScript() {
            NodeScript encrypted = script(directory.encryptedUrl(), LegacyCertificate.LOCALHOST);
            NodeScript plain = script(directory.url(), LegacyCertificate.LOCALHOST);

            assertThat(encrypted.error(BIND.formatted(CA))).isNull();
            assertThat(plain.error(START_TLS.formatted(CA))).isNull();
        }

        @Test
        void trustsNobodyElse() {
            NodeScript encrypted = script(directory.encryptedUrl(), LegacyCertificate.OTHER);
            NodeScript plain = script(directory.url(), LegacyCertificate.OTHER);

            for (String options : List.of("{}", CA)) {
                assertThat(encrypted.error(BIND.formatted(options))).asString().contains("cert");
                assertThat(plain.error(START_TLS.formatted(options))).asString().contains("cert");
            }
            assertThat(directory.binds()).isEmpty();
        }

        @Test
        void needsTheNameOfTheServerInItsCertificate() {
            directory.close();
            directory = LegacyLdap.launch(LegacyCertificate.OTHER);
            NodeScript encrypted = script(directory.encryptedUrl(), LegacyCertificate.OTHER);
            NodeScript plain = script(directory.url(), LegacyCertificate.OTHER);

            assertThat(encrypted.error(BIND.formatted(CA))).asString().contains("localhost");
            assertThat(plain.error(START_TLS.formatted(CA))).asString().contains("localhost");
            assertThat(directory.binds()).isEmpty();
        }

        @Test
        void looksAtNoCertificateWhenTheScriptSaysSo() {
            directory.close();
            directory = LegacyLdap.launch(LegacyCertificate.OTHER);

            assertThat(script(directory.encryptedUrl(), LegacyCertificate.LOCALHOST)
                            .error(BIND.formatted("{ rejectUnauthorized: false }")))
                    .isNull();
        }
    }

    @Nested
    class Trouble {

        private LookupOutcome ask(NodeScript script) {
            return script.find(
                    "async () => { " + CLIENT
                            + "try { await found('dc=example,dc=org', { scope: 'sub' }); } catch (e) {"
                            + " throw new WrongUsernameOrPasswordError('x', e.message); } return null; }",
                    LegacyQuery.byId("1"));
        }

        @ParameterizedTest
        @ValueSource(ints = {3, 11, 51, 52})
        void isNoAnswer(int code) {
            directory.refuse(ResultCode.valueOf(code));

            assertThat(ask(script())).isInstanceOf(LookupOutcome.Unavailable.class);
        }

        @Test
        @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void withTheConnectionIsToldAtOnce() throws IOException {
            int port;
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = closed.getLocalPort();
            }

            assertThat(ask(script("ldap://localhost:" + port).within(Duration.ofMinutes(1))))
                    .isInstanceOfSatisfying(
                            LookupOutcome.Unavailable.class,
                            unavailable -> assertThat(unavailable.reason()).contains("ECONNREFUSED localhost:" + port));
        }

        @Test
        void withTheConnectionIsAnEventToo() throws IOException {
            int port;
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = closed.getLocalPort();
            }

            assertThat(
                            script("ldap://localhost:" + port)
                                    .value(
                                            "const client = require('ldapjs').createClient({ url: env.LDAP_URL });"
                                                    + "return await new Promise((resolve) => client.on('error', (e) => resolve(e.code)));"))
                    .isEqualTo("ECONNREFUSED");
        }

        @Test
        void triesTheNextServer() throws IOException {
            int port;
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = closed.getLocalPort();
            }

            assertThat(script().value("const client = require('ldapjs').createClient({ url: ['ldap://localhost:" + port
                            + "', env.LDAP_URL] });"
                            + "return await new Promise((resolve) => client.on('connect', () => resolve('yes')));"))
                    .isEqualTo("yes");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ldap", "ldaps"})
        void withASilentServerEndsWithTheRun(String scheme) throws IOException {
            try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                assertThat(ask(script(scheme + "://localhost:" + silent.getLocalPort())
                                .within(Duration.ofSeconds(2))))
                        .isInstanceOf(LookupOutcome.Unavailable.class);
            }
        }

        @Test
        void withASilentServerEndsWhenTheScriptSaysSo() throws IOException {
            directory.hang();

            assertThat(script().find(
                                    "async () => { const client = require('ldapjs').createClient({ url: env.LDAP_URL, timeout: 300 });"
                                            + "await new Promise((resolve, reject) => client.search('', {}, (e) => reject(e))); }",
                                    LegacyQuery.byId("1")))
                    .isInstanceOfSatisfying(
                            LookupOutcome.Unavailable.class,
                            unavailable -> assertThat(unavailable.reason()).contains("search"));
        }

        @Test
        void withASearchEndsWithTheRun() {
            directory.hang();

            assertThat(ask(script().within(Duration.ofSeconds(2)))).isInstanceOf(LookupOutcome.Unavailable.class);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void withForbiddenHostsIsTold(boolean encrypted) {
            connections =
                    new LdapConnections(new HostSettings(PoolLimits.DEFAULT, ReachableHosts.parse("ldap.example.org")));

            assertThat(ask(script(encrypted ? directory.encryptedUrl() : directory.url())))
                    .isInstanceOfSatisfying(LookupOutcome.Broken.class, broken -> assertThat(broken.reason())
                            .contains("localhost", "reachable-hosts"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://localhost",
                    "ldapi://socket",
                    "localhost",
                    "ldap://local host",
                    "ldap://localhost:99999"
                })
        void withAUrlIsTold(String url) {
            assertThat(script(url).error(CLIENT + "await found('', {});"))
                    .asString()
                    .contains("must be ldap://host:port or ldaps://host:port");
        }

        @Test
        void leavesNothingBehind() {
            NodeScript script = script();
            String forgetful = "async () => { " + CLIENT + "await found('dc=example,dc=org', {}); return { id: 1 }; }";
            for (int i = 0; i < 200; i++) {
                assertThat(script.find(forgetful, LegacyQuery.byId("1"))).isInstanceOf(LookupOutcome.Found.class);
            }

            assertThat(connections.active()).isZero();
        }
    }

    @Nested
    class WithPromises {

        private static final String LDAPTS =
                "const { Client, Change, Attribute, EqualityFilter, InvalidCredentialsError } = require('ldapts');"
                        + "const client = new Client({ url: env.LDAP_URL }); ";

        @Test
        void passwordsAreChecked() {
            assertThat(script().value(LDAPTS + "const seen = [client.isConnected];"
                            + "for (const password of ['wrong', '', 'right']) {"
                            + " try { await client.bind('" + LegacyLdap.ADA + "', password); seen.push('in'); }"
                            + " catch (e) { seen.push(e instanceof InvalidCredentialsError && e.code); } }"
                            + "seen.push(client.isConnected); await client.unbind(); seen.push(client.isConnected);"
                            + "return seen;"))
                    .isEqualTo(List.of(false, 49, 49, "in", true, false));
        }

        @Test
        void entriesAreFound() {
            assertThat(json(LDAPTS
                            + "const { searchEntries, searchReferences } = await client.search('dc=example,dc=org', {"
                            + " filter: new EqualityFilter({ attribute: 'uid', value: 'ada' }),"
                            + " attributes: ['uid', 'mail', 'manager', 'jpegPhoto'], explicitBufferAttributes: ['jpegPhoto'] });"
                            + "const ada = searchEntries[0];"
                            + "return [searchEntries.length, searchReferences, ada.dn, ada.uid, ada.mail, ada.manager,"
                            + " ada.jpegPhoto.toString('hex')];"))
                    .isEqualTo("[1,[],\"" + LegacyLdap.ADA
                            + "\",\"ada\",[\"ada@example.org\",\"countess@example.org\"],[]," + "\"ffd8000180\"]");
        }

        @Test
        void entriesAreMarked() {
            script().value(LDAPTS + "await client.bind('cn=admin,dc=example,dc=org', 'adm1n');"
                    + "await client.modify('" + LegacyLdap.ADA + "', new Change({ operation: 'replace',"
                    + " modification: new Attribute({ type: 'description', values: ['migrated'] }) }));");

            assertThat(directory.value(LegacyLdap.ADA, "description")).isEqualTo("migrated");
        }

        @Test
        void aMissingEntryIsAnError() {
            assertThat(script().value(LDAPTS
                            + "try { await client.search('ou=x,dc=example,dc=org'); } catch (e) { return e.code; }"))
                    .isEqualTo(32);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ldap.parseDN('UID=ada, ou=people').toString() | UID=ada, ou=people",
                "String(ldap.parseDN('UID=Ada, ou=people').equals('uid=ada,ou=people')) | true",
                "ldap.parseDN('uid=ada,ou=people,dc=x').parent().toString() | ou=people,dc=x",
                "String(ldap.parseDN('cn=a\\\\,b,dc=x').childOf('dc=x')) | true",
                "(() => { try { ldap.parseDN('ada'); } catch (e) { return e.name; } })() | InvalidDnSyntaxError",
                "ldap.escape('a*(b)\\\\') | a\\2a\\28b\\29\\5c",
                "String(new ldap.NotFilter({ filter: new ldap.PresenceFilter({ attribute: 'a' }) })) | (!(a=*))",
            })
    void namesAndFiltersAreWritten(String expression, String text) {
        assertThat(script().value("const ldap = require('ldapjs'); return " + expression + ";"))
                .isEqualTo(text);
    }
}
