package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenSSL made, unless something else is said. */
class KeyScriptTest {

    private static final String CRYPTO = "const crypto = require('crypto'); ";
    private static final String DATA = "Buffer.from('correct horse')";

    private final NodeScript script = NodeScript.on(List.of(new HashModule(), new CipherModule(), new KeyModule()));

    private Object value(String body) {
        return script.value(CRYPTO + body);
    }

    @Nested
    class Files {

        @ParameterizedTest
        @CsvSource({
            "rsa, rsa-pkcs1, pkcs1",
            "rsa, rsa, pkcs8",
            "ec, ec-sec1, sec1",
            "ec, ec, pkcs8",
            "ed25519, ed25519, pkcs8",
        })
        void ofPrivateKeysAreReadAndWritten(String type, String file, String form) {
            // OpenSSL writes the curve before the key as well.
            String written =
                    Keys.quoted(file).replaceFirst("-----BEGIN EC PARAMETERS.*?END EC PARAMETERS-----\\\\n", "");
            assertThat(value("const key = crypto.createPrivateKey(" + Keys.quoted(file) + ");"
                            + "return [key.type, key.asymmetricKeyType, key.export({ format: 'pem', type: '" + form
                            + "' }) === " + written + "];"))
                    .isEqualTo(List.of("private", type, true));
        }

        @ParameterizedTest
        @CsvSource({
            "rsa-public, rsa-public",
            "rsa-public-pkcs1, rsa-public",
            "rsa-certificate, rsa-public",
            "rsa, rsa-public",
            "ec-public, ec-public",
            "ec-sec1, ec-public",
            "ed25519, ed25519-public",
        })
        void leadToThePublicKey(String file, String publicFile) {
            assertThat(value("const key = crypto.createPublicKey(" + Keys.quoted(file) + ");"
                            + "return [key.type, key.export({ format: 'pem', type: 'spki' }) === "
                            + Keys.quoted(publicFile) + "];"))
                    .isEqualTo(List.of("public", true));
        }

        @Test
        void mayBeEncrypted() {
            String file = Keys.quoted("rsa-encrypted");
            assertThat(value("const key = crypto.createPrivateKey({ key: " + file + ", passphrase: 'secret' });"
                            + "const message = (passphrase) => { try { crypto.createPrivateKey({ key: " + file
                            + ", passphrase }); } catch (e) { return e.message; } };"
                            + "return [key.export({ format: 'pem', type: 'pkcs8' }) === " + Keys.quoted("rsa")
                            + ", message('wrong'), message(undefined)];"))
                    .isEqualTo(List.of(
                            true,
                            "error:1C800064:Provider routines::bad decrypt",
                            "Passphrase required for encrypted key"));
        }

