package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.PasswordHashing;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * crypt(3) and Apache's htpasswd, apart from bcrypt.
 *
 * @param rounds 0 where the hash says nothing about them
 * @param hash scheme, rounds, salt and hash in ASCII
 */
record CryptHash(int rounds, byte[] hash) implements ForeignHash {

    static final String ALGORITHM = "lazy-migration-crypt";

    private static final String SHA = "(?:rounds=(\\d{1,9})\\$)?[./A-Za-z0-9]{1,16}\\$";
    private static final Pattern FORM = Pattern.compile("\\$(?:1|apr1)\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}"
            + "|\\$5\\$" + SHA + "[./A-Za-z0-9]{43}|\\$6\\$" + SHA + "[./A-Za-z0-9]{86}|[./A-Za-z0-9]{13}");

    static CryptHash read(String text) throws UnreadableHashException {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UnreadableHashException("Not a hash of crypt(3)");
        }
        String rounds = form.group(1) == null ? form.group(2) : form.group(1);
        return new CryptHash(rounds == null ? 0 : Integer.parseInt(rounds), text.getBytes(StandardCharsets.US_ASCII));
    }

    static CryptHash of(Fields fields) throws UnreadableHashException {
        return read(fields.text());
    }

    @Override
    public PasswordCredentialModel credential() {
        return Fields.credential(ALGORITHM, rounds, Map.of(), text());
    }

    @Override
    public PasswordHashing.Work work() throws HostException {
        return PasswordHashing.crypt(text());
    }

    private String text() {
        return new String(hash, StandardCharsets.US_ASCII);
    }
}
