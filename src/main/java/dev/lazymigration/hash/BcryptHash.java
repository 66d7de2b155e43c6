package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.PasswordHashing;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * bcrypt.
 *
 * @param cost the binary logarithm of the rounds
 * @param hash version, cost, salt and hash in ASCII
 */
record BcryptHash(Preparation preparation, int cost, byte[] hash) implements ForeignHash {

    static final String ALGORITHM = "lazy-migration-bcrypt";

    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    static BcryptHash read(String text, Preparation preparation) throws UnreadableHashException {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UnreadableHashException("Not a bcrypt hash of the versions 2a, 2b and 2y");
        }
        return new BcryptHash(preparation, Integer.parseInt(form.group(1)), text.getBytes(StandardCharsets.US_ASCII));
    }

    static BcryptHash of(Fields fields) throws UnreadableHashException {
        return read(fields.text(), Preparation.named(fields.parameter(Preparation.PARAMETER)));
    }

    @Override
    public PasswordCredentialModel credential() {
        return Fields.credential(ALGORITHM, cost, Map.of(Preparation.PARAMETER, preparation), text());
    }

    @Override
    public PasswordHashing.Work work() throws HostException {
        return preparation.before(PasswordHashing.bcrypt(text()));
    }

    private String text() {
        return new String(hash, StandardCharsets.US_ASCII);
    }
}