        @Test
        void areReadInDerToo() {
            assertThat(value("const der = crypto.createPublicKey(" + Keys.quoted("ec-public")
                            + ").export({ format: 'der', type: 'spki' });"
                            + "const key = crypto.createPublicKey({ key: der, format: 'der', type: 'spki' });"
                            + "return key.equals(crypto.createPublicKey(" + Keys.quoted("ec") + "));"))
                    .isEqualTo(true);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'nonsense'",
                    "'-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----'",
                    "'-----BEGIN PRIVATE KEY-----\\nMIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgw\\n-----END PRIVATE KEY-----'",
                    "'-----BEGIN CERTIFICATE-----\\nMIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgw\\n-----END CERTIFICATE-----'",
                })
        void thatHoldNoKeyAreRefusedWithoutRepeatingThem(String file) {
            assertThat(value(
                            "try { crypto.createPrivateKey(" + file + "); } catch (e) { return [e.code, e.message]; }"))
                    .isEqualTo(List.of("ERR_OSSL_UNSUPPORTED", "error:1E08010C:DECODER routines::unsupported"));
        }
    }

    @Nested
    class JsonWebKeys {

        /** RFC 7515, appendix A.3, and RFC 8037, appendix A. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{ kty: 'EC', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',"
                            + " y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0', crv: 'P-256',"
                            + " d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI' }",
                    "{ crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',"
                            + " x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kty: 'OKP' }",
                })
        void areReadAndWritten(String jwk) {
            assertThat(value("const jwk = " + jwk + ";"
                            + "const key = crypto.createPrivateKey({ key: jwk, format: 'jwk' });"
                            + "return JSON.stringify(key.export({ format: 'jwk' })) === JSON.stringify(jwk);"))
                    .isEqualTo(true);
        }

        @Test
        void ofRsaAreReadAndWritten() {
            assertThat(value("const key = crypto.createPrivateKey(" + Keys.quoted("rsa") + ");"
                            + "const jwk = key.export({ format: 'jwk' });"
                            + "const open = crypto.createPublicKey({ key: { kty: 'RSA', n: jwk.n, e: jwk.e }, format: 'jwk' });"
                            + "return [Object.keys(jwk).join(), crypto.createPrivateKey({ key: jwk, format: 'jwk' }).equals(key),"
                            + " open.equals(crypto.createPublicKey(key)), key.asymmetricKeyDetails.modulusLength,"
                            + " String(key.asymmetricKeyDetails.publicExponent)];"))
                    .isEqualTo(List.of("kty,n,e,d,p,q,dp,dq,qi", true, true, 2048, "65537"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{ kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' }",
                    "{ kty: 'EC', crv: 'P-256' }",
                    "{ kty: 'EC', crv: 'P-257', x: 'AA', y: 'AA' }",
                    "{ kty: 'RSA', n: '!!', e: 'AQAB' }",
                    "{ kty: 'oct', k: 'AA' }",
                    "{}",
                })
        void thatAreNoKeysAreRefused(String jwk) {
            assertThat(script.error(CRYPTO + "crypto.createPublicKey({ key: " + jwk + ", format: 'jwk' });"))
                    .isIn(
                            "error:1E08010C:DECODER routines::unsupported",
                            "Invalid JWK data",
                            "Invalid EC curve name",
                            "Unsupported JWK asymmetric key type");
        }

        @Test
        void areOfLimitedLength() {
            assertThat(script.error(CRYPTO + "crypto.createPublicKey({ key: { kty: 'RSA', e: 'AQAB',"
                            + " n: Buffer.alloc(1025, 255).toString('base64url') }, format: 'jwk' });"))
                    .isEqualTo("RSA is limited to keys of 8192 bits");
            assertThat(script.error(CRYPTO + "const jwk = crypto.createPrivateKey(" + Keys.quoted("rsa")
                            + ").export({ format: 'jwk' }); jwk.dp = Buffer.alloc(4096, 255).toString('base64url');"
                            + " crypto.createPrivateKey({ key: jwk, format: 'jwk' });"))
                    .isEqualTo("error:1E08010C:DECODER routines::unsupported");
            assertThat(script.error(CRYPTO + "crypto.createPublicKey({ key: { kty: 'RSA', e: 'AQAB',"
                            + " n: 'A'.repeat(100000) }, format: 'jwk' });"))
                    .isEqualTo("Invalid JWK data");
        }
    }

    @Nested
    class Signatures {

        private static final String RSA_SIGNATURE =
                "khWQSQI++5tyeVp9P7WwJAw30Rz70qftUPAYPaAgfsVULQHJgSQFA2QRYUlFpChG5mdbr52J5QVeANNOIRJVrv/4EVrDjB3zI42/joRe"
                        + "PwKZmx2z84wyHH2eVyZXXSnwcSe/ZlPeLmkRKbGXmj85GBBozhBlcsO5mmN74YNxvGHjpft8/sn/Hfdf3I8jQQkO+jJvTchP"
                        + "twmO1+XVD6RRpZUWkAX3hlNyGjhqJwkbAXW6YjpFlTHvQ0risu2MwPsphnj1WsNg4Tfy7MYE0drLn2TR6VGTv9KnFjvGm2e9"
                        + "sUM8SE7aLW4IDgUfHHEmQzF+5+SfkqwdMsZ/6zns1DPASg==";

        private static final String PSS_SIGNATURE =
                "SRuqE5vrteKQr8Dyr4P0NSud/SAOEe3iHVZH8ItaVLAp1pxX7EWt8oUm2oE9G14iZ9W2C4vkwHsJvJ37lAW8AijQvf0yN3a3rzMpFhmb"
                        + "5Gj5Nat3WZMbLUgcLcyjlltv6GbSITwlbXNIx2a7Dc6VMdzSK/cTn+qJwwzNEsn3uQCtOjVOTSVxL0vwbs0AYq5UaIjOYFKn"
                        + "b36FlkDLg02RvUt/H/iABGEykOBUtbfQWKMJVNFnDS0he7Ej25mwTy0WtXVnqWp+WAehvJkSeqESa53k88ZWIqTCi3vG7qSP"
                        + "b3nt4MECZTEhAQNHAVlAfj7gl+jnnCrcJntX6XRXU15x4w==";

        private static final String EC_SIGNATURE =
                "MEUCIEAFZz+954rpLXtQY8vQxRZo/gLvdtScQQ8XTLSdStvLAiEAzDQG3Bv1mKxvqYG7iVKZccNutvB2DPC0wH4pPn94w90=";

        private static final String ED_SIGNATURE =
                "T/IQAsUpsTKL5TB1Y3avw+uykJjoUOHs8OU/ORwYHwG0QHEnbLEfiNIB1E0FwE5g3mi7yvsVqld7acQQUISUAg==";

        @Test
        void ofRsaAreThoseOfOpenSsl() {
            assertThat(value("return [crypto.createSign('RSA-SHA256').update('correct ').update('horse').sign("
                            + Keys.quoted("rsa") + ", 'base64'), crypto.sign('sha256', " + DATA + ", "
                            + Keys.quoted("rsa")
                            + ").toString('base64'), crypto.createVerify('SHA256').update('correct horse').verify("
                            + Keys.quoted("rsa-public") + ", '" + RSA_SIGNATURE + "', 'base64'),"
                            + " crypto.createVerify('SHA256').update('wrong horse').verify(" + Keys.quoted("rsa-public")
                            + ", '" + RSA_SIGNATURE + "', 'base64')];"))
                    .isEqualTo(List.of(RSA_SIGNATURE, RSA_SIGNATURE, true, false));
        }

        @Test
        void ofEd25519AreThoseOfOpenSsl() {
            assertThat(value("return [crypto.sign(null, " + DATA + ", " + Keys.quoted("ed25519")
                            + ").toString('base64'), crypto.verify(null, " + DATA + ", " + Keys.quoted("ed25519-public")
                            + ", Buffer.from('" + ED_SIGNATURE + "', 'base64'))];"))
                    .isEqualTo(List.of(ED_SIGNATURE, true));
        }

        @Test
        void ofEllipticCurvesAreVerifiedAndMade() {
            assertThat(value("const verify = (signature, dsaEncoding) => crypto.verify('sha256', " + DATA + ", { key: "
                            + Keys.quoted("ec-public") + ", dsaEncoding }, signature);"
                            + "const plain = crypto.sign('sha256', " + DATA + ", { key: " + Keys.quoted("ec")
                            + ", dsaEncoding: 'ieee-p1363' });"
                            + "return [verify(Buffer.from('" + EC_SIGNATURE + "', 'base64')), plain.length,"
                            + " verify(plain, 'ieee-p1363'), verify(plain), verify(Buffer.alloc(64), 'ieee-p1363'),"
                            + " verify(crypto.sign('sha256', " + DATA + ", " + Keys.quoted("ec-sec1") + "))];"))
                    .isEqualTo(List.of(true, 64, true, false, false, true));
        }

        @Test
        void withPssMayHaveASaltOfAnyLength() {
            assertThat(
                            value(
                                    "const pss = (key, saltLength) => ({ key, saltLength, padding: crypto.constants"
                                            + ".RSA_PKCS1_PSS_PADDING });"
                                            + "const verify = (signature, saltLength) => crypto.verify('sha256', "
                                            + DATA + ", pss("
                                            + Keys.quoted("rsa-public") + ", saltLength), signature);"
                                            + "const openssl = Buffer.from('" + PSS_SIGNATURE + "', 'base64');"
                                            + "const short = crypto.sign('sha256', " + DATA + ", pss("
                                            + Keys.quoted("rsa")
                                            + ", crypto.constants.RSA_PSS_SALTLEN_DIGEST));"
                                            + "return [verify(openssl), verify(openssl, 32), verify(short, 32), verify(short), verify(short, 20)];"))
                    .isEqualTo(List.of(true, false, true, true, false));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "crypto.sign('sha256', Buffer.from('x'), crypto.createPublicKey(KEY));"
                            + " Invalid key object type public, expected private.",
                    "crypto.createSign('md6'); Invalid digest: md6",
                    "crypto.sign('sha256', Buffer.from('x'), crypto.createSecretKey(Buffer.alloc(9)));"
                            + " Invalid key object type secret, expected private.",
                })
        void needAFittingKey(String call, String message) {
            assertThat(script.error(CRYPTO + call.replace("KEY", Keys.quoted("rsa-public")) + ";"))
                    .isEqualTo(message);
        }
    }

    @Nested
    class Encryption {

        private static final String WITH_SHA_256 =
                "ber9uwpZzQhmC3M3IFTZyPHfBClhVjdGbjDSs1pNpsgiB5wCNzuELPzlrXqMDVGtnLN4c73VyIQ6iGMaTEX3OKZ/seUa1OPWOfGCVwub"
                        + "M6c/GaFaMWb9pp80dJFaQfXnVJvN4Qqz21qGNQWVYO+htZ0VLpErSAdMH4UMpMc8gVhaO0xWRSWCUbvgB2j6y84lXvUuD+o2"
                        + "VmjHvdkBpNX+Jy3PKi+9HgPABiCMVYvULb9xPkqGVueEaa+dY/DZKtIGg7zWsmVXWSbBPGR25ytLUAJPbFZ++6/qRyX9Q2Ah"
                        + "9u2aibKYuOkNbkEgPA1kNdD4JvA+RS9ScyzenT8zLALJ2w==";

        private static final String WITH_PKCS1 =
                "FuJdZSl2k4JA78ajehlTmEytcCz4jTmFswn3u3LsxXeWqJPcIzy65zRDHPXncHaAd1bkn6pQC+ZmqIB/LIOMTtUga235HCxK40pILDTq"
                        + "ABQeYVevesIIAjTq2bBiBP//t5RKEOLPTiLU/DoFdY5P5tEkxWkZ/70Q+3QLd0PyjqpeDTUkJWp9Dm4Uk6tQQnvNn/pjbexK"
                        + "M0WvpjNrbFN4nDFrF8B1gGGfcJeuS8k3ADXy40cGcGD4erWFVwBlj0j1JrRXFJXmU7T5KMlqE4VPzA4D+tw/J7IsbOQ+WYPe"
                        + "jCAgwGbxRBa0EB7xXTsvgBdcTXSIqJhDoDercBUFpEE2YQ==";

        @Test
        void isUndoneWithThePrivateKey() {
            assertThat(value("const key = " + Keys.quoted("rsa") + "; const open = " + Keys.quoted("rsa-public") + ";"
                            + "const decrypt = (options, text) => crypto.privateDecrypt(Object.assign({ key }, options),"
                            + " Buffer.from(text, 'base64')).toString();"
                            + "return [decrypt({ oaepHash: 'sha256' }, '" + WITH_SHA_256 + "'),"
                            + " decrypt({ padding: crypto.constants.RSA_PKCS1_PADDING }, '" + WITH_PKCS1 + "'),"
                            + " crypto.privateDecrypt(key, crypto.publicEncrypt(open, " + DATA + ")).toString(),"
                            + " crypto.publicDecrypt(open, crypto.privateEncrypt(key, " + DATA + ")).toString()];"))
                    .isEqualTo(List.of("correct horse", "correct horse", "correct horse", "correct horse"));
        }

        @Test
        void hasRoomForOneBlock() {
            assertThat(script.error(
                            CRYPTO + "crypto.publicEncrypt(" + Keys.quoted("rsa-public") + ", Buffer.alloc(300));"))
                    .isEqualTo("error:0200006E:rsa routines::data too large for key size");
        }
    }

    @Nested
    class NewKeys {

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "\"rsa\", { modulusLength: 1024 }; rsa",
                    "\"ec\", { namedCurve: \"secp384r1\" }; ec",
                    "\"ec\", { namedCurve: \"P-256\" }; ec",
                    "\"ed25519\"; ed25519",
                })
        void sign(String arguments, String type) {
            assertThat(value("const pair = crypto.generateKeyPairSync(" + arguments + ");"
                            + "const signature = crypto.sign(null, " + DATA + ", pair.privateKey);"
                            + "return [pair.publicKey.asymmetricKeyType, crypto.verify(null, " + DATA
                            + ", pair.publicKey, signature)];"))
                    .isEqualTo(List.of(type, true));
        }

        @Test
        void areNotLong() {
            assertThat(script.error(CRYPTO + "crypto.generateKeyPairSync('rsa', { modulusLength: 16384 });"))
                    .isEqualTo("The modulusLength of a new key must be from 512 to 3072");
        }
    }

    @Test
    void secretKeysHideWhatTheyHold() {
        assertThat(value("const key = crypto.createSecretKey('c2VjcmV0', 'base64');"
                        + "return [JSON.stringify(key), key.type, key.symmetricKeySize, key.export().toString(),"
                        + " key.export({ format: 'jwk' }).k, crypto.createHmac('sha256', key).update('x').digest('hex') ==="
                        + " crypto.createHmac('sha256', 'secret').update('x').digest('hex')];"))
                .isEqualTo(List.of("{\"type\":\"secret\"}", "secret", 6, "secret", "c2VjcmV0", true));
    }
}
