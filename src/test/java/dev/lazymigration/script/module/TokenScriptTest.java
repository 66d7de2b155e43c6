package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules for JSON Web Tokens and what they are made of. */
class TokenScriptTest {

    private static final String PAYLOAD =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    /** RFC 7515, appendix A.1. */
    private static final String HS256 =
            "'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + PAYLOAD + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'";

    private static final String HS256_KEY =
            "Buffer.from('AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUu"
                    + "TwjAzZr1Z9CAow', 'base64')";

    /** RFC 7515, appendix A.2. */
    private static final String RS256 = "'eyJhbGciOiJSUzI1NiJ9." + PAYLOAD
            + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr"
            + "7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12j"
            + "zDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe"
            + "77Rw'";

    private static final String RS256_KEY =
            "{ kty: 'RSA', n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEz"
                    + "P1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-K"
                    + "XBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkM"
                    + "Ls91kzk2PAcDTW9gb54h4FRWyuXpoQ', e: 'AQAB' }";

    /** RFC 7515, appendix A.3. */
    private static final String ES256 = "'eyJhbGciOiJFUzI1NiJ9." + PAYLOAD
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q'";

    private static final String ES256_KEY =
            "{ kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',"
                    + " y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' }";

    /** RFC 8037, appendix A.4. */
    private static final String ED25519 = "'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
            + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg'";

    private static final String ED25519_KEY =
            "{ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }";

    private final NodeScript script = NodeScript.on(List.of(new HashModule(), new CipherModule(), new KeyModule()));

    @Nested
    class JsonWebToken {

        private static final String JWT = "const jwt = require('jsonwebtoken@8.5.1');";

        @Test
        void verifiesPublishedTokens() {
            assertThat(script.value(JWT + "const options = { ignoreExpiration: true };"
                            + "const pem = require('crypto').createPublicKey({ key: " + RS256_KEY
                            + ", format: 'jwk' }).export({ format: 'pem', type: 'spki' });"
                            + "return [jwt.verify(" + HS256 + ", " + HS256_KEY + ", options).iss, jwt.verify(" + RS256
                            + ", pem, options).iss, jwt.decode(" + ES256 + ", { complete: true }).header.alg];"))
                    .isEqualTo(List.of("joe", "joe", "ES256"));
        }

        /** The example of jwt.io. */
        @Test
        void makesThePublishedToken() {
            assertThat(script.value(JWT + "return jwt.sign({ sub: '1234567890', name: 'John Doe', iat: 1516239022 },"
                            + " 'your-256-bit-secret');"))
                    .isEqualTo(
                            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaW"
                                    + "F0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
        }

        @ParameterizedTest
        @CsvSource({"HS512, ", "RS256, rsa", "PS256, rsa", "ES256, ec"})
        void verifiesWhatItSigns(String algorithm, String key) {
            String secret = key == null ? "'secret'" : Keys.quoted(key);
            String open = key == null ? "'secret'" : Keys.quoted(key + "-public");
            assertThat(script.value(JWT + "const token = jwt.sign({ email: 'ada@example.org' }, " + secret
                            + ", { algorithm: '" + algorithm + "', issuer: 'us', audience: 'you', expiresIn: '2h' });"
                            + "const claims = jwt.verify(token, " + open + ", { algorithms: ['" + algorithm
                            + "'], issuer: 'us', audience: 'you' });"
                            + "return [claims.email, claims.exp - claims.iat];"))
                    .isEqualTo(List.of("ada@example.org", 7200));
        }

        @Test
        void answersCallbacks() {
            assertThat(script.value(JWT + "const token = await new Promise((resolve, reject) => jwt.sign({ a: 1 }, 's',"
                            + " (error, made) => error ? reject(error) : resolve(made)));"
                            + "return new Promise((resolve) => jwt.verify(token, (header, done) => done(null, 'wrong'),"
                            + " (error, claims) => resolve([error.name, error.message, claims === undefined])));"))
                    .isEqualTo(List.of("JsonWebTokenError", "invalid signature", true));
        }

        @Test
        void saysWhyATokenIsNotGood() {
            assertThat(script.value(JWT + "const why = (work) => { try { work(); } catch (e) { return e.name + ': ' +"
                            + " e.message; } };"
                            + "return [why(() => jwt.verify(" + HS256 + ", " + HS256_KEY
                            + ")), why(() => jwt.verify('a.b', 's')),"
                            + " why(() => jwt.verify(jwt.sign({}, 's', { issuer: 'me' }), 's', { issuer: 'you' })),"
                            + " why(() => jwt.verify('eyJhbGciOiJub25lIn0.e30.', 's'))];"))
                    .isEqualTo(List.of(
                            "TokenExpiredError: jwt expired",
                            "JsonWebTokenError: jwt malformed",
                            "JsonWebTokenError: jwt issuer invalid. expected: you",
                            "JsonWebTokenError: jwt signature is required"));
        }
    }

