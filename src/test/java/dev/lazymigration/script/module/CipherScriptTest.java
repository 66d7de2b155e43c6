package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CipherScriptTest {

    private static final String PLAIN = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51";

    private final NodeScript script = NodeScript.on(List.of(new HashModule(), new CipherModule()));

    /** NIST SP 800-38A, appendix F: the first two blocks. */
    @ParameterizedTest
    @CsvSource({
        "aes-128-ecb, 2b7e151628aed2a6abf7158809cf4f3c, '',"
                + " 3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf",
        "aes-128-cbc, 2b7e151628aed2a6abf7158809cf4f3c, 000102030405060708090a0b0c0d0e0f,"
                + " 7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2",
        "aes-192-cbc, 8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b, 000102030405060708090a0b0c0d0e0f,"
                + " 4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a",
        "aes-256-cbc, 603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4,"
                + " 000102030405060708090a0b0c0d0e0f,"
                + " f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d",
        "AES-128-CTR, 2b7e151628aed2a6abf7158809cf4f3c, f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff,"
                + " 874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff",
        "aes-256-ctr, 603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4,"
                + " f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff,"
                + " 601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5",
        "aes-128-cfb, 2b7e151628aed2a6abf7158809cf4f3c, 000102030405060708090a0b0c0d0e0f,"
                + " 3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b",
        "aes-128-ofb, 2b7e151628aed2a6abf7158809cf4f3c, 000102030405060708090a0b0c0d0e0f,"
                + " 3b3fd92eb72dad20333449f8e83cfb4a7789508d16918f03f53c52dac54ed825",
    })
    void encryptAndDecryptThePublishedBlocks(String cipher, String key, String iv, String encrypted) {
        String arguments = "'%s', Buffer.from('%s', 'hex'), %s"
                .formatted(cipher, key, iv.isEmpty() ? "null" : "Buffer.from('" + iv + "', 'hex')");
        assertThat(script.value("const crypto = require('crypto');"
                        + "const cipher = crypto.createCipheriv(" + arguments + ").setAutoPadding(false);"
                        + "return cipher.update('" + PLAIN + "', 'hex', 'hex') + cipher.final('hex');"))
                .isEqualTo(encrypted);
        assertThat(script.value("const crypto = require('crypto');"
                        + "const cipher = crypto.createDecipheriv(" + arguments + ").setAutoPadding(false);"
                        + "return cipher.update('" + encrypted + "', 'hex', 'hex') + cipher.final('hex');"))
                .isEqualTo(PLAIN);
    }

    /** The GCM specification of McGrew and Viega, test case 4. */
    @Test
    void authenticatesWithGcm() {
        assertThat(script.value("const crypto = require('crypto'); const hex = (text) => Buffer.from(text, 'hex');"
                        + "const key = hex('feffe9928665731c6d6a8f9467308308');"
                        + "const iv = hex('cafebabefacedbaddecaf888'); const aad = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');"
                        + "const plain = 'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                        + "b16aedf5aa0de657ba637b39';"
                        + "const cipher = crypto.createCipheriv('aes-128-gcm', key, iv); cipher.setAAD(aad);"
                        + "const encrypted = cipher.update(plain, 'hex', 'hex') + cipher.final('hex');"
                        + "const tag = cipher.getAuthTag();"
                        + "const open = (given) => { const decipher = crypto.createDecipheriv('aes-128-gcm', key, iv);"
                        + " decipher.setAAD(aad); decipher.setAuthTag(given);"
                        + " return decipher.update(encrypted, 'hex', 'hex') + decipher.final('hex'); };"
                        + "let message; try { open(Buffer.alloc(16)); } catch (e) { message = e.message; }"
                        + "return [encrypted, tag.toString('hex'), open(tag) === plain, message];"))
                .isEqualTo(List.of(
                        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa05"
                                + "1ba30b396a0aac973d58e091",
                        "5bc94fbc3221a5db94fae95ae7121a47",
                        true,
                        "Unsupported state or unable to authenticate data"));
    }

    /** RFC 8439, section 2.8.2, the first bytes and the tag. */
    @Test
    void authenticatesWithChaCha20() {
        assertThat(script.value("const crypto = require('crypto'); const hex = (text) => Buffer.from(text, 'hex');"
                        + "const cipher = crypto.createCipheriv('chacha20-poly1305',"
                        + " hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f'),"
                        + " hex('070000004041424344454647'), { authTagLength: 16 });"
                        + "cipher.setAAD(hex('50515253c0c1c2c3c4c5c6c7'));"
                        + "const text = \"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the"
                        + " future, sunscreen would be it.\";"
                        + "const encrypted = cipher.update(text, 'utf8', 'hex') + cipher.final('hex');"
                        + "return [encrypted.slice(0, 32), cipher.getAuthTag().toString('hex')];"))
                .isEqualTo(List.of("d31a8d34648e60db7b86afbc53ef7ec2", "1ae10b594f09e26a7e902ecbd0600691"));
    }

    @Test
    void cutsNoCharacterInTwo() {
        assertThat(script.value(
                        "const crypto = require('crypto'); const key = Buffer.alloc(32, 1); const iv = Buffer.alloc(16, 2);"
                                + "const cipher = crypto.createCipheriv('aes-256-cbc', key, iv);"
                                + "const encrypted = Buffer.concat([cipher.update('äöüßäöüßäöüß€€€€', 'utf8'), cipher.final()]);"
                                + "const decipher = crypto.createDecipheriv('aes-256-cbc', key, iv); let text = '';"
                                + "for (const byte of encrypted) text += decipher.update(Buffer.from([byte]), null, 'utf8');"
                                + "return text + decipher.final('utf8');"))
                .isEqualTo("äöüßäöüßäöüß€€€€");
    }

    @Test
    void makesAKeyOfAPasswordAsOpenSslDid() {
        // openssl enc -aes-256-cbc -nosalt -md md5 -k secret
        assertThat(script.value("const crypto = require('crypto');"
                        + "const cipher = crypto.createCipher('aes-256-cbc', 'secret');"
                        + "const encrypted = cipher.update('correct horse', 'utf8', 'base64') + cipher.final('base64');"
                        + "const decipher = crypto.createDecipher('aes-256-cbc', 'secret');"
                        + "return [encrypted, decipher.update(encrypted, 'base64', 'utf8') + decipher.final('utf8')];"))
                .isEqualTo(List.of("yBKRZ4OEFmHX6kuz4rCnVg==", "correct horse"));
    }

    @Test
    void readsWhatOldSystemsEncryptedWithTripleDes() {
        // openssl enc -des-ede3-cbc
        assertThat(
                        script.value(
                                "const crypto = require('crypto');"
                                        + "const key = Buffer.from('0123456789abcdef23456789abcdef01456789abcdef0123', 'hex');"
                                        + "const decipher = crypto.createDecipheriv('des-ede3-cbc', key, Buffer.alloc(8));"
                                        + "return decipher.update('NzWpYaXb7UcIfw+CTlq+UQ==', 'base64', 'utf8') + decipher.final('utf8');"))
                .isEqualTo("correct horse");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "createCipheriv('aes-512-cbc', 'k', 'iv'); Error ERR_CRYPTO_UNKNOWN_CIPHER Unknown cipher",
                "createCipheriv('aes-256-cbc', 'short', Buffer.alloc(16)); RangeError ERR_CRYPTO_INVALID_KEYLEN"
                        + " Invalid key length",
                "createCipheriv('aes-256-cbc', Buffer.alloc(32), 'short'); TypeError ERR_CRYPTO_INVALID_IV"
                        + " Invalid initialization vector",
                "createDecipheriv('aes-256-cbc', Buffer.alloc(32, 1), Buffer.alloc(16)).final(); Error"
                        + " ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH error:1C80006B:Provider routines::wrong final block length",
            })
    void complainsLikeNode(String call, String complaint) {
        assertThat(script.value("try { require('crypto')." + call + "; } catch (e) {"
                        + " return e.name + ' ' + e.code + ' ' + e.message; } return null;"))
                .isEqualTo(complaint);
    }

    @Test
    void doesNotSayWhatIsWrongWithTheLastBlock() {
        assertThat(script.value("const d = require('crypto').createDecipheriv('aes-256-cbc', Buffer.alloc(32, 1),"
                        + " Buffer.alloc(16)); d.update(Buffer.alloc(32));"
                        + "try { d.final(); } catch (e) { return [e.code, e.message]; } return null;"))
                .isEqualTo(List.of("ERR_OSSL_BAD_DECRYPT", "error:1C800064:Provider routines::bad decrypt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"update('x')", "final()", "setAAD(Buffer.alloc(1))"})
    void isOverAfterTheEnd(String call) {
        assertThat(script.value("const c = require('crypto').createCipheriv('aes-128-cbc', Buffer.alloc(16),"
                        + " Buffer.alloc(16)); c.final();"
                        + "try { c." + call + "; } catch (e) { return e.code; } return null;"))
                .isEqualTo("ERR_CRYPTO_INVALID_STATE");
    }

    @Test
    void namesItsCiphers() {
        assertThat(script.value("const crypto = require('crypto');"
                        + "return [crypto.getCiphers().includes('aes-256-gcm'), crypto.getCipherInfo('aes-192-cbc').keyLength,"
                        + " crypto.getCipherInfo('nothing') === undefined];"))
                .isEqualTo(List.of(true, 24, true));
    }
}
