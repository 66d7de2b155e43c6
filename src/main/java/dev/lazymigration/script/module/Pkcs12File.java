package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;

/**
 * What a PKCS#12 file (RFC 7292) holds: the first private key in it, and its certificates. Java's own reader bounds the
 * work for each part of a file, but not for all of them. The checksum of the whole is not looked at: the script that
 * gave it gave the file as well, and with another password nothing can be decrypted.
 *
 * @param chain the certificate of the key, and those of whoever issued it
 */
record Pkcs12File(PrivateKey key, List<Certificate> chain) {

    private static final int LONGEST = 64 << 10;

    static Pkcs12File read(byte[] file, char[] password) throws HostException {
        if (file.length > LONGEST) {
            throw HostException.misuse("A pfx may have " + LONGEST + " bytes");
        }
        return BouncyCastle.with("pfx", () -> {
            try {
                PartCipher cipher = new PartCipher(password);
                return of(bags(Pfx.getInstance(file), cipher), cipher);
            } catch (GeneralSecurityException | IOException | RuntimeException e) {
                // Whatever those who read it throw at what is none.
                throw HostException.misuse("The pfx can not be read: it is none, or its passphrase is another one");
            }
        });
    }

    private static List<SafeBag> bags(Pfx file, PartCipher cipher)
            throws HostException, GeneralSecurityException, IOException {
        List<SafeBag> bags = new ArrayList<>();
        for (ContentInfo part : AuthenticatedSafe.getInstance(
                        octets(file.getAuthSafe().getContent()))
                .getContentInfo()) {
            byte[] content = part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)
                    ? decrypted(EncryptedData.getInstance(part.getContent()), cipher)
                    : octets(part.getContent());
            for (ASN1Encodable bag : ASN1Sequence.getInstance(content)) {
                bags.add(SafeBag.getInstance(bag));
            }
        }
        return bags;
    }

    private static byte[] decrypted(EncryptedData part, PartCipher cipher)
            throws HostException, GeneralSecurityException, IOException {
        byte[] content = part.getContent().getOctets();
        return cipher.decrypt(new EncryptedPrivateKeyInfo(part.getEncryptionAlgorithm(), content).getEncoded());
    }

    private static byte[] octets(ASN1Encodable content) {
        return ASN1OctetString.getInstance(content).getOctets();
    }

    private static Pkcs12File of(List<SafeBag> bags, PartCipher cipher)
            throws HostException, GeneralSecurityException, IOException {
        SafeBag key = bags.stream()
                .filter(bag -> isEncryptedKey(bag) || bag.getBagId().equals(PKCSObjectIdentifiers.keyBag))
                .findFirst()
                .orElseThrow(() -> HostException.misuse("The pfx holds no private key"));
        List<X509Certificate> certificates = new ArrayList<>();
        for (SafeBag bag : bags) {
            if (bag.getBagId().equals(PKCSObjectIdentifiers.certBag)) {
                // That of the key first.
                boolean own = id(bag).isPresent() && id(bag).equals(id(key));
                certificates.add(own ? 0 : certificates.size(), certificate(bag));
            }
        }
        if (certificates.isEmpty()) {
            throw HostException.misuse("The pfx holds no certificate");
        }
        byte[] bytes = key.getBagValue().toASN1Primitive().getEncoded();
        return new Pkcs12File(PemKey.of(isEncryptedKey(key) ? cipher.decrypt(bytes) : bytes), chain(certificates));
    }

    private static boolean isEncryptedKey(SafeBag bag) {
        return bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag);
    }

    private static X509Certificate certificate(SafeBag bag) throws GeneralSecurityException {
        byte[] der = octets(CertBag.getInstance(bag.getBagValue()).getCertValue());
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    /** What a key and its certificate have in common. */
    private static Optional<ASN1Encodable> id(SafeBag bag) {
        if (bag.getBagAttributes() != null) {
            for (ASN1Encodable element : bag.getBagAttributes()) {
                Attribute attribute = Attribute.getInstance(element);
                if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_localKeyId)) {
                    return Optional.of(attribute.getAttrValues().getObjectAt(0));
                }
            }
        }
        return Optional.empty();
    }

    /** @param certificates the one of the key first, and the others in any order */
    private static List<Certificate> chain(List<X509Certificate> certificates) {
        List<X509Certificate> others = new ArrayList<>(certificates);
        List<Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(certificates.get(0));
        while (next.isPresent()) {
            X509Certificate last = next.get();
            others.removeIf(last::equals);
            chain.add(last);
            next = others.stream()
                    .filter(other -> other.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                    .findFirst();
        }
        return chain;
    }
}