    @Test
    void smallerModulesDecode() {
        assertThat(script.value("const jws = require('jws@3.2.2'); const decode = require('jwt-decode');"
                        + "return [jws.decode(" + HS256 + ", { json: true }).payload.iss, jws.verify(" + HS256
                        + ", 'HS256', "
                        + HS256_KEY + "), decode(" + RS256 + ").iss, decode.default(" + RS256 + ").iss,"
                        + " decode.jwtDecode(" + RS256 + ", { header: true }).alg];"))
                .isEqualTo(List.of("joe", true, "joe", "joe", "RS256"));
        assertThat(script.error("require('jwt-decode')('x');")).asString().startsWith("Invalid token specified");
    }

    @Nested
    class Jose {

        private static final String JOSE = "const jose = require('jose');";

        @Test
        void verifiesPublishedTokens() {
            assertThat(script.value(JOSE + "const currentDate = new Date(1300819379000);"
                            + "const iss = async (token, key) => (await jose.jwtVerify(token, key, { currentDate })).payload.iss;"
                            + "const signed = await jose.compactVerify(" + ED25519 + ", await jose.importJWK("
                            + ED25519_KEY
                            + "));"
                            + "return [await iss(" + HS256 + ", " + HS256_KEY + "), await iss(" + RS256
                            + ", await jose.importJWK(" + RS256_KEY + ", 'RS256')), await iss(" + ES256
                            + ", await jose.importJWK(" + ES256_KEY + ")), Buffer.from(signed.payload).toString()];"))
                    .isEqualTo(List.of("joe", "joe", "joe", "Example of Ed25519 signing"));
        }

        @ParameterizedTest
        @CsvSource({"RS256, rsa", "PS384, rsa", "ES256, ec", "EdDSA, ed25519"})
        void verifiesWhatItSigns(String algorithm, String key) {
            assertThat(script.value(JOSE + "const token = await new jose.SignJWT({ email: 'ada@example.org' })"
                            + ".setProtectedHeader({ alg: '" + algorithm
                            + "', kid: '1' }).setIssuedAt().setIssuer('us')"
                            + ".setAudience('you').setSubject('7').setExpirationTime('2h').sign(await jose.importPKCS8("
                            + Keys.quoted(key) + ", '" + algorithm + "'));"
                            + "const key = await jose.importSPKI(" + Keys.quoted(key + "-public") + ", '" + algorithm
                            + "');"
                            + "const { payload, protectedHeader } = await jose.jwtVerify(token, key, { issuer: ['us'],"
                            + " audience: 'you', subject: '7', algorithms: ['" + algorithm
                            + "'], maxTokenAge: '1 hour' });"
                            + "return [payload.email, payload.exp - payload.iat, protectedHeader.kid,"
                            + " jose.decodeJwt(token).sub, jose.decodeProtectedHeader(token).alg];"))
                    .isEqualTo(List.of("ada@example.org", 7200, "1", "7", algorithm));
        }

        @Test
        void findsTheKeyInASet() {
            assertThat(
                            script.value(
                                    JOSE + "const certificate = await jose.importX509(" + Keys.quoted("rsa-certificate")
                                            + ", 'RS256'); const rsa = Object.assign(await jose.exportJWK(certificate), { kid: 'r', use: 'sig' });"
                                            + "const ec = Object.assign(await jose.exportJWK(await jose.importSPKI("
                                            + Keys.quoted("ec-public")
                                            + ")), { kid: 'e' });"
                                            + "const keys = jose.createLocalJWKSet({ keys: [ec, rsa] });"
                                            + "const sign = async (kid) => new jose.SignJWT({ a: 1 }).setProtectedHeader({ alg: 'RS256', kid })"
                                            + ".sign(await jose.importPKCS8(" + Keys.quoted("rsa") + "));"
                                            + "const code = async (token) => { try { await jose.jwtVerify(token, keys); } catch (e) {"
                                            + " return e.code; } };"
                                            + "return [(await jose.jwtVerify(await sign('r'), keys)).payload.a, await code(await sign('e'))];"))
                    .isEqualTo(List.of(1, "ERR_JWKS_NO_MATCHING_KEY"));
        }

