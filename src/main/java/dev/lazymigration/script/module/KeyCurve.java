package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;

/** The elliptic curves of the JWT family. Curves that come as parameters with a key are refused: they may be anything. */
enum KeyCurve {
    P_256("prime256v1", "P-256", "1.2.840.10045.3.1.7"),
    P_384("secp384r1", "P-384", "1.3.132.0.34"),
    P_521("secp521r1", "P-521", "1.3.132.0.35"),
    SECP256K1("secp256k1", "secp256k1", "1.3.132.0.10");

    private final String opensslName;
    private final String jwkName;
    private final String oid;

    KeyCurve(String opensslName, String jwkName, String oid) {
        this.opensslName = opensslName;
        this.jwkName = jwkName;
        this.oid = oid;
    }

    /** By either name. */
    static KeyCurve named(Object name) throws HostException {
        return Arrays.stream(values())
                .filter(curve -> curve.opensslName.equals(name) || curve.jwkName.equals(name))
                .findFirst()
                .orElseThrow(() -> HostException.misuse("Invalid EC curve name"));
    }

    static KeyCurve of(ECDomainParameters parameters) throws HostException {
        String name = parameters instanceof ECNamedDomainParameters named
                ? named.getName().getId()
                : "";
        return Arrays.stream(values())
                .filter(curve -> curve.oid.equals(name))
                .findFirst()
                .orElseThrow(() -> HostException.misuse("Invalid EC curve name"));
    }

    ECNamedDomainParameters parameters() {
        ASN1ObjectIdentifier identifier = new ASN1ObjectIdentifier(oid);
        return new ECNamedDomainParameters(identifier, ECNamedCurveTable.getByOID(identifier));
    }

    String opensslName() {
        return opensslName;
    }

    String jwkName() {
        return jwkName;
    }
}
