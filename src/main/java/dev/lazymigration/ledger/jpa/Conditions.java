package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.Bookmark;
import dev.lazymigration.ledger.Page;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A query whose conditions depend on what is asked for. Values are parameters, never part of its text. */
final class Conditions {

    private final StringBuilder where = new StringBuilder();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    Conditions and(String condition) {
        where.append(where.isEmpty() ? " where " : " and ").append(condition);
        return this;
    }

    Conditions and(String condition, String parameter, Object value) {
        parameters.put(parameter, value);
        return and(condition);
    }

    /**
     * Behind that place, where the newest come first. What is said twice lets an index find the place, since none does for
     * an "or".
     *
     * @param time the column of the time
     * @param id the column of the id
     */
    Conditions behind(Bookmark place, String time, String id) {
        parameters.put("placeAt", place.at().toEpochMilli());
        parameters.put("placeId", place.id());
        return and(time + " <= :placeAt and (" + time + " < :placeAt or " + id + " < :placeId)");
    }

    <T> List<T> list(EntityManager entityManager, Class<T> type, String select, String order, Page page) {
        TypedQuery<T> query = entityManager
                .createQuery(select + where + order, type)
                .setFirstResult(page.first())
                .setMaxResults(page.max());
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }
}