        /** RFC 8037, appendix A.3. */
        @Test
        void knowsKeysByTheirThumbprint() {
            assertThat(script.value(JOSE + "return jose.calculateJwkThumbprint(" + ED25519_KEY + ");"))
                    .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        }

        @ParameterizedTest
        @CsvSource({"RSA-OAEP-256, A256GCM", "RSA-OAEP, A128CBC-HS256"})
        void decryptsWhatItEncrypts(String algorithm, String encryption) {
            assertThat(script.value(
                            JOSE + "const token = await new jose.EncryptJWT({ a: 1 }).setProtectedHeader({ alg: '"
                                    + algorithm + "', enc: '" + encryption + "' }).encrypt(await jose.importSPKI("
                                    + Keys.quoted("rsa-public") + "));"
                                    + "const key = await jose.importPKCS8(" + Keys.quoted("rsa") + ");"
                                    + "const broken = token.slice(0, -3) + (token.endsWith('AAA') ? 'BBB' : 'AAA'); let code;"
                                    + "try { await jose.jwtDecrypt(broken, key); } catch (e) { code = e.code; }"
                                    + "return [(await jose.jwtDecrypt(token, key)).payload.a, code];"))
                    .isEqualTo(List.of(1, "ERR_JWE_DECRYPTION_FAILED"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "jwtVerify(HS256, KEY); JWTExpired; \"exp\" claim timestamp check failed",
                    "jwtVerify(HS256, Buffer.from('wrong')); JWSSignatureVerificationFailed; signature verification failed",
                    "jwtVerify('x', KEY); JWSInvalid; Invalid Compact JWS",
                    "jwtVerify(HS256, KEY, { algorithms: ['HS512'] }); JOSEAlgNotAllowed;"
                            + " \"alg\" (Algorithm) Header Parameter value not allowed",
                    "jwtVerify(HS256, KEY, { audience: 'you' }); JWTClaimValidationFailed; missing required \"aud\" claim",
                    "jwtVerify(HS256, KEY, { issuer: 'you' }); JWTClaimValidationFailed; unexpected \"iss\" claim value",
                })
        void saysWhyATokenIsNotGood(String call, String type, String message) {
            String filled = call.replace("HS256, ", HS256 + ", ").replace("KEY", HS256_KEY);
            assertThat(script.value(JOSE + "try { await jose." + filled + "; } catch (e) { return [e.name, e.message,"
                            + " e instanceof jose.errors." + type + ", e instanceof jose.errors.JOSEError]; }"))
                    .isEqualTo(List.of(type, message, true, true));
        }

        @Test
        void takesNoPublicKeyForASecret() {
            assertThat(script.error(JOSE + "const open = await jose.importSPKI(" + Keys.quoted("rsa-public")
                            + "); await jose.jwtVerify(" + HS256 + ", open);"))
                    .isEqualTo("Invalid key for this operation, its type does not fit HS256");
        }

        @ParameterizedTest
        @ValueSource(strings = {"eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJub25lIn0.e30.AAAA"})
        void takesNothingUnsigned(String token) {
            assertThat(script.error(JOSE + "await jose.jwtVerify('" + token + "', Buffer.from('x'));"))
                    .asString()
                    .contains("none is not supported");
        }
    }

    @Nested
    class NodeJose {

        private static final String JOSE = "const jose = require('node-jose');";

        @Test
        void signsWithAKeyThatIsGivenAsItsJson() {
            assertThat(script.value(JOSE + "const key = await jose.JWK.asKey(" + Keys.quoted("rsa") + ", 'pem');"
                            + "const jwk = key.toJSON(true);"
                            + "const signed = (...signers) => jose.JWS.createSign({ format: 'compact', alg: 'RS256' }, ...signers)"
                            + ".update(JSON.stringify({ sub: '7' }), 'utf8').final();"
                            + "const general = await jose.JWS.createSign(jwk).update('{}').final();"
                            + "const tokens = await Promise.all([signed(jwk), signed([jwk]), signed({ key: jwk }), signed({ key: key })]);"
                            + "return tokens.map((token) => require('jsonwebtoken').verify(token, "
                            + Keys.quoted("rsa-public")
                            + ").sub).concat(general.signatures.length);"))
                    .isEqualTo(List.of("7", "7", "7", "7", 1));
        }

