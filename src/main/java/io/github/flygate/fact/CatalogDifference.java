package io.github.flygate.fact;

/**
 * An object that is not the same in a database that the migrations build from nothing and in one that has the base
 * already.
 *
 * @param relation that the object belongs to, or is
 * @param object kind and name, such as {@code column public.orders.note}
 * @param fromNothing {@code missing}, {@code there}, or what is different of its definition
 * @param fromBase likewise, for base and pending migrations
 */
public record CatalogDifference(String relation, String object, String fromNothing, String fromBase) implements Fact {
    @Override
    public String subject() {
        return object;
    }
}
