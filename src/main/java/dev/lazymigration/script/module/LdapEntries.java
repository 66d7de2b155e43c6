package dev.lazymigration.script.module;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what a search finds, up to a bound. Every value goes to the script as bytes: LDAP says no types. */
final class LdapEntries implements SearchResultListener {

    private static final long serialVersionUID = 1L;

    /** A run keeps no more than this of one search; an entry is some kilobytes. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final transient List<Object> entries = new ArrayList<>();
    private final transient List<Object> references = new ArrayList<>();
    private transient Optional<ASN1OctetString> nextPage = Optional.empty();
    private long bytes;

    /** Each with its {@code dn} and {@code attributes}, which have a {@code type} and {@code values}. */
    List<Object> entries() {
        return entries;
    }

    /** Each a list of URLs, which nobody follows. */
    List<Object> references() {
        return references;
    }

    /** What to ask the server with for more, when it has more. */
    Optional<ASN1OctetString> nextPage() {
        return nextPage;
    }

    SearchResult pageEnded(SearchResult result) throws LDAPException {
        nextPage = Optional.ofNullable(SimplePagedResultsControl.get(result))
                .map(SimplePagedResultsControl::getCookie)
                .filter(cookie -> cookie.getValueLength() > 0);
        return result;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
        List<Object> attributes = new ArrayList<>();
        count(entry.getDN().length());
        for (Attribute attribute : entry.getAttributes()) {
            List<Object> values = new ArrayList<>();
            count(attribute.getName().length());
            for (byte[] value : attribute.getValueByteArrays()) {
                count(value.length);
                values.add(value);
            }
            attributes.add(Map.of("type", attribute.getName(), "values", values));
        }
        entries.add(Map.of("dn", entry.getDN(), "attributes", attributes));
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {
        for (String url : reference.getReferralURLs()) {
            count(url.length());
        }
        references.add(List.of((Object[]) reference.getReferralURLs()));
    }

    private void count(int more) {
        // What Java needs for a value of its own, however short that is.
        bytes += more + 64L;
        if (bytes > MAX_BYTES) {
            throw new TooMuch();
        }
    }

    /** Ends a search from within, for which the library has no other way. */
    static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private TooMuch() {
            super("The result is larger than " + MAX_BYTES + " bytes");
        }
    }
}
