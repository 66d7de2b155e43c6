package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.NotApplied;
import dev.lazymigration.migration.profile.OrganizationName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ModelValidationException;
import org.keycloak.models.OrganizationDomainModel;
import org.keycloak.models.OrganizationModel;
import org.keycloak.organization.utils.Organizations;
import org.keycloak.utils.ReservedCharValidator;
import org.keycloak.utils.ReservedCharValidator.ReservedCharException;

/**
 * An organization made from what a legacy profile says of it.
 *
 * @param organizations of the transaction that creates it
 */
record NewOrganization(RealmOrganizations organizations) {

    private static final int MAX_LENGTH = 255;

    /** @return what was left out of it */
    List<NotApplied> create(OrganizationName wanted) {
        if (organizations.find(wanted).isPresent() || !isNameable(wanted)) {
            return List.of();
        }
        List<NotApplied> notApplied = new ArrayList<>();
        Set<OrganizationDomainModel> domains = new HashSet<>();
        for (String name : wanted.domains()) {
            OrganizationDomainModel domain = new OrganizationDomainModel(name);
            refusal(domain)
                    .ifPresentOrElse(
                            reason -> notApplied.add(new NotApplied(wanted.field(), reason)),
                            () -> domains.add(domain));
        }
        if (domains.isEmpty()) {
            notApplied.add(new NotApplied(
                    wanted.field(),
                    "the organization %s was created without a domain; give it one in Keycloak"
                            .formatted(wanted.alias())));
        }
        organizations.provider().create(wanted.name(), wanted.alias()).setDomains(domains);
        return notApplied;
    }

    /** As Keycloak's admin API demands it; the model behind takes any alias. */
    private static boolean isNameable(OrganizationName wanted) {
        try {
            ReservedCharValidator.validateNoSpace(wanted.alias());
            return wanted.alias().length() <= MAX_LENGTH && wanted.name().length() <= MAX_LENGTH;
        } catch (ReservedCharException unusable) {
            return false;
        }
    }

    private Optional<String> refusal(OrganizationDomainModel domain) {
        try {
            Organizations.validateDomain(domain.getName());
        } catch (ModelValidationException invalid) {
            return Optional.of("%s is not a domain that an organization can have".formatted(domain.getName()));
        }
        OrganizationModel holder = organizations.provider().getByDomainName(domain.getName());
        return holder != null && holder.getDomains().anyMatch(domain::equals)
                ? Optional.of("the domain %s belongs to the organization %s already"
                        .formatted(domain.getName(), holder.getAlias()))
                : Optional.empty();
    }
}