        @Test
        void encryptsForAKeyThatIsGivenAsItsJson() {
            assertThat(script.value(JOSE + "const key = await jose.JWK.asKey(" + Keys.quoted("rsa") + ", 'pem');"
                            + "const sealed = await jose.JWE.createEncrypt({ format: 'compact' }, key.toJSON()).update('secret').final();"
                            + "return (await jose.JWE.createDecrypt(key).decrypt(sealed)).plaintext.toString();"))
                    .isEqualTo("secret");
        }

        @Test
        void refusesToSignWithoutAKey() {
            assertThat(script.error(JOSE + "jose.JWS.createSign({ format: 'compact' }, undefined)"))
                    .isEqualTo("at least one key must be provided");
            assertThat(script.error(JOSE + "jose.JWS.createSign({ format: 'compact' }, { key: { kty: 'none' } })"))
                    .isEqualTo("unsupported key type");
        }

        @Test
        void signsAndVerifies() {
            assertThat(script.value(JOSE + "const key = await jose.JWK.asKey(" + Keys.quoted("rsa") + ", 'pem');"
                            + "const token = await jose.JWS.createSign({ format: 'compact', alg: 'RS256', fields: { typ: 'JWT' } }, key)"
                            + ".update(JSON.stringify({ sub: '7' }), 'utf8').final();"
                            + "const store = jose.JWK.createKeyStore(); await store.add(key.toJSON());"
                            + "const verified = await jose.JWS.createVerify(store).verify(token);"
                            + "return [JSON.parse(verified.payload.toString()).sub, verified.header.typ, verified.header.kid === key.kid,"
                            + " require('jsonwebtoken').verify(token, " + Keys.quoted("rsa-public") + ").sub];"))
                    .isEqualTo(List.of("7", "JWT", true, "7"));
        }

        @Test
        void writesKeysWithAndWithoutTheirPrivatePart() {
            assertThat(script.value(JOSE + "const key = await jose.JWK.asKey(" + Keys.quoted("ec")
                            + ", 'pem', { use: 'sig' });"
                            + "const again = await jose.JWK.asKey(key.toJSON(true));"
                            + "return [Object.keys(key.toJSON()).join(), Object.keys(key.toJSON(true)).join(), key.kty, again.kid ==="
                            + " key.kid, again.toPEM(true) === " + Keys.quoted("ec") + ", jose.JWK.isKey(key)];"))
                    .isEqualTo(List.of("kty,kid,use,x,y,crv", "kty,kid,use,x,y,crv,d", "EC", true, true, true));
        }

        @ParameterizedTest
        @ValueSource(strings = {"general", "flattened", "compact"})
        void knowsAllThreeFormats(String format) {
            assertThat(script.value(JOSE + "const key = await jose.JWK.createKey('oct', 256, { alg: 'HS256' });"
                            + "const signed = await jose.JWS.createSign({ format: '" + format
                            + "' }, key).update('x').final();"
                            + "const sealed = await jose.JWE.createEncrypt({ format: '" + format
                            + "' }, await jose.JWK.asKey("
                            + Keys.quoted("rsa") + ")).update('y').final();"
                            + "return [(await jose.JWS.createVerify(key).verify(signed)).payload.toString(),"
                            + " (await jose.JWE.createDecrypt(await jose.JWK.asKey(" + Keys.quoted("rsa")
                            + ")).decrypt(sealed)).payload.toString()];"))
                    .isEqualTo(List.of("x", "y"));
        }

        @Test
        void refusesWhatAnotherKeySigned() {
            assertThat(script.error(JOSE + "const token = await jose.JWS.createSign({ format: 'compact' },"
                            + " await jose.JWK.createKey('oct', 256)).update('x').final();"
                            + "await jose.JWS.createVerify(await jose.JWK.createKey('oct', 256)).verify(token);"))
                    .isEqualTo("no key found");
        }
    }
}
