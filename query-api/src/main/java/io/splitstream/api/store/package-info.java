/**
 * PostgreSQL: tables and their migrations, the stores of the domain packages, the outbox and the recurring chores.
 * Alone speaks SQL to PostgreSQL.
 */
@NullMarked
package io.splitstream.api.store;

import org.jspecify.annotations.NullMarked;
